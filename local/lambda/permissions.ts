import { Stack } from '../cloudformation/stack';
import { ContextKeys } from '../iam/context-keys';
import { evaluate, Statement } from '../iam/policy';

interface PermissionProperties {
  readonly Action: string;
  readonly FunctionName: string;
  readonly Principal: string;
  readonly PrincipalOrgID?: string;
  readonly SourceAccount?: string | number;
  readonly SourceArn?: string;
}

export const INVOKE_FUNCTION = 'lambda:InvokeFunction';

const API_GATEWAY = ['apigateway.amazonaws.com', '*'];

/** The AWS::Lambda::Permissions in the assembly, which allow callers to invoke functions. */
export class Permissions {
  private readonly statements: Statement[];

  constructor(stacks: readonly Stack[], onUnknown: (line: string) => void) {
    this.statements = stacks.flatMap((stack) => stack.resources<PermissionProperties>('AWS::Lambda::Permission').flatMap((permission) => {
      try {
        return statements(stack, permission.properties);
      } catch (error) {
        onUnknown(`a permission cannot be resolved, so it allows nothing: ${(error as Error).message}`);
        return [];
      }
    }));
  }

  /** Whether API Gateway may invoke a function for one of its methods or authorizers. */
  allow(resource: string, sourceArn: string): boolean {
    const context = new ContextKeys({
      'aws:PrincipalOrgID': [],
      'aws:SourceAccount': [sourceArn.split(':')[4]],
      'aws:SourceArn': [sourceArn],
    });
    return evaluate(this.statements, { action: INVOKE_FUNCTION, resource, context }).effect === 'allow';
  }
}

/** The statement that Lambda adds to the function's policy; none if the principal is not API Gateway. */
function statements(
  stack: Stack,
  { Action, FunctionName, Principal, PrincipalOrgID, SourceAccount, SourceArn }: PermissionProperties,
): Statement[] {
  if (!API_GATEWAY.includes(Principal)) {
    return [];
  }
  const equal = {
    ...SourceAccount !== undefined && { 'aws:SourceAccount': String(SourceAccount) },
    ...PrincipalOrgID !== undefined && { 'aws:PrincipalOrgID': PrincipalOrgID },
  };
  const Condition = { StringEquals: equal, ArnLike: { ...SourceArn !== undefined && { 'aws:SourceArn': SourceArn } } };
  return [{ Effect: 'Allow', Action, Resource: functionArn(stack, FunctionName), Condition }];
}

/** The ARN for a name, a partial ARN or an ARN. A version or alias is kept: the permission applies to it only. */
function functionArn({ account, region }: Stack, name: string): string {
  if (name.startsWith('arn:')) {
    return name;
  }
  return `arn:aws:lambda:${region}:${/^\d{12}:function:/.test(name) ? name : `${account}:function:${name}`}`;
}
