import { ConditionKeyValues, ContextKeys } from './context-keys';
import { AccessRequest, evaluate } from './policy';
import { Role } from './role';

/** A function under its role: what IAM calls the principal of its requests. */
export class RoleSession {
  /** As messages name it. */
  readonly arn: string;
  readonly account: string;
  private readonly context: ContextKeys;

  constructor(private readonly role: Role, readonly functionName: string, functionArn: string, readonly logicalId: string) {
    this.account = role.arn.split(':')[4];
    this.arn = `arn:aws:sts::${this.account}:assumed-role/${role.name}/${functionName}`;
    this.context = new ContextKeys({
      'aws:PrincipalAccount': [this.account],
      'aws:PrincipalArn': [role.arn],
      'aws:PrincipalType': ['AssumedRole'],
      'aws:SecureTransport': ['true'],
      'aws:ViaAWSService': ['false'],
      'lambda:SourceFunctionArn': [functionArn],
    });
  }

  /** Why the role does not allow this, in the words that end AWS's message; undefined when it does. */
  refusal(action: string, resource: string, keys: ConditionKeyValues, onUndecided: (reason: string) => void): string | undefined {
    const request: AccessRequest = { action, resource, context: this.context.with(keys) };
    const { identityPolicies, permissionsBoundary } = this.role;
    const decisions = [
      { ...evaluate(identityPolicies, request), kind: 'identity-based policy', article: 'an' },
      ...permissionsBoundary ? [{ ...evaluate(permissionsBoundary, request), kind: 'permissions boundary', article: 'a' }] : [],
    ];
    const denial = decisions.find(({ effect }) => effect === 'explicit deny') ?? decisions.find(({ effect }) => effect !== 'allow');
    if (!denial) return undefined;
    decisions.forEach(({ undecided }) => undecided.forEach(onUndecided));
    const { article, effect, kind } = denial;
    return effect === 'explicit deny' ? `with an explicit deny in ${article} ${kind}` : `because no ${kind} allows the ${action} action`;
  }
}
