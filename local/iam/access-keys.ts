import { randomBytes } from 'node:crypto';
import { TemporaryCredentials } from './credentials';
import { RoleSession } from './role-session';
import { Roles } from './roles';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export interface IssuedKey {
  readonly session: RoleSession;
  readonly credentials: TemporaryCredentials;
  /** In milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** The temporary credentials of role sessions, by access key id. */
export class AccessKeys {
  private readonly issued = new Map<string, IssuedKey>();

  /** Issues credentials that are valid for some seconds. @default as long as the stack runs */
  issue(session: RoleSession, expiresIn = Infinity): TemporaryCredentials {
    const credentials: TemporaryCredentials = {
      // The prefix of temporary keys.
      accessKeyId: `ASIA${[...randomBytes(16)].map((byte) => BASE32[byte % 32]).join('')}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(96).toString('base64'),
    };
    this.issued.set(credentials.accessKeyId, { session, credentials, expiresAt: Date.now() + expiresIn * 1_000 });
    return credentials;
  }

  /** Applies the policies of new templates to the sessions of callers. Those of functions keep theirs until their code is replaced. */
  renew(roles: Roles): void {
    for (const [id, key] of this.issued) {
      if (!key.session.isFunction) {
        this.issued.set(id, { ...key, session: key.session.renewed(roles) });
      }
    }
  }

  revoke({ accessKeyId }: TemporaryCredentials): void {
    this.issued.delete(accessKeyId);
  }

  find(accessKeyId: string): IssuedKey | undefined {
    return this.issued.get(accessKeyId);
  }
}
