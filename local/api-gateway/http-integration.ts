import { Endpoint } from './custom-integration';
import { Exchange } from './exchange';
import { HeaderFields, HttpResponse } from './http';
import { sendRequest } from './http-client';
import { httpUrl } from './http-url';
import { integrationParameters } from './integration-parameters';
import { timeoutOf } from './integration-timeout';
import { QueryString } from './query-string';
import { Integration } from './routes';

/** Header fields that an HTTP endpoint never receives. A trailer is one only here, because Node.js refuses to announce it. */
const NOT_SENT = ['connection', 'expect', 'proxy-authenticate', 'te', 'trailer', 'via'];

/** Header fields of a client that HTTP_PROXY does not pass on, unless they are mapped. */
const NOT_HANDED_ON = ['content-encoding', 'host', 'x-amzn-trace-id'];

/** Header fields of the endpoint that the client receives under another name. */
const REMAPPED = ['connection', 'content-length', 'date', 'server', 'x-amzn-requestid'];

const BODILESS = ['GET', 'HEAD', 'OPTIONS'];

/** HTTP: the endpoint receives what the integration maps. */
export function httpEndpoint(integration: Integration): Endpoint {
  return async ({ body, parameters: { header, path, querystring } }, exchange) => {
    const { headers, request } = exchange;
    const contentType = BODILESS.includes(request.method) ? undefined : headers.get('Content-Type');
    const own: HeaderFields = [
      ['Accept', 'application/json'],
      ['User-Agent', `AmazonAPIGateway_${exchange.requestContext.apiId}`],
      ...contentType === undefined ? [] : [['Content-Type', contentType] as [string, string]],
    ];
    return send(integration, exchange, body, withFields(own, header), httpUrl(integration, path, querystring));
  };
}

/** HTTP_PROXY: the endpoint receives the request and what the integration maps, and its answer is the response. */
export function httpProxy(integration: Integration) {
  return async (exchange: Exchange): Promise<HttpResponse> => {
    const { headers, request, requestContext } = exchange;
    const { header, path, querystring } = integrationParameters(integration, exchange, requestContext);
    const query = Object.entries(querystring).reduce<Record<string, string[]>>(
      (all, [name, value]) => ({ ...all, [name]: [...all[name] ?? [], value] }),
      new QueryString(request.query).all() ?? {},
    );
    const handedOn = headers.entries.filter(([name]) => !NOT_HANDED_ON.includes(name.toLowerCase()));
    const startedAt = performance.now();
    const { body, headers: received, statusCode } = await send(
      integration, exchange, request.body, withFields(handedOn, header), httpUrl(integration, path, query),
    );
    requestContext.integrationLatency = Math.round(performance.now() - startedAt);
    requestContext.integrationStatus = statusCode;
    return { statusCode, body, headers: received.entries.flatMap(responseField) };
  };
}

async function send(integration: Integration, exchange: Exchange, body: Buffer, headers: HeaderFields, url: URL) {
  const { request, requestContext: { apiId } } = exchange;
  const { IntegrationHttpMethod: method = 'ANY' } = integration;
  return sendRequest(url, {
    method: method === 'ANY' ? request.method : method,
    headers: [
      ...headers.filter(([name]) => !NOT_SENT.includes(name.toLowerCase())),
      ['X-Amzn-Apigateway-Api-Id', apiId],
      ['X-Amzn-Trace-Id', exchange.traceId],
    ],
    body: BODILESS.includes(method) ? Buffer.of() : body,
    timeoutMs: timeoutOf(integration),
  });
}

/** The fields, in which those of a map replace others with the same name. */
function withFields(fields: HeaderFields, map: Record<string, string>): HeaderFields {
  const names = Object.keys(map).map((name) => name.toLowerCase());
  return [...fields.filter(([name]) => !names.includes(name.toLowerCase())), ...Object.entries(map)];
}

function responseField([name, value]: [string, string]): HeaderFields {
  if (['transfer-encoding', 'via'].includes(name.toLowerCase())) {
    return [];
  }
  return [[REMAPPED.includes(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name, value]];
}
