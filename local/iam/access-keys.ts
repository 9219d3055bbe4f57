import { randomBytes } from 'node:crypto';
import { RoleSession } from './role-session';
import { Credentials } from '../dynamodb/connection';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export interface IssuedKey {
  readonly session: RoleSession;
  readonly credentials: Credentials;
}

/** The temporary credentials that functions have of their roles, by access key id. */
export class AccessKeys {
  private readonly issued = new Map<string, IssuedKey>();

  issue(session: RoleSession): Credentials {
    const credentials: Credentials = {
      // Temporary ones begin so.
      accessKeyId: `ASIA${[...randomBytes(16)].map((byte) => BASE32[byte % 32]).join('')}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(96).toString('base64'),
    };
    this.issued.set(credentials.accessKeyId, { session, credentials });
    return credentials;
  }

  find(accessKeyId: string): IssuedKey | undefined {
    return this.issued.get(accessKeyId);
  }
}
