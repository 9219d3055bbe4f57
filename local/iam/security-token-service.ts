import { AccessKeys } from './access-keys';
import { TemporaryCredentials } from './credentials';
import { list } from './one-or-more';
import { allowsAction, Decision } from './policy';
import { Role } from './role';
import { CognitoIdentity, IDENTITY_POOLS, identityKeys, RoleSession } from './role-session';
import { Roles } from './roles';
import { trust } from './trust';
import { uuidOf } from '../cloudformation/uuid';

export interface IssueCredentialsOptions {
  /** A role of the app: its logical id, name or ARN. @default the first role that may invoke an API */
  readonly role?: string;
  /** The identity id of a user of a Cognito identity pool, who assumes the role. */
  readonly identityId?: string;
  /** The id of that identity pool. @default the pool that the role trusts */
  readonly identityPool?: string;
  /** In seconds; a negative number issues expired credentials. @default an hour */
  readonly expiresIn?: number;
}

/** A role, or an identity with that role, that may invoke APIs. */
export interface Caller {
  readonly role: string;
  readonly identityId?: string;
}

export const INVOKE = 'execute-api:Invoke';

const ASSUME_ROLE = 'sts:AssumeRoleWithWebIdentity';
const DEFAULT_SECONDS = 3_600;

/** Issues credentials for the roles in the assembly, in place of AWS STS. */
export class SecurityTokenService {
  constructor(private readonly roles: Roles, private readonly accessKeys: AccessKeys, private readonly region: string) {}

  issueCredentials({ expiresIn = DEFAULT_SECONDS, identityId, identityPool, role: name }: IssueCredentialsOptions): TemporaryCredentials {
    const role = this.role(name);
    const session = identityId === undefined
      ? new RoleSession(role, 'local')
      : identitySession(role, { ...trusted(role), id: identityId, ...identityPool !== undefined && { poolId: identityPool } });
    return this.accessKeys.issue(session, expiresIn);
  }

  /** A caller for each role in the assembly that may invoke an API. */
  callers(): Caller[] {
    return this.invokers().map((role) => {
      const identityId = `${this.region}:${uuidOf(role.arn)}`;
      const { effect } = trustOf(role, { ...trusted(role), id: identityId });
      return { role: role.name, ...effect === 'allow' && { identityId } };
    });
  }

  private role(name: string | undefined): Role {
    const role = name === undefined ? this.invokers()[0] : this.roles.named(name);
    if (!role) {
      throw new Error(name === undefined ? `no role has an identity-based policy that allows ${INVOKE}` : `the app has no role ${name}`);
    }
    return role;
  }

  private invokers(): Role[] {
    return this.roles.all().filter(({ identityPolicies }) => identityPolicies.some((statement) => allowsAction(statement, INVOKE)));
  }
}

/** Starts a session of an identity; throws unless the role trusts it. */
function identitySession(role: Role, cognitoIdentity: CognitoIdentity): RoleSession {
  const { effect, undecided } = trustOf(role, cognitoIdentity);
  if (effect !== 'allow') {
    throw new Error(
      [
        `the role ${role.name} does not allow the identity ${cognitoIdentity.id} of ${cognitoIdentity.poolId ?? 'no pool'} to assume it`,
        ...undecided,
      ].join(': '),
    );
  }
  // The name that Amazon Cognito gives its sessions.
  return new RoleSession(role, 'CognitoIdentityCredentials', { cognitoIdentity });
}

/** Whether a role allows an identity to assume it. */
function trustOf(role: Role, identity: CognitoIdentity): Decision {
  return trust(role, { arns: [], provider: identity.provider }, ASSUME_ROLE, identityKeys(identity));
}

/** The identity pool that a role trusts, and the provider name in its trust policy. */
function trusted({ trustPolicy = [] }: Role): Pick<CognitoIdentity, 'poolId' | 'provider'> {
  const providers = trustPolicy.flatMap(({ Principal }) => typeof Principal === 'object' ? list(Principal.Federated) : []);
  const provider = providers.find((name) => name.startsWith('cognito-identity')) ?? IDENTITY_POOLS;
  return { provider, poolId: trustPolicy.flatMap(({ Condition }) => list(Condition?.StringEquals?.[`${provider}:aud`])).map(String)[0] };
}
