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

const ASSUME_ROLE = 'sts:AssumeRoleWithWebIdentity';
const DEFAULT_SECONDS = 3_600;

/** Issues credentials of the assembly's roles, in place of AWS STS. */
export class SecurityTokenService {
  constructor(private readonly roles: Roles, private readonly accessKeys: AccessKeys, private readonly region: string) {}

  issueCredentials({ expiresIn = DEFAULT_SECONDS, identityId, identityPool, role: name }: IssueCredentialsOptions): TemporaryCredentials {
    const role = this.role(name);
    const session = identityId === undefined
      ? new RoleSession(role, 'local')
      : identitySession(role, { ...trusted(role), id: identityId, ...identityPool !== undefined && { poolId: identityPool } });
    return this.accessKeys.issue(session, expiresIn);
  }

  /** A caller for each role of the assembly that is allowed to invoke something. */
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
      throw new Error(name === undefined ? `no role's own policy allows ${INVOKE}` : `the app has no role ${name}`);
    }
    return role;
  }

  private invokers(): Role[] {
    return this.roles.all().filter(({ identityPolicies }) => identityPolicies.some((statement) => allowsAction(statement, INVOKE)));
  }
}

/** Throws unless the role trusts the identity. */
function identitySession(role: Role, cognitoIdentity: CognitoIdentity): RoleSession {
  const { effect, undecided } = trustOf(role, cognitoIdentity);
  if (effect !== 'allow') {
    throw new Error(
      [
        `the role ${role.name} does not let the identity ${cognitoIdentity.id} of ${cognitoIdentity.poolId ?? 'no pool'} assume it`,
        ...undecided,
      ].join(': '),
    );
  }
  // As Amazon Cognito calls the sessions of its identities.
  return new RoleSession(role, 'CognitoIdentityCredentials', { cognitoIdentity });
}

/** What a role says to an identity of a pool that wants to assume it. */
function trustOf(role: Role, identity: CognitoIdentity): Decision {
  return trust(role, { arns: [], provider: identity.provider }, ASSUME_ROLE, identityKeys(identity));
}

/** The identity pool that a role is for, under the name that its own policy has for those of the region. */
function trusted({ trustPolicy = [] }: Role): Pick<CognitoIdentity, 'poolId' | 'provider'> {
  const providers = trustPolicy.flatMap(({ Principal }) => typeof Principal === 'object' ? list(Principal.Federated) : []);
  const provider = providers.find((name) => name.startsWith('cognito-identity')) ?? IDENTITY_POOLS;
  return { provider, poolId: trustPolicy.flatMap(({ Condition }) => list(Condition?.StringEquals?.[`${provider}:aud`])).map(String)[0] };
}
