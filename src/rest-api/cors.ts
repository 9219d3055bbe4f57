import { AuthorizationType, IResource, MockIntegration } from 'aws-cdk-lib/aws-apigateway';
import { ALLOWED_HEADERS, ANY_ORIGIN, sharedWith, VARY } from '../contract/cors';

/** Short enough that an origin that is allowed no more is soon refused. */
const MAX_AGE_SECONDS = 3_600;

const NO_CONTENT = '204';

/** Which pages of other origins may call, and what they may send for the API's authorization. */
export interface Cors {
  readonly origins: string[];
  readonly requestHeaders: readonly string[];
}

/**
 * Answers what a browser asks before it lets a page call the resource. Not by the CDK's own preflight: it reads `Origin` in one case alone.
 */
export function addPreflight(resource: IResource, methods: string[], { origins, requestHeaders }: Cors): void {
  const responseParameters = headerParameters({
    'Access-Control-Allow-Origin': origins[0],
    'Access-Control-Allow-Methods': methods.join(','),
    'Access-Control-Allow-Headers': [...ALLOWED_HEADERS, ...requestHeaders].join(','),
    'Access-Control-Max-Age': `${MAX_AGE_SECONDS}`,
    ...origins[0] !== ANY_ORIGIN && VARY,
  });
  const integration = new MockIntegration({
    requestTemplates: { 'application/json': '{ "statusCode": 200 }' },
    integrationResponses: [{
      statusCode: NO_CONTENT,
      responseParameters,
      responseTemplates: origins.length > 1 ? { 'application/json': originTemplate(origins) } : undefined,
    }],
  });
  resource.addMethod('OPTIONS', integration, {
    authorizationType: AuthorizationType.NONE,
    apiKeyRequired: false,
    methodResponses: [{
      statusCode: NO_CONTENT,
      responseParameters: Object.fromEntries(Object.keys(responseParameters).map((name) => [name, true])),
    }],
  });
}

/** A gateway response cannot choose among origins, as it has no template language, and its problem document holds nothing of a user's. */
export function gatewayResponseHeaders([origin, ...others]: readonly string[] = []): Record<string, string> {
  if (origin === undefined) {
    return {};
  }
  return origin === ANY_ORIGIN || others.length > 0 ? sharedWith(ANY_ORIGIN) : { ...sharedWith(origin), ...VARY };
}

const headerParameters = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, `'${value}'`]));

/**
 * Names the origin that asks, if it is one of these.
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
