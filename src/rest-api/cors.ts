import { Token } from 'aws-cdk-lib';
import { AuthorizationType, ContentHandling, IResource, MockIntegration } from 'aws-cdk-lib/aws-apigateway';
import { checkedHeaderNames } from '../cdk/checked-header-names';
import { checkedList, checkedText, shown } from '../cdk/checked-values';
import { ALLOWED_HEADERS, ANY_ORIGIN, sharedWith, VARY } from '../contract/cors';

/** Short, so that a removed origin is soon refused. */
const MAX_AGE_SECONDS = 3_600;

const NO_CONTENT = '204';

/** With binary media types that include every request, the templates of the integration would otherwise fail: 500. */
const TEXT = ContentHandling.CONVERT_TO_TEXT;

/** The allowed origins, and the request headers in addition to those of the API. */
export interface Cors {
  readonly origins: string[];
  readonly requestHeaders: readonly string[];
}

/** The origins as browsers send them, each once; undefined when there are none. */
export function checkedOrigins(origins?: string[]): string[] | undefined {
  if (origins === undefined) {
    return undefined;
  }
  const remedy = `list origins such as "https://notes.example.com", or "${ANY_ORIGIN}" alone for every origin`;
  if (Token.isUnresolved(origins)) {
    throw new Error(`"corsOrigins" is a list that is only known at deployment: ${remedy}`);
  }
  for (const origin of checkedList('corsOrigins', origins, remedy)) {
    if (!Token.isUnresolved(checkedText('corsOrigins', origin, remedy)) && origin !== ANY_ORIGIN && !isOrigin(origin)) {
      throw new Error(`"corsOrigins" has ${shown(origin)}, which is not an origin as browsers send it: ${remedy}`);
    }
  }
  const unique = [...new Set(origins)];
  if (unique.includes(ANY_ORIGIN) && unique.length > 1) {
    throw new Error(`"corsOrigins" is ${shown(origins)}, which combines "${ANY_ORIGIN}" with other origins: ${remedy}`);
  }
  return unique;
}

/** Headers that only browsers set: https://fetch.spec.whatwg.org/#forbidden-request-header */
const FORBIDDEN = new RegExp(`^(?:${[
  'accept-(?:charset|encoding)', 'access-control-request-.*', 'connection', 'content-length', 'cookie2?', 'date', 'dnt', 'expect', 'host',
  'keep-alive', 'origin', 'proxy-.*', 'referer', 'sec-.*', 'set-cookie', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'via',
].join('|')})$`, 'i');

/** The further request headers that pages may send. */
export function checkedCorsHeaders(headers: string[] | undefined, origins: string[] | undefined): string[] {
  if (headers === undefined) {
    return [];
  }
  const remedy = 'leave it out, or list header names such as "traceparent"';
  if (Token.isUnresolved(headers)) {
    throw new Error(`"corsHeaders" is a list that is only known at deployment: ${remedy}`);
  }
  const forbidden = checkedHeaderNames('corsHeaders', headers, remedy).find((header) => FORBIDDEN.test(header));
  if (forbidden !== undefined) {
    throw new Error(`"corsHeaders" has ${shown(forbidden)}, which browsers never let a page set: ${remedy}`);
  }
  if (origins === undefined) {
    throw new Error(`"corsHeaders" is ${shown(headers)}, but no page may call the API: set "corsOrigins", or leave "corsHeaders" out`);
  }
  return headers;
}

/** Each name once, whatever its case. */
function distinct(names: readonly string[]): string[] {
  const lowerCase = names.map((name) => name.toLowerCase());
  return names.filter((_, at) => lowerCase.indexOf(lowerCase[at]) === at);
}

/** Scheme, host and any non-default port, in lower case, without a path or a slash at the end (RFC 6454, section 6.2). */
function isOrigin(text: string): boolean {
  // The origin of an app or a browser extension is "null" for URL.
  return (
    /^[a-z][a-z0-9+.-]*:\/\/[a-z0-9_.:[\]-]+$/.test(text)
    && (!/^https?:/.test(text) || (URL.canParse(text) && new URL(text).origin === text))
  );
}

/**
 * Answers preflight requests to a resource. The CDK's own preflight does not read a lower-case `origin` header, as HTTP/2 sends it.
 */
export function addPreflight(resource: IResource, methods: string[], { origins, requestHeaders }: Cors): void {
  const responseParameters = headerParameters({
    'Access-Control-Allow-Origin': origins[0],
    'Access-Control-Allow-Methods': methods.join(','),
    'Access-Control-Allow-Headers': distinct([...ALLOWED_HEADERS, ...requestHeaders]).join(','),
    'Access-Control-Max-Age': `${MAX_AGE_SECONDS}`,
    ...origins[0] !== ANY_ORIGIN && VARY,
  });
  const integration = new MockIntegration({
    contentHandling: TEXT,
    requestTemplates: { 'application/json': '{ "statusCode": 200 }' },
    integrationResponses: [{
      contentHandling: TEXT,
      statusCode: NO_CONTENT,
      responseParameters,
      responseTemplates: origins.length > 1 ? { 'application/json': originTemplate(origins) } : undefined,
    }],
  });
  if (resource.node.tryFindChild('OPTIONS')) {
    throw new Error(`"corsOrigins" is ${shown(origins)}, but a property injector of the app sets "defaultCorsPreflightOptions" of ${resource.node.path}, `
      + 'and only one of the two can answer preflight requests: leave "corsOrigins" out, or have the injector skip this API');
  }
  resource.addMethod('OPTIONS', integration, {
    authorizationType: AuthorizationType.NONE,
    apiKeyRequired: false,
    methodResponses: [{
      statusCode: NO_CONTENT,
      responseParameters: Object.fromEntries(Object.keys(responseParameters).map((name) => [name, true])),
    }],
  });
}

/** With several origins it allows all: a gateway response cannot choose one, and its problem document holds no data of users. */
export function gatewayResponseHeaders([origin, ...others]: readonly string[] = []): Record<string, string> {
  if (origin === undefined) {
    return {};
  }
  return origin === ANY_ORIGIN || others.length > 0 ? sharedWith(ANY_ORIGIN) : { ...sharedWith(origin), ...VARY };
}

const headerParameters = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, `'${value}'`]));

/**
 * Allows the origin of the request if it is one of these.
 * HTTP/2 has header names in lower case, and Velocity has null for a header that was not sent.
 */
function originTemplate(origins: readonly string[]): string {
  return [
    '#set($origin = $input.params().header.get("origin"))',
    '#if(!$origin || $origin == "")#set($origin = $input.params().header.get("Origin"))#end',
    `#if(${origins.map((origin) => `$origin == "${origin}"`).join(' || ')})`,
    '#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)',
    '#end',
  ].join('\n');
}
