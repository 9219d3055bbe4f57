import { KeyObject, sign, verify } from 'node:crypto';

export type Claims = Record<string, unknown>;

/** What RS256 means: RSASSA-PKCS1-v1_5 with SHA-256. */
const DIGEST = 'RSA-SHA256';

/** A JSON Web Token with a signature by RS256, as Cognito issues them. */
export function signToken(claims: Claims, kid: string, privateKey: KeyObject): string {
  const content = [{ kid, alg: 'RS256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${content}.${sign(DIGEST, Buffer.from(content), privateKey).toString('base64url')}`;
}

/** The claims of a token that the key has signed, whatever its header says; undefined for anything else. */
export function verifyToken(token: string, publicKey: KeyObject): Claims | undefined {
  const [header, payload, signature, ...rest] = token.split('.');
  if (signature === undefined || rest.length) return undefined;
  const isSigned = verify(DIGEST, Buffer.from(`${header}.${payload}`), publicKey, Buffer.from(signature, 'base64url'));
  return isSigned ? JSON.parse(Buffer.from(payload, 'base64url').toString()) : undefined;
}
