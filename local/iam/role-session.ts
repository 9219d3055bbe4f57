import { createHash } from 'node:crypto';
import { ConditionKeyValues, ContextKeys } from './context-keys';
import { AccessRequest, Decision, evaluate } from './policy';
import { ResourcePolicy } from './resource-policy';
import { Role } from './role';
import { Roles } from './roles';
import { AccessDecision } from '../observation/trace';

/** The provider name of identity pools in most regions. */
export const IDENTITY_POOLS = 'cognito-identity.amazonaws.com';

/** A user of a Cognito identity pool. */
export interface CognitoIdentity {
  /** IAM's name for the identity pools of the region. */
  readonly provider: string;
  readonly id: string;
  readonly poolId?: string;
}

/** The caller that has assumed a role. */
interface RoleSessionOptions {
  /** The name in logs. @default the name of the role */
  readonly logicalId?: string;
  /** The function that assumed the role. */
  readonly functionArn?: string;
  readonly cognitoIdentity?: CognitoIdentity;
  /** Receives each decision about the session's access. */
  readonly onDecision?: (decision: AccessDecision) => void;
}

interface PolicyDecision extends Decision {
  readonly kind: string;
  readonly article: 'a' | 'an';
}

/** The session of a caller that has assumed a role: the principal of its requests. */
export class RoleSession {
  /** The ARN in AWS's messages. */
  readonly arn: string;
  readonly account: string;
  /** The role's id and the session's name, which services show as the caller. */
  readonly userId: string;
  readonly logicalId: string;
  readonly cognitoIdentity?: CognitoIdentity;
  readonly isFunction: boolean;
  private readonly context: ContextKeys;
  private readonly onDecision?: (decision: AccessDecision) => void;

  constructor(
    private readonly role: Role,
    private readonly name: string,
    { cognitoIdentity, functionArn, logicalId = role.name, onDecision }: RoleSessionOptions = {},
  ) {
    this.isFunction = functionArn !== undefined;
    this.account = role.arn.split(':')[4];
    this.arn = `arn:aws:sts::${this.account}:assumed-role/${role.name}/${name}`;
    this.userId = `AROA${createHash('sha256').update(role.arn).digest('hex').slice(0, 17).toUpperCase()}:${name}`;
    this.logicalId = logicalId;
    this.cognitoIdentity = cognitoIdentity;
    this.onDecision = onDecision;
    this.context = new ContextKeys({
      'aws:PrincipalAccount': [this.account],
      'aws:PrincipalArn': [role.arn],
      'aws:PrincipalType': ['AssumedRole'],
      'aws:SecureTransport': ['true'],
      'aws:userid': [this.userId],
      'aws:ViaAWSService': ['false'],
      'lambda:SourceFunctionArn': functionArn ? [functionArn] : [],
      ...identityKeys(cognitoIdentity),
    });
  }

  /** The same session with the policies that its role now has. */
  renewed(roles: Roles): RoleSession {
    const { cognitoIdentity, name, role: { arn } } = this;
    return new RoleSession(roles.find(arn), name, { cognitoIdentity });
  }

  /** The reason why the policies refuse the action, as AWS's message ends; undefined if the role or the resource allows it. */
  refusal(
    action: string, resource: string, keys: ConditionKeyValues, onUndecided: (reason: string) => void, resourcePolicy?: ResourcePolicy,
  ): string | undefined {
    const refusal = this.decide(action, resource, keys, onUndecided, resourcePolicy);
    const reason = `${action} on ${resource}${refusal === undefined ? '' : `: ${refusal}`}`;
    this.onDecision?.({ by: this.role.name, allowed: refusal === undefined, reason });
    return refusal;
  }

  private decide(
    action: string, resource: string, keys: ConditionKeyValues, onUndecided: (reason: string) => void, resourcePolicy?: ResourcePolicy,
  ): string | undefined {
    const request: AccessRequest = { action, resource, context: this.context.with(keys) };
    const { arn, identityPolicies, permissionsBoundary } = this.role;
    const boundary: PolicyDecision[] = permissionsBoundary
      ? [{ ...evaluate(permissionsBoundary, request), kind: 'permissions boundary', article: 'a' }] : [];
    const delegation = resourcePolicy?.delegation(this.account, request);
    const grants: PolicyDecision[] = [
      { ...delegated(evaluate(identityPolicies, request), delegation), kind: 'identity-based policy', article: 'an' },
      ...(resourcePolicy
        ? [
          {
            ...resourcePolicy.evaluate({ account: this.account, arns: [arn, this.arn] }, request),
            kind: 'resource-based policy',
            article: 'a' as const,
          },
        ]
        : []),
    ];
    const decisions = [...grants, ...boundary];
    const silent = [...grants.some(({ effect }) => effect === 'allow') ? [] : grants, ...boundary].find(({ effect }) => effect !== 'allow');
    const denial = decisions.find(({ effect }) => effect === 'explicit deny') ?? silent;
    if (!denial) {
      return undefined;
    }
    decisions.forEach(({ undecided }) => undecided.forEach(onUndecided));
    return refusalWords(action, denial);
  }
}

/** The decision of identity policies, which can only allow if the resource's policy delegates to them. */
function delegated(decision: Decision, delegation: Decision | undefined): Decision {
  if (!delegation) {
    return decision;
  }
  const effect = decision.effect === 'allow' && delegation.effect !== 'allow' ? 'implicit deny' : decision.effect;
  return { effect, undecided: [...decision.undecided, ...delegation.undecided] };
}

/** The end of AWS's message. */
export function refusalWords(action: string, { article, effect, kind }: Pick<PolicyDecision, 'article' | 'effect' | 'kind'>): string {
  return effect === 'explicit deny' ? `with an explicit deny in ${article} ${kind}` : `because no ${kind} allows the ${action} action`;
}

/** The condition keys of a web identity; they are absent without one. */
export function identityKeys(identity?: CognitoIdentity): ConditionKeyValues {
  const key = (name: string) => `${identity?.provider ?? IDENTITY_POOLS}:${name}`;
  if (!identity) {
    return { [key('amr')]: [], [key('aud')]: [], [key('sub')]: [] };
  }
  return {
    ...identity.poolId && { [key('aud')]: [identity.poolId] },
    [key('amr')]: ['authenticated'],
    [key('sub')]: [identity.id],
  };
}
