import { createHash } from 'node:crypto';
import { ALGORITHM_IDENTIFIER, createScope, SIGNATURE_QUERY_PARAM, SignatureV4 } from '@smithy/signature-v4';
import { canonicalHeaders, canonicalPath, canonicalQuery, ReceivedRequest } from './canonical-request';
import { Credentials } from './credentials';
import { Sha256 } from './sha256';
import { Signature } from './signature';

/** A signature and the strings that it is calculated from. */
export interface Calculation {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly signature: string;
}

/** AWS's own signer, with the credentials of a caller. */
export class Signer extends SignatureV4 {
  constructor(credentials: Credentials, region: string, service: string) {
    super({ credentials, region, service, sha256: Sha256 });
  }

  /** The correct signature of a request, over the headers that its signature lists. */
  async calculate(
    { body, headers, method, path, query }: ReceivedRequest,
    { date, presigned, signedHeaders }: Signature,
  ): Promise<Calculation> {
    const { longDate, shortDate } = this.formatDate(date);
    const canonicalRequest = [
      method,
      canonicalPath(path),
      canonicalQuery(query, (name) => !presigned || name !== SIGNATURE_QUERY_PARAM),
      canonicalHeaders(signedHeaders, headers),
      signedHeaders.join(';'),
      createHash('sha256').update(body).digest('hex'),
    ].join('\n');
    const scope = createScope(shortDate, await this.regionProvider(), this.service);
    const stringToSign = await this.createStringToSign(longDate, scope, canonicalRequest, ALGORITHM_IDENTIFIER);
    return { canonicalRequest, stringToSign, signature: await this.sign(stringToSign, { signingDate: date }) };
  }
}
