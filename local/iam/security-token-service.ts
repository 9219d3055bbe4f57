import { AccessKeys, TemporaryCredentials } from './access-keys';
import { list } from './one-or-more';
import { allowsAction } from './policy';
import { Role, Roles } from './role';
import { RoleSession } from './role-session';
import { uuidOf } from '../uuid';

export interface IssueCredentialsOptions {
  /** A role of the app: its id in the template, its name or its ARN. @default the first that is allowed to invoke an API */
  readonly role?: string;
  /** The identity id of a user of a Cognito identity pool, whose session it is then. */
  readonly identityId?: string;
  /** The id of that pool. @default the one that the role trusts */
  readonly identityPool?: string;
  /** In seconds; credentials may have expired already. @default an hour */
  readonly expiresIn?: number;
}

/** Somebody whom a role lets invoke APIs. */
export interface Caller {
  readonly role: string;
  readonly identityId?: string;
}

export const INVOKE = 'execute-api:Invoke';

const IDENTITY_POOLS = 'cognito-identity.amazonaws.com';
const DEFAULT_SECONDS = 3_600;

/** Issues credentials of the assembly's roles, in place of AWS STS. */
export class SecurityTokenService {
  constructor(private readonly roles: Roles, private readonly accessKeys: AccessKeys, private readonly region: string) {}

  issueCredentials({ expiresIn = DEFAULT_SECONDS, identityId, identityPool, role: name }: IssueCredentialsOptions): TemporaryCredentials {
    const role = this.role(name);
    // As Amazon Cognito calls the sessions of its identities.
    const session = identityId === undefined
      ? new RoleSession(role, 'local')
      : new RoleSession(role, 'CognitoIdentityCredentials', { cognitoIdentity: { id: identityId, poolId: identityPool ?? trustedPool(role) } });
    return this.accessKeys.issue(session, expiresIn);
  }

  /** A caller for each role of the assembly that is allowed to invoke something. */
  callers(): Caller[] {
    return this.invokers().map((role) => ({
      role: role.name,
      ...trustsIdentities(role) && { identityId: `${this.region}:${uuidOf(role.arn)}` },
    }));
  }

  private role(name: string | undefined): Role {
    const role = name === undefined ? this.invokers()[0] : this.roles.named(name);
    if (!role) throw new Error(name === undefined ? `no role of the app is allowed ${INVOKE}` : `the app has no role ${name}`);
    return role;
  }

  private invokers(): Role[] {
    return this.roles.all().filter(({ identityPolicies }) => identityPolicies.some((statement) => allowsAction(statement, INVOKE)));
  }
}

function trustsIdentities({ trustPolicy = [] }: Role): boolean {
  return trustPolicy.some(({ Principal }) => typeof Principal === 'object' && list(Principal.Federated).includes(IDENTITY_POOLS));
}

function trustedPool({ trustPolicy = [] }: Role): string | undefined {
  return trustPolicy.flatMap(({ Condition }) => list(Condition?.StringEquals?.[`${IDENTITY_POOLS}:aud`])).map(String)[0];
}
