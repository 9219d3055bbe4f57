import { isUtf8 } from 'node:buffer';
import { CataloguedApi } from './api-catalogue';
import { AwsSignature, curlCommand } from './curl-command';
import { HeaderFields } from '../api-gateway/http';
import { AccessKeys } from '../iam/access-keys';
import { ObservedMessage, ObservedRequest } from '../observation/observed-request';

/** Headers in which clients and functions give a request an id. */
const ID_HEADERS = ['x-amzn-requestid', 'x-amz-apigw-id', 'x-correlation-id', 'x-request-id'];

/** Headers of a signature, which is valid for minutes only. */
const SIGNATURE_HEADERS = ['authorization', 'x-amz-content-sha256', 'x-amz-date', 'x-amz-security-token'];

/** A request in the list. */
export function summary(observed: ObservedRequest) {
  const { apiId, functionId, gatewayResponse, method, milliseconds, path, query, requestId, status, time } = observed;
  const ids = [...observed.request.headers, ...observed.response.headers]
    .filter(([name]) => ID_HEADERS.includes(name.toLowerCase())).map(([, value]) => value);
  return {
    requestId,
    time,
    milliseconds: Math.round(milliseconds),
    apiId,
    method,
    path,
    query,
    status,
    functionId,
    gatewayResponse: gatewayResponse?.type,
    /** All ids by which it can be found. */
    ids: [...new Set([requestId, ...ids])],
  };
}

/** A request with everything that is known about it. */
export function detail(observed: ObservedRequest, apis: readonly CataloguedApi[], accessKeys: AccessKeys) {
  const { decisions, gatewayResponse, log, request, resourcePath, response, stage, stackName } = observed;
  return {
    ...summary(observed),
    stackName,
    stage,
    resourcePath,
    decisions,
    log,
    gatewayResponse,
    request: message(request),
    response: message(response),
    curl: command(observed, apis, accessKeys),
  };
}

/** A body that is not text is in base64. */
export function bodyView(body: string | Buffer): { text?: string; base64?: string } {
  const bytes = Buffer.from(body);
  return isUtf8(bytes) ? { text: bytes.toString() } : { base64: bytes.toString('base64') };
}

function message({ body, headers }: ObservedMessage) {
  return { headers, ...bodyView(body) };
}

/** A command that repeats a request to an API that is still deployed. */
function command(observed: ObservedRequest, apis: readonly CataloguedApi[], accessKeys: AccessKeys): string | undefined {
  const { apiId, method, path, query, request: { body, headers }, stackName } = observed;
  const api = apis.find(({ id }) => id === `${stackName}/${apiId}`);
  if (!api) {
    return undefined;
  }
  const url = new URL(path, api.address.url);
  url.search = query;
  const signature = signatureOf(headers, accessKeys);
  const dropped = [...signature ? SIGNATURE_HEADERS : [], ...headers.some(([name, value]) => isHost(name) && value === url.host) ? ['host'] : []];
  const kept = headers.filter(([name]) => !dropped.includes(name.toLowerCase())).map(([name, value]): [string, string] => [name, value]);
  return curlCommand({ method, url, headers: kept as HeaderFields, body, signature });
}

function isHost(name: string): boolean {
  return name.toLowerCase() === 'host';
}

/** The scope and the credentials of a request that was signed with a key of the stack. */
function signatureOf(headers: ObservedMessage['headers'], accessKeys: AccessKeys): AwsSignature | undefined {
  const authorization = headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
  const [, accessKeyId, region, service] = /^AWS4-HMAC-SHA256 .*Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(authorization) ?? [];
  const credentials = accessKeyId && accessKeys.find(accessKeyId)?.credentials;
  return credentials ? { credentials, region, service } : undefined;
}
