import { validateHeaderName, validateHeaderValue } from 'node:http';
import { BinaryMediaTypes } from './binary-media-types';
import { ApiFault } from './gateway-error';
import { HeaderFields, HttpRequest, HttpResponse, withContentType } from './http';

type Scalar = string | number | boolean | null;

/** A function's result in a Lambda proxy integration. */
interface ProxyResponse {
  readonly statusCode?: number | string | null;
  readonly headers?: Record<string, Scalar> | null;
  readonly multiValueHeaders?: Record<string, Scalar[]> | null;
  readonly body?: Scalar;
  readonly isBase64Encoded?: boolean | string | null;
}

/** The members of a proxy response, and the values that API Gateway accepts. Any other member makes it malformed. */
const MEMBERS: Record<keyof ProxyResponse, (value: unknown) => boolean> = {
  statusCode: (value) => /^[2-5]\d\d$/.test(String(value)),
  headers: (value) => isMap(value) && Object.values(value).every(isScalar),
  multiValueHeaders: (value) => isMap(value) && Object.values(value).every((values) => Array.isArray(values) && values.every(isScalar)),
  body: isScalar,
  isBase64Encoded: (value) => ['true', 'false'].includes(String(value)),
};

/** Headers that API Gateway reserves: a function's value reaches the client under another name. */
const REMAPPED = new Set(['connection', 'content-length', 'date', 'host', 'server', 'trailer', 'upgrade', 'www-authenticate']);

const DROPPED = new Set(['transfer-encoding']);

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** The HTTP response for a function's result; throws if API Gateway would call it malformed. */
export function proxyResponse(payload: string, request: HttpRequest, binaryMediaTypes: BinaryMediaTypes): HttpResponse {
  const answer = proxyAnswer(payload);
  const body = String(answer.body ?? '');
  const isBinary = String(answer.isBase64Encoded) === 'true' && binaryMediaTypes.includes(request.headers.get('Accept'));
  if (isBinary && !BASE64.test(body)) {
    throw new ApiFault('API_CONFIGURATION_ERROR', 'malformed Lambda proxy response: the body is not Base64');
  }
  return {
    statusCode: Number(answer.statusCode ?? 200),
    headers: withContentType(mergedHeaders(answer), 'application/json'),
    body: Buffer.from(body, isBinary ? 'base64' : 'utf8'),
  };
}

function proxyAnswer(payload: string): ProxyResponse {
  const answer = parse(payload);
  if (!isMap(answer)) {
    throw new Error('malformed Lambda proxy response: it is not an object');
  }
  for (const [name, value] of Object.entries(answer)) {
    const accepts = Object.hasOwn(MEMBERS, name) && MEMBERS[name as keyof ProxyResponse];
    if (!accepts) {
      throw new Error(`malformed Lambda proxy response: it has no member ${name}`);
    }
    if (value !== null && !accepts(value)) {
      throw new Error(`malformed Lambda proxy response: the value of ${name} is invalid`);
    }
  }
  return answer;
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** `multiValueHeaders` and `headers` in one list; a value that is in both appears once. */
function mergedHeaders({ headers, multiValueHeaders }: ProxyResponse): HeaderFields {
  const merged = Object.entries(multiValueHeaders ?? {})
    .flatMap(([name, values]) => values.map((value): [string, string] => [name, String(value)]));
  for (const [name, value] of Object.entries(headers ?? {})) {
    const same = merged.filter(([other]) => other.toLowerCase() === name.toLowerCase());
    if (value !== null && !same.some(([, other]) => other === String(value))) {
      merged.push([same[0]?.[0] ?? name, String(value)]);
    }
  }
  return merged
    .filter(([name]) => !DROPPED.has(name.toLowerCase()))
    .map(([name, value]) => {
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
