import { createHash, timingSafeEqual } from 'node:crypto';
import { TOKEN_HEADER } from '@smithy/signature-v4';
import { AccessKeys, IssuedKey } from './access-keys';
import { ReceivedRequest } from './canonical-request';
import { CLOCK_SKEW_SECONDS, readSignature, Signature } from './signature';
import { SignatureError } from './signature-error';
import { Calculation, Signer } from './signer';

export interface Authenticated extends IssuedKey {
  readonly signature: Signature;
}

/** The scope that a service accepts signatures for. */
interface CredentialScope {
  readonly region: string;
  readonly service: string;
}

/** Identifies the sender of a request by its signature. */
export class Authentication {
  constructor(private readonly accessKeys: AccessKeys, private readonly scope: Partial<CredentialScope>) {}

  /** Throws unless the request is signed with valid credentials that were issued here. */
  async authenticate(request: ReceivedRequest): Promise<Authenticated> {
    const signature = readSignature(request);
    checkSignedHeaders(request, signature);
    const key = this.accessKeys.find(signature.accessKeyId);
    if (!key || !isSame(signature.sessionToken ?? '', key.credentials.sessionToken)) {
      throw new SignatureError('UnrecognizedClient');
    }
    this.checkScope(signature);
    checkDate(signature);
    const calculation = await new Signer(key.credentials, signature.region, signature.service).calculate(request, signature);
    if (!isSame(calculation.signature, signature.signature)) {
      throw new SignatureError('InvalidSignature', mismatch(calculation));
    }
    if (key.expiresAt <= Date.now()) {
      throw new SignatureError('ExpiredToken');
    }
    return { ...key, signature };
  }

  private checkScope({ date, region, scopeDate, service }: Signature): void {
    const { region: ownRegion = region, service: ownService = service } = this.scope;
    const day = iso(date).slice(0, 8);
    const problems = [
      ...(region === ownRegion ? [] : [`Credential should be scoped to a valid region, not '${region}'. `]),
      ...(service === ownService ? [] : [`Credential should be scoped to correct service: '${ownService}'. `]),
      ...(scopeDate === day
        ? []
        : [
          `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scopeDate}' != '${day}', from '${iso(date)}'. `,
        ]),
    ];
    if (problems.length) {
      throw new SignatureError('InvalidSignature', problems.join(''));
    }
  }
}

/** Throws unless the list has all headers that must be signed, and no header that was not sent. */
function checkSignedHeaders({ headers }: ReceivedRequest, { signedHeaders }: Signature): void {
  const sorted = [...new Set(signedHeaders.map((name) => name.toLowerCase()))].sort();
  if (sorted.join(';') !== signedHeaders.join(';')) {
    throw new SignatureError(
      'IncompleteSignature',
      `SignedHeaders must be lower-case, sorted and without duplicates: '${signedHeaders.join(';')}'.`,
    );
  }
  const absent = signedHeaders.find((name) => !Object.hasOwn(headers, name));
  if (absent !== undefined) {
    throw new SignatureError('IncompleteSignature', `'${absent}' is named as a SignedHeader, but it does not exist in the HTTP request.`);
  }
  const unsigned = ['host', ...Object.keys(headers).filter(isToBeSigned)].filter((name) => !signedHeaders.includes(name));
  if (unsigned.length) {
    throw new SignatureError(
      'InvalidSignature',
      unsigned.map((name) => `'${titleCase(name)}' must be a 'SignedHeader' in the AWS Authorization. `).join(''),
    );
  }
}

/** Some clients sign before they add the token. It need not be signed, because it must match the key. */
function isToBeSigned(header: string): boolean {
  return header.startsWith('x-amz-') && header !== TOKEN_HEADER;
}

function titleCase(header: string): string {
  return header.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

function checkDate({ date, validity }: Signature): void {
  const now = Date.now();
  const [earliest, latest] = [now - validity * 1_000, now + CLOCK_SKEW_SECONDS * 1_000];
  if (date.getTime() < earliest) {
    throw new SignatureError(
      'InvalidSignature',
      `Signature expired: ${iso(date)} is now earlier than ${iso(earliest)} (${iso(now)} - ${validity / 60} min.)`,
    );
  }
  if (date.getTime() > latest) {
    throw new SignatureError(
      'InvalidSignature',
      `Signature not yet current: ${iso(date)} is still later than ${iso(latest)} (${iso(now)} + ${CLOCK_SKEW_SECONDS / 60} min.)`,
    );
  }
}

function iso(date: Date | number): string {
  return new Date(date).toISOString().replace(/\.\d+|[-:]/g, '');
}

/** Compares in constant time. */
function isSame(left: string, right: string): boolean {
  const [one, other] = [left, right].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(one, other);
}

/** AWS's message, which shows where the signer and AWS disagree about the request. */
function mismatch({ canonicalRequest, stringToSign }: Calculation): string {
  return 'The request signature we calculated does not match the signature you provided. '
    + 'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\n'
    + `The Canonical String for this request should have been\n'${canonicalRequest}'\n\n`
    + `The String-to-Sign should have been\n'${stringToSign}'\n`;
}
