import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { Claims, signToken, verifyToken } from './json-web-token';

/** Cognito's default for the validity of ID and access tokens. */
const VALIDITY_SECONDS = 3_600;

export interface TokenOptions {
  /** The user's id. */
  readonly sub: string;
  /** @default the sub */
  readonly username?: string;
  /** What an access token allows; without them the token is an ID token. */
  readonly scopes?: string[];
  /** In seconds; a token may have expired already. @default an hour */
  readonly expiresIn?: number;
  /** Further claims, as a pre token generation trigger would add them. */
  readonly claims?: Claims;
}

/** An issuer of tokens in place of an Amazon Cognito user pool, with a key of its own. */
export class UserPool {
  readonly id: string;
  private readonly issuer: string;
  private readonly kid = randomUUID();
  private readonly keys = generateKeyPairSync('rsa', { modulusLength: 2_048 });

  constructor(readonly arn: string) {
    const [, region, id] = /^arn:[^:]+:cognito-idp:([^:]+):\d*:userpool\/(.+)$/.exec(arn) ?? [];
    if (!id) throw new Error(`${arn} is not the ARN of a user pool`);
    this.id = id;
    this.issuer = `https://cognito-idp.${region}.amazonaws.com/${id}`;
  }

  issue(clientId: string, { claims, expiresIn = VALIDITY_SECONDS, scopes, sub, username = sub }: TokenOptions): string {
    const now = Math.floor(Date.now() / 1_000);
    const kind = scopes
      ? { token_use: 'access', client_id: clientId, scope: scopes.join(' '), username }
      : { 'token_use': 'id', 'aud': clientId, 'cognito:username': username };
    const issued = { iss: this.issuer, auth_time: now, iat: now, exp: now + expiresIn, jti: randomUUID() };
    return signToken({ ...claims, sub, ...kind, ...issued }, this.kid, this.keys.privateKey);
  }

  /** The claims of a token that this pool has issued, expired or not. */
  verify(token: string): Claims | undefined {
    // The key is this pool's alone, so the signature also proves the issuer.
    return verifyToken(token, this.keys.publicKey);
  }
}
