import { createHash, createHmac } from 'node:crypto';
import { Keys } from '../sign';

/** A request in the canonical form that AWS publishes, written by the signer. */
export interface CanonicalRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  /** In lower case and sorted. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface SigningScope {
  readonly region: string;
  readonly service: string;
}

/** Signature Version 4 without any of AWS's code: nothing is encoded, sorted or decoded here. */
export function signature(
  { body = '', headers, method, path, query = '' }: CanonicalRequest,
  { secretAccessKey }: Keys,
  date: string,
  { region, service }: SigningScope,
): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}`);
  const canonicalRequest = [method, path, query, ...lines, '', Object.keys(headers).join(';'), sha256(body)].join('\n');
  const scope = [date.slice(0, 8), region, service, 'aws4_request'];
  const stringToSign = ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonicalRequest)].join('\n');
  const key = scope.reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${secretAccessKey}`);
  return hmac(key, stringToSign).toString('hex');
}

/** The Authorization header of a request that has an `x-amz-date`. */
export function authorization(request: CanonicalRequest, keys: Keys, scope: SigningScope): string {
  const date = request.headers['x-amz-date'];
  const credential = [keys.accessKeyId, date.slice(0, 8), scope.region, scope.service, 'aws4_request'].join('/');
  return `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${Object.keys(request.headers).join(';')}, Signature=${signature(request, keys, date, scope)}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
