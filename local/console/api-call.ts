import { IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { CataloguedApi } from './api-catalogue';
import { Callers } from './callers';
import { ConsoleApp } from './console-app';
import { AwsSignature } from './curl-command';
import { HeaderFields } from '../api-gateway/http';
import { Signer } from '../iam/signer';
import { identityHeader } from '../openapi/security';

/** The form of a route, as the page sends it. */
export interface CallForm {
  readonly method: string;
  /** The path of the resource, with parameters in braces. */
  readonly path: string;
  readonly pathParameters: Record<string, string>;
  readonly query: HeaderFields;
  readonly headers: HeaderFields;
  readonly body?: string;
  /** The id of a caller; without one, the request has no credentials. */
  readonly caller?: string;
  /** The logical id of an API key. */
  readonly apiKey?: string;
}

/** A request to an API that is not signed yet. */
export interface ApiCall {
  readonly method: string;
  readonly url: URL;
  readonly headers: HeaderFields;
  readonly body?: string;
  /** Set if the request is to be signed. */
  readonly signature?: AwsSignature;
}

/** The request that a form describes. */
export async function apiCall(
  { address, definition }: CataloguedApi, form: CallForm, callers: Callers, { apiKeys }: ConsoleApp,
): Promise<ApiCall> {
  const { apiKey, body, caller = '', headers, method, path, pathParameters, query } = form;
  const domain = address.isDefaultEndpointDisabled ? address.domains[0] : undefined;
  const url = new URL((domain?.url ?? address.url).replace(/\/$/, '') + filled(path, pathParameters));
  url.search = query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  const called = definition.routes.find(({ resourcePath }) => resourcePath === path)?.methods;
  const { AuthorizationScopes, AuthorizerId = '' } = called?.get(method) ?? called?.get('ANY') ?? {};
  const token = await callers.token(caller, AuthorizationScopes);
  const authorizer = definition.authorizers.get(AuthorizerId);
  const credentials = callers.credentials(caller);
  return {
    method,
    url,
    headers: [
      // Any name that matches a wildcard.
      ...domain ? [['Host', domain.host.replace('*', 'www')] as [string, string]] : [],
      ...token ? [[authorizer && identityHeader(authorizer) || 'Authorization', `Bearer ${token}`] as [string, string]] : [],
      ...apiKey ? [['X-Api-Key', apiKeys.named(apiKey).value] as [string, string]] : [],
      ...headers,
    ],
    body,
    ...credentials && { signature: { credentials, region: definition.stack.region, service: 'execute-api' } },
  };
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: HeaderFields;
  readonly body: Buffer;
  readonly milliseconds: number;
}

/** Signs a request if it is to be signed, and sends it. */
export async function send(call: ApiCall): Promise<ApiAnswer> {
  const { body, method, url } = call;
  const headers = { ...repeated(call.headers), ...await signatureHeaders(call) };
  const startedAt = performance.now();
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
    const { hostname, pathname, port, search } = url;
    request({ hostname, port, path: pathname + search, method, headers: { ...headers, ...length }, agent: false }, resolve)
      .on('error', reject).end(body);
  });
  const answer = await buffer(message);
  const { rawHeaders } = message;
  return {
    status: message.statusCode!,
    headers: rawHeaders.flatMap((name, at): HeaderFields => at % 2 ? [] : [[name, rawHeaders[at + 1]]]),
    body: answer,
    milliseconds: Math.round(performance.now() - startedAt),
  };
}

/** Header fields as Node.js takes them. */
function repeated(fields: HeaderFields): Record<string, string | string[]> {
  const names = [...new Set(fields.map(([name]) => name))];
  return Object.fromEntries(names.map((name) => {
    const values = fields.filter(([other]) => other === name).map(([, value]) => value);
    return [name, values.length > 1 ? values : values[0]];
  }));
}

async function signatureHeaders({ body, headers, method, signature, url }: ApiCall): Promise<Record<string, string>> {
  if (!signature) {
    return {};
  }
  const { credentials, region, service } = signature;
  const signed = await new Signer(credentials, region, service).sign({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: Object.fromEntries([...url.searchParams.keys()].map((name) => [name, url.searchParams.getAll(name)])),
    headers: { host: url.host, ...Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])) },
    body,
  });
  return signed.headers;
}

/** A path with its parameters. Characters that a path may contain stay: IAM compares the colon of an identity's id as it was sent. */
function filled(path: string, parameters: Record<string, string>): string {
  return path.replace(/\{([^}+]+)(\+?)\}/g, (_segment, name: string, greedy: string) => {
    const value = parameters[name] ?? '';
    const segments = greedy ? value.split('/') : [value];
    return segments.map((segment) => encodeURIComponent(segment).replace(/%(?:3A|40|24|2C|3B|3D)/g, decodeURIComponent)).join('/');
  });
}
