import { randomBytes, randomUUID } from 'node:crypto';
import { forwardedHeaders } from './forwarded-headers';
import { HeaderList, hostName, HttpRequest } from './http';
import { RouteMatch } from './routes';
import { traceId } from './trace-id';
import { Trace } from '../observation/trace';

/** The values that an API and its stage add to the context of every request. */
export interface ApiIdentity {
  readonly accountId: string;
  readonly apiId: string;
  readonly deploymentId: string;
  readonly region: string;
  readonly stage: string;
  readonly stageVariables: Record<string, string> | null;
}

/** A request to an API. Its `path` is as the client sent it, including the stage or the base path. */
export interface RoutedRequest extends HttpRequest {
  /** The part of the path that selects a resource of the API. */
  readonly routePath: string;
  /** The path in a function's event: with the base path of a custom domain, but without the stage of the default endpoint. */
  readonly eventPath: string;
  /** The path in the context: with the stage at the default endpoint, and with the base path at a custom domain. */
  readonly contextPath: string;
}

/** A request in progress, with everything that templates and integrations can read. */
export interface Exchange {
  readonly request: RoutedRequest;
  /** The header fields that integrations and templates see. */
  readonly headers: HeaderList;
  /** The X-Amzn-Trace-Id. */
  readonly traceId: string;
  readonly match?: RouteMatch;
  readonly stageVariables: Record<string, string> | null;
  readonly requestContext: RequestContext;
  /** The ARN of the invoked method, as policies name it. */
  readonly methodArn: string;
  readonly trace: Trace;
  /** The caller's API key, if the method's authorizer returns it. */
  usageIdentifierKey?: string;
}

export type RequestContext = ReturnType<typeof requestContext> & {
  /** The authorizer's values about the caller. */
  authorizer?: Record<string, unknown>;
  /** The API key is set for a method that requires one. */
  identity: { apiKey?: string; apiKeyId?: string };
  /** Set when API Gateway itself responds. */
  error?: { message: string; messageString: string; responseType: string; validationErrorString: string };
  /** Set when the method's endpoint has answered; in milliseconds. */
  integrationLatency?: number;
  /** The status code of the endpoint's response. */
  integrationStatus?: number;
};

export function beginExchange(request: RoutedRequest, { region, stageVariables, ...api }: ApiIdentity, match?: RouteMatch): Exchange {
  const methodArn = `arn:aws:execute-api:${region}:${api.accountId}:${api.apiId}/${api.stage}/${request.method}${request.routePath}`;
  const context = requestContext(request, api, match);
  return {
    request,
    headers: forwardedHeaders(request.headers),
    traceId: traceId(request.headers.get('X-Amzn-Trace-Id'), context.requestTimeEpoch),
    match,
    stageVariables,
    requestContext: context,
    methodArn,
    trace: new Trace(),
  };
}

/** The `requestContext` of the proxy event, which is also the templates' `$context`. */
function requestContext(request: RoutedRequest, api: Omit<ApiIdentity, 'region' | 'stageVariables'>, match?: RouteMatch) {
  const now = new Date();
  const host = hostName(request);
  return {
    ...api,
    domainName: host,
    domainPrefix: host.split('.')[0],
    extendedRequestId: randomBytes(11).toString('base64'),
    httpMethod: request.method,
    identity: { ...UNKNOWN_CALLER, sourceIp: request.sourceIp, userAgent: request.headers.get('User-Agent') ?? null },
    path: request.contextPath,
    protocol: 'HTTP/1.1',
    requestId: randomUUID(),
    requestTime: requestTime(now),
    requestTimeEpoch: now.getTime(),
    resourceId: match?.resourceId ?? null,
    resourcePath: match?.resourcePath ?? null,
  };
}

/** The caller's identity, as authorizers fill it in. */
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

/** For example `09/Apr/2015:12:34:56 +0000`. */
function requestTime(now: Date): string {
  const [, day, month, year, time] = now.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
