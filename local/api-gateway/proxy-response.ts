import { validateHeaderName, validateHeaderValue } from 'node:http';
import { BinaryMediaTypes } from './binary-media-types';
import { HeaderFields, HttpRequest, HttpResponse, withContentType } from './http';

/** A function's result in a Lambda proxy integration. */
interface ProxyResponse {
  readonly statusCode: number;
  readonly headers?: Record<string, unknown>;
  readonly multiValueHeaders?: Record<string, unknown[]>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** Headers that API Gateway reserves: a function's value reaches the client under another name. */
const REMAPPED = new Set([
  'connection', 'content-length', 'date', 'host', 'server', 'trailer', 'transfer-encoding', 'upgrade', 'www-authenticate',
]);

/** The HTTP response for a function's result; throws if API Gateway would call it malformed. */
export function proxyResponse(payload: string, request: HttpRequest, binaryMediaTypes: BinaryMediaTypes): HttpResponse {
  const answer = parse(payload);
  if (!isProxyResponse(answer)) {
    throw new Error('malformed Lambda proxy response');
  }
  const headers = withContentType(mergedHeaders(answer), 'application/json');
  const isBinary = answer.isBase64Encoded === true && binaryMediaTypes.includes(request.headers.get('Accept'));
  return { statusCode: Number(answer.statusCode), headers, body: Buffer.from(answer.body ?? '', isBinary ? 'base64' : 'utf8') };
}

function isProxyResponse(answer: unknown): answer is ProxyResponse {
  if (answer === null || typeof answer !== 'object') {
    return false;
  }
  const { body, headers, multiValueHeaders, statusCode } = answer as Record<string, unknown>;
  return /^[2-5]\d\d$/.test(String(statusCode))
    && (body === undefined || body === null || typeof body === 'string')
    && Object.values(headers ?? {}).every(isScalar)
    && Object.values(multiValueHeaders ?? {}).every((values) => Array.isArray(values) && values.every(isScalar));
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** `headers` and `multiValueHeaders` in one list; `multiValueHeaders` takes precedence. */
function mergedHeaders({ headers, multiValueHeaders }: ProxyResponse): HeaderFields {
  const merged = Object.entries(multiValueHeaders ?? {})
    .flatMap(([name, values]) => values.map((value): [string, string] => [name, String(value)]));
  for (const [name, value] of Object.entries(headers ?? {})) {
    const known = merged.some(([other]) => other.toLowerCase() === name.toLowerCase());
    if (!known && value !== null) {
      merged.push([name, String(value)]);
    }
  }
  return merged.map(([name, value]) => {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return [REMAPPED.has(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name, value];
  });
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}
