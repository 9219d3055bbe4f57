import { BinaryMediaTypes } from './binary-media-types';
import { Exchange, RequestContext } from './exchange';
import { HeaderFields, HttpRequest } from './http';
import { QueryString } from './query-string';

/** Header fields of the connection, which API Gateway does not pass on. */
const CONNECTION_HEADERS = new Set([
  'connection', 'content-length', 'expect', 'keep-alive', 'proxy-connection', 'te', 'transfer-encoding', 'upgrade',
]);

/** The event of a Lambda proxy integration, payload version 1.0. */
export function proxyEvent({ match, request, requestContext, stageVariables }: Exchange, binaryMediaTypes: BinaryMediaTypes) {
  const query = new QueryString(request.query);
  const headers = [...multiValueHeaders(request, requestContext)];
  const isBase64Encoded = request.body.length > 0 && binaryMediaTypes.includes(request.headers.get('Content-Type'));
  const pathParameters = match?.pathParameters ?? {};
  return {
    resource: match?.resourcePath,
    path: request.eventPath,
    httpMethod: request.method,
    headers: Object.fromEntries(headers.map(([name, values]) => [name, values[values.length - 1]])),
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: query.single(),
    multiValueQueryStringParameters: query.all(),
    pathParameters: Object.keys(pathParameters).length ? pathParameters : null,
    stageVariables,
    requestContext,
    body: request.body.length ? request.body.toString(isBase64Encoded ? 'base64' : 'utf8') : null,
    isBase64Encoded,
  };
}

/** The request's header fields and those that API Gateway adds. Names that differ in case only are one field. */
function multiValueHeaders(
  { headers, port, sourceIp }: HttpRequest,
  { requestId, requestTimeEpoch }: RequestContext,
): Iterable<[string, string[]]> {
  const fields = new Map<string, [string, string[]]>();
  const added: HeaderFields = [
    ['X-Amzn-Trace-Id', `Root=1-${Math.floor(requestTimeEpoch / 1_000).toString(16)}-${requestId.replaceAll('-', '').slice(8)}`],
    ['X-Forwarded-For', sourceIp],
    ['X-Forwarded-Port', String(port)],
    ['X-Forwarded-Proto', 'http'],
  ];
  for (const [name, value] of [...headers.entries, ...added]) {
    const key = name.toLowerCase();
    if (CONNECTION_HEADERS.has(key)) {
      continue;
    }
    const field = fields.get(key);
    if (field) {
      field[1].push(value);
    } else {
      fields.set(key, [name, [value]]);
    }
  }
  return fields.values();
}
