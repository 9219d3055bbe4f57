import { BinaryMediaTypes } from './binary-media-types';
import { Exchange } from './exchange';
import { HeaderFields } from './http';
import { QueryString } from './query-string';

/** The event of a Lambda proxy integration, payload version 1.0. */
export function proxyEvent(exchange: Exchange, binaryMediaTypes: BinaryMediaTypes) {
  const { match, request, requestContext, stageVariables } = exchange;
  const query = new QueryString(request.query);
  const headers = [...multiValueHeaders(exchange)];
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
function multiValueHeaders({ headers, request: { port, sourceIp }, traceId }: Exchange): Iterable<[string, string[]]> {
  const fields = new Map<string, [string, string[]]>();
  const added: HeaderFields = [
    ...headers.get('X-Amzn-Trace-Id') === undefined ? [['X-Amzn-Trace-Id', traceId.split(';')[0]] as [string, string]] : [],
    ['X-Forwarded-For', sourceIp],
    ['X-Forwarded-Port', String(port)],
    ['X-Forwarded-Proto', 'http'],
  ];
  for (const [name, value] of [...headers.entries, ...added]) {
    const key = name.toLowerCase();
    const field = fields.get(key);
    if (field) {
      field[1].push(value);
    } else {
      fields.set(key, [name, [value]]);
    }
  }
  return fields.values();
}
