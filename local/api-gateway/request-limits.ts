import { GatewayError } from './gateway-error';
import { ReceivedRequest } from './http';

/** API Gateway's limit on the request line and the header values together. */
const MAX_HEAD_BYTES = 10_240;

/** The limit on the ARN of a method that authorizes its callers. */
const MAX_METHOD_ARN_BYTES = 1_600;

/** Throws if a request is larger than API Gateway accepts. */
export function checkSize({ headers, method, path, query, tooLarge }: ReceivedRequest): void {
  const requestLine = `${method} ${path}${query && `?${query}`} HTTP/1.1`;
  const size = headers.entries.reduce((sum, [, value]) => sum + value.length, requestLine.length);
  if (size > MAX_HEAD_BYTES) {
    throw new GatewayError('REQUEST_TOO_LARGE', `HTTP header is larger than ${MAX_HEAD_BYTES} bytes.`);
  }
  if (tooLarge) {
    throw new GatewayError('REQUEST_TOO_LARGE');
  }
}

/** Throws if the called path makes the ARN too long that policies are compared with. */
export function checkMethodArn(methodArn: string): void {
  if (Buffer.byteLength(methodArn) > MAX_METHOD_ARN_BYTES) {
    throw new GatewayError('REQUEST_URI_TOO_LONG');
  }
}
