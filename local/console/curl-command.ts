import { isUtf8 } from 'node:buffer';
import { HeaderFields } from '../api-gateway/http';
import { TemporaryCredentials } from '../iam/credentials';
import { quoted } from '../machine/shell';

/** The scope and the credentials of a signed request. */
export interface AwsSignature {
  readonly credentials: TemporaryCredentials;
  readonly region: string;
  readonly service: string;
}

interface Command {
  readonly method: string;
  readonly url: URL;
  readonly headers: HeaderFields;
  readonly body?: string | Buffer;
  readonly signature?: AwsSignature;
}

/** Headers that curl writes by itself. */
const CURLS_OWN = ['connection', 'content-length', 'transfer-encoding'];

/** A shell command that repeats a request. If the request was signed, the command has a new signature. */
export function curlCommand({ body = '', headers, method, signature, url }: Command): string {
  const bytes = Buffer.from(body);
  const isText = isUtf8(bytes);
  return [
    ...bytes.length && !isText ? [`echo ${bytes.toString('base64')} | base64 -d |`] : [],
    'curl -i',
    ...method === 'GET' && !bytes.length ? [] : [method === 'HEAD' ? '--head' : `-X ${method}`],
    quoted(url.href),
    ...signature ? signing(signature) : [],
    ...headers.filter(([name]) => !CURLS_OWN.includes(name.toLowerCase())).map(header),
    // Otherwise curl adds a type of its own.
    ...bytes.length && !headers.some(([name]) => name.toLowerCase() === 'content-type') ? ["-H 'Content-Type:'"] : [],
    ...bytes.length ? [isText ? `--data-raw ${quoted(bytes.toString())}` : '--data-binary @-'] : [],
  ].join(' ');
}

function signing({ credentials: { accessKeyId, secretAccessKey, sessionToken }, region, service }: AwsSignature): string[] {
  return [
    `--aws-sigv4 ${quoted(`aws:amz:${region}:${service}`)}`,
    `--user ${quoted(`${accessKeyId}:${secretAccessKey}`)}`,
    header(['X-Amz-Security-Token', sessionToken]),
  ];
}

function header([name, value]: [string, string]): string {
  return `-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`;
}
