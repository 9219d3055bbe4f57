import { LocalApi } from './api-gateway/local-api';
import { LocalStack } from './local-stack';

/** The app's outputs that are curl commands. If an API's default endpoint is disabled, they use its domain name. */
export function curlLines({ apis, outputs }: LocalStack): string[] {
  const closed = apis.filter(({ isDefaultEndpointDisabled }) => isDefaultEndpointDisabled);
  return outputs.map(({ value }) => value).filter((value) => value.startsWith('curl ')).flatMap((line) => {
    const api = closed.find(({ url }) => line.includes(url));
    return api ? byDomainName(line, api) : [line];
  });
}

function byDomainName(line: string, { domains, url }: LocalApi): string[] {
  const domain = domains.find(({ host }) => !host.startsWith('*')) ?? domains[0];
  if (!domain) {
    return [];
  }
  // Any name that matches the wildcard.
  const host = domain.host.replace('*', 'www');
  return [line.replaceAll(url, `${domain.url}/`).replace(/\bcurl /g, `curl -H 'Host: ${host}' `)];
}
