import { ApiFault, GatewayError } from './gateway-error';
import { Integration } from './routes';
import { isLoopback } from '../machine/loopback';

const ABSOLUTE = /^https?:\/\/[^/?#]/i;

type Values = Record<string, string | readonly string[]>;

/** The URL that an HTTP integration calls; throws if it is none, or not on this machine. */
export function httpUrl({ Uri = '' }: Integration, path: Record<string, string>, query: Values): URL {
  const text = Uri.replace(/\{(\w+)\+?\}/g, (placeholder, name: string) => path[name] ?? placeholder);
  if (!ABSOLUTE.test(text) || !URL.canParse(text)) {
    throw new ApiFault('API_CONFIGURATION_ERROR', 'the URI of the integration is not a URL');
  }
  const url = new URL(text);
  if (!isLoopback(url.hostname)) {
    throw new GatewayError('DEFAULT_5XX', notCalled(url));
  }
  for (const [name, values] of Object.entries(query)) {
    [values].flat().forEach((value) => url.searchParams.append(name, value));
  }
  return url;
}

/** Throws if it is certain that the integration calls another machine. */
export function checkHost({ Uri = '' }: Integration): void {
  if (/^https?:\/\/[^/?#{]+([/?#]|$)/i.test(Uri) && URL.canParse(Uri) && !isLoopback(new URL(Uri).hostname)) {
    throw new GatewayError('DEFAULT_5XX', notCalled(new URL(Uri)));
  }
}

function notCalled({ host }: URL): string {
  return `${host} is not on this machine, so the local stack does not call it`;
}
