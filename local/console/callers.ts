import { ConsoleApp } from './console-app';
import { SAMPLE_USERS, subOf } from '../cognito/sample-users';
import { TemporaryCredentials } from '../iam/credentials';
import { RoleSession } from '../iam/role-session';

/** A caller on whose behalf the console calls an API. */
export interface Caller {
  readonly id: string;
  readonly name: string;
}

interface PoolUser extends Caller {
  readonly username: string;
  /** The ARN of the pool. */
  readonly userPool: string;
  /** The pool's logical id. */
  readonly pool: string;
}

interface RoleCaller extends Caller {
  readonly role: string;
  readonly identityId?: string;
}

/** The users and roles of an app that may call its APIs: the ones that the stack prints at its start. */
export class Callers {
  private readonly issued = new Map<string, TemporaryCredentials>();

  constructor(private readonly app: ConsoleApp) {}

  users(): PoolUser[] {
    const pools = new Map(this.app.userPools.trustedTokens.map(({ name, userPool }) => [userPool, name]));
    return [...pools].flatMap(([userPool, pool]) => SAMPLE_USERS.map((username) => ({
      id: `user ${pool} ${username}`, name: pools.size > 1 ? `${username} of ${pool}` : username, username, userPool, pool,
    })));
  }

  roles(): RoleCaller[] {
    return this.app.securityTokenService.callers().map(({ identityId, role }) => ({
      id: `role ${role}`, name: identityId ? `${role} as the identity ${identityId}` : role, role, identityId,
    }));
  }

  /** A token of a user: with scopes an access token. */
  async token(id: string, scopes: string[] = []): Promise<string | undefined> {
    const user = this.users().find((candidate) => candidate.id === id);
    return user && this.app.userPools.issueToken({
      userPool: user.userPool,
      sub: subOf(user.userPool, user.username),
      username: user.username,
      ...scopes.length && { scopes },
    });
  }

  /** The credentials of a role. */
  credentials(id: string): TemporaryCredentials | undefined {
    const role = this.roles().find((candidate) => candidate.id === id);
    const known = this.issued.get(id);
    if (known || !role) {
      return known;
    }
    const credentials = this.app.securityTokenService.issueCredentials({
      role: role.role, identityId: role.identityId, expiresIn: Infinity,
    });
    this.issued.set(id, credentials);
    return credentials;
  }

  session(id: string): RoleSession {
    return this.app.accessKeys.find(this.credentials(id)!.accessKeyId)!.session;
  }
}
