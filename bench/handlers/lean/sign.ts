import { createHash, createHmac } from './builtins';

export interface Signing {
  readonly host: string;
  readonly target: string;
  readonly body: string;
  readonly date: Date;
}

const { AWS_ACCESS_KEY_ID, AWS_REGION, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN = '' } = process.env;
const SIGNED_HEADERS = 'host;x-amz-date;x-amz-security-token;x-amz-target';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The signing key of the day, derived once. */
let key: { readonly day: string; readonly bytes: Buffer } | undefined;

function signingKey(day: string): Buffer {
  if (key?.day !== day) {
    key = { day, bytes: [AWS_REGION!, 'dynamodb', 'aws4_request'].reduce(hmac, hmac(`AWS4${AWS_SECRET_ACCESS_KEY}`, day)) };
  }
  return key.bytes;
}

/** The headers of a request with its signature, version 4. */
export function sign({ host, target, body, date }: Signing): Record<string, string> {
  const now = date.toISOString().replace(/[-:]|\.\d+/g, '');
  const day = now.slice(0, 8);
  const scope = `${day}/${AWS_REGION}/dynamodb/aws4_request`;
  const canonical = `POST\n/\n\nhost:${host}\nx-amz-date:${now}\nx-amz-security-token:${AWS_SESSION_TOKEN}\nx-amz-target:${target}\n\n${SIGNED_HEADERS}\n${sha256(body)}`;
  const signature = createHmac('sha256', signingKey(day)).update(`AWS4-HMAC-SHA256\n${now}\n${scope}\n${sha256(canonical)}`).digest('hex');
  return {
    'host': host,
    'x-amz-date': now,
    'x-amz-security-token': AWS_SESSION_TOKEN,
    'x-amz-target': target,
    'authorization': `AWS4-HMAC-SHA256 Credential=${AWS_ACCESS_KEY_ID}/${scope}, SignedHeaders=${SIGNED_HEADERS}, Signature=${signature}`,
  };
}
