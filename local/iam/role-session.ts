import { ContextKeys } from './context-keys';
import { AccessRequest, Decision, evaluate } from './policy';
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

  /** Undefined when the role allows the request, else the end of AWS's message. */
  refusal(action: string, resource: string, keys: Readonly<Record<string, readonly string[]>>, onUndecided: (reason: string) => void): string | undefined {
    const request: AccessRequest = { action, resource, context: this.context.with(keys) };
    const { identityPolicies, permissionsBoundary } = this.role;
    const decisions: [kind: string, decision: Decision][] = [
      ['identity-based policy', evaluate(identityPolicies, request)],
      ...permissionsBoundary ? [['permissions boundary', evaluate(permissionsBoundary, request)] as [string, Decision]] : [],
    ];
    const denied = decisions.find(([, { effect }]) => effect === 'explicit deny') ?? decisions.find(([, { effect }]) => effect !== 'allow');
    if (!denied) return undefined;
    const [kind, { effect, undecided }] = denied;
    undecided.forEach(onUndecided);
    return effect === 'explicit deny' ? `with an explicit deny in ${kind === 'identity-based policy' ? 'an' : 'a'} ${kind}` : `because no ${kind} allows the ${action} action`;
  }
}
