import { generateKeyPairSync, KeyPairKeyObjectResult, randomUUID } from 'node:crypto';
import { errors, JWTPayload, jwtVerify, SignJWT } from 'jose';

/** Cognito's signature algorithm; a token with another one is refused. */
const ALGORITHM = 'RS256';

/** Cognito's default for the validity of ID and access tokens. */
const VALIDITY_SECONDS = 3_600;

export interface TokenOptions {
  /** The user's id. */
  readonly sub: string;
  /** @default the sub */
  readonly username?: string;
  /** The scopes of an access token; without them, the token is an ID token. */
  readonly scopes?: string[];
  /** In seconds; a negative number issues an expired token. @default an hour */
  readonly expiresIn?: number;
  /** Further claims, as a pre token generation trigger would add them. */
  readonly claims?: JWTPayload;
}

/** A token that the pool issued. */
export interface VerifiedToken {
  readonly claims: JWTPayload;
  readonly hasExpired: boolean;
}

/** Issues tokens in place of an Amazon Cognito user pool, and signs them with its own key. */
export class UserPool {
  readonly id: string;
  private readonly issuer: string;
  private readonly kid = randomUUID();

  constructor(readonly arn: string, private keyPair?: KeyPairKeyObjectResult) {
    const [, region, id] = /^arn:[^:]+:cognito-idp:([^:]+):\d*:userpool\/(.+)$/.exec(arn) ?? [];
    if (!id) {
      throw new Error(`${arn} is not the ARN of a user pool`);
    }
    this.id = id;
    this.issuer = `https://cognito-idp.${region}.amazonaws.com/${id}`;
  }

  /** Generated when a token is first issued or read: that takes longer than the rest of a stack's start. */
  private get keys(): KeyPairKeyObjectResult {
    return this.keyPair ??= generateKeyPairSync('rsa', { modulusLength: 2_048 });
  }

  async issue(clientId: string, { claims, expiresIn = VALIDITY_SECONDS, scopes, sub, username = sub }: TokenOptions): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const kind = scopes
      ? { token_use: 'access', client_id: clientId, scope: scopes.join(' '), username }
      : { 'token_use': 'id', 'aud': clientId, 'cognito:username': username };
    const issued = { iss: this.issuer, auth_time: now, iat: now, exp: now + expiresIn, jti: randomUUID() };
    return new SignJWT({ ...claims, sub, ...kind, ...issued })
      .setProtectedHeader({ kid: this.kid, alg: ALGORITHM })
      .sign(this.keys.privateKey);
  }

  /** Reads a token of this pool, even an expired one; undefined for any other string. */
  async verify(token: string): Promise<VerifiedToken | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.keys.publicKey, {
        algorithms: [ALGORITHM],
        issuer: this.issuer,
        requiredClaims: ['exp'],
      });
      return { claims: payload, hasExpired: false };
    } catch (error) {
      // Thrown only if signature and issuer are valid.
      if (error instanceof errors.JWTExpired) {
        return { claims: error.payload, hasExpired: true };
      }
      if (error instanceof errors.JOSEError) {
        return undefined;
      }
      throw error;
    }
  }
}
