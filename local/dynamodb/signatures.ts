import { IncomingHttpHeaders } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Credentials } from './connection';
import { ServiceError } from './service-error';

/** What the Authorization header says. */
export interface Authorization {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** A request as it is signed. */
export interface SignableRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

type Signer = Awaited<ReturnType<DynamoDBClient['config']['signer']>>;

/** What the signer adds by itself. */
const GENERATED = ['x-amz-content-sha256', 'x-amz-date', 'x-amz-security-token'];

const AUTHORIZATION = /^AWS4-HMAC-SHA256 +Credential=([^/,]+)\/\d{8}\/([^/,]+)\/([^/,]+)\/aws4_request, *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})$/;

export function parseAuthorization({ authorization }: IncomingHttpHeaders): Authorization {
  if (!authorization?.startsWith('AWS4-')) throw new ServiceError('MissingAuthenticationTokenException');
  const [, accessKeyId, region, service, signedHeaders, signature] = AUTHORIZATION.exec(authorization) ?? [];
  if (!accessKeyId) throw new ServiceError('IncompleteSignatureException');
  return { accessKeyId, region, service, signedHeaders: signedHeaders.split(';'), signature };
}

/** Signs as the owner of some credentials does: with the SDK's own signer. */
export class Signatures {
  private readonly signer: Promise<Signer>;

  constructor(credentials: Credentials) {
    const client = new DynamoDBClient({ region: 'us-east-1', credentials });
    this.signer = client.config.signer();
  }

  /** The headers that the request is sent with. */
  async sign(request: SignableRequest, region: string): Promise<Record<string, string>> {
    return (await (await this.signer).sign({ ...request, query: {} }, { signingRegion: region, signingService: 'dynamodb' })).headers;
  }

  /** Throws unless the request has been signed with the same credentials. */
  async verify(request: SignableRequest, { region, service, signature, signedHeaders }: Authorization): Promise<void> {
    const signed = await (await this.signer).sign({
      ...request,
      query: {},
      headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => signedHeaders.includes(name) && !GENERATED.includes(name))),
    }, {
      signingDate: signingDate(request.headers['x-amz-date']),
      signingRegion: region,
      signingService: service,
      signableHeaders: new Set(signedHeaders),
      unsignableHeaders: new Set(GENERATED.filter((name) => !signedHeaders.includes(name))),
    });
    if (!signed.headers.authorization.endsWith(`Signature=${signature}`)) throw new ServiceError('InvalidSignatureException');
  }
}

/** From ISO 8601's basic format. */
function signingDate(date: string | undefined): Date {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date ?? '') ?? [];
  if (!parts.length) throw new ServiceError('IncompleteSignatureException');
  const [year, month, day, hour, minute, second] = parts.map(Number);
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}
