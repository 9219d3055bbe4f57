import { randomBytes, randomUUID } from 'node:crypto';
import { hostName, HttpRequest } from './http';
import { RouteMatch } from './routes';

/** What an API and its stage put into the context of every request. */
export interface ApiIdentity {
  readonly accountId: string;
  readonly apiId: string;
  readonly region: string;
  readonly stage: string;
  readonly stageVariables: Record<string, string> | null;
}

/** A request that has come to an API: its path is as it was sent, so that of a stage or a base path, too. */
export interface RoutedRequest extends HttpRequest {
  /** What is left for the API's resources. */
  readonly routePath: string;
  /** As functions get it: with the base path of a custom domain, without the stage of the API's own. */
  readonly eventPath: string;
}

/** A request under way, with all that templates and integrations may know of it. */
export interface Exchange {
  readonly request: RoutedRequest;
  readonly match?: RouteMatch;
  readonly stageVariables: Record<string, string> | null;
  readonly requestContext: RequestContext;
  /** What the request invokes, as policies name it. */
  readonly methodArn: string;
  /** The API key that the method's authorizer knows the caller by. */
  usageIdentifierKey?: string;
}

export type RequestContext = ReturnType<typeof requestContext> & {
  /** What the method's authorizer says of the caller. */
  authorizer?: Record<string, unknown>;
  /** Only of a method that asks for an API key. */
  identity: { apiKey?: string; apiKeyId?: string };
  /** Of an answer that is API Gateway's own. */
  error?: { message: string; messageString: string; responseType: string; validationErrorString: string };
  /** Of a method whose function was invoked. */
  integrationLatency?: number;
  /** What Lambda itself answered. */
  integrationStatus?: number;
};

export function beginExchange(request: RoutedRequest, { region, stageVariables, ...api }: ApiIdentity, match?: RouteMatch): Exchange {
  const methodArn = `arn:aws:execute-api:${region}:${api.accountId}:${api.apiId}/${api.stage}/${request.method}${request.routePath}`;
  return { request, match, stageVariables, requestContext: requestContext(request, api, match), methodArn };
}

/** `requestContext` of the proxy event and `$context` of the templates. */
function requestContext(request: HttpRequest, api: Omit<ApiIdentity, 'region' | 'stageVariables'>, match?: RouteMatch) {
  const now = new Date();
  const host = hostName(request);
  return {
    ...api,
    domainName: host,
    domainPrefix: host.split('.')[0],
    extendedRequestId: randomBytes(11).toString('base64'),
    httpMethod: request.method,
    identity: { ...UNKNOWN_CALLER, sourceIp: request.sourceIp, userAgent: request.headers.get('User-Agent') ?? null },
    path: request.path,
    protocol: 'HTTP/1.1',
    requestId: randomUUID(),
    requestTime: requestTime(now),
    requestTimeEpoch: now.getTime(),
    resourceId: match?.resourceId ?? null,
    resourcePath: match?.resourcePath ?? null,
  };
}

/** What authorizers find out of the caller. */
type CallerIdentity = Record<
  | 'accessKey'
  | 'accountId'
  | 'caller'
  | 'cognitoAuthenticationProvider'
  | 'cognitoAuthenticationType'
  | 'cognitoIdentityId'
  | 'cognitoIdentityPoolId'
  | 'principalOrgId'
  | 'user'
  | 'userArn',
  string | null
>;

const UNKNOWN_CALLER: CallerIdentity = {
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
};

/** As in `09/Apr/2015:12:34:56 +0000`. */
function requestTime(now: Date): string {
  const [, day, month, year, time] = now.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
