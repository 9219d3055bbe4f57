import { Role } from '../iam/role';
import { RoleSession } from '../iam/role-session';
import { trust } from '../iam/trust';
import { INVOKE_FUNCTION } from '../lambda/permissions';

const API_GATEWAY = { arns: [], service: 'apigateway.amazonaws.com' };

/** What API Gateway tells of itself when it assumes a role: not for whom. */
const NO_SOURCE = { 'aws:SourceAccount': [], 'aws:SourceArn': [] };

/** Why API Gateway may not invoke a function under the role that it has for it; undefined when it may. */
export function invocationRefusal(role: Role, functionArn: string): string | undefined {
  // Whom a role from elsewhere trusts is not known here.
  const { effect, undecided } = role.trustPolicy
    ? trust(role, API_GATEWAY, 'sts:AssumeRole', NO_SOURCE)
    : { effect: 'allow', undecided: [] };
  if (effect !== 'allow') {
    return [`the role ${role.name} does not let ${API_GATEWAY.service} assume it`, ...undecided].join(': ');
  }
  const reasons: string[] = [];
  // As API Gateway calls its sessions.
  const refusal = new RoleSession(role, 'BackplaneAssumeRoleSession').refusal(INVOKE_FUNCTION, functionArn, {}, (reason) =>
    reasons.push(reason),
  );
  return refusal && [`the role ${role.name} may not invoke ${functionArn}, ${refusal}`, ...reasons].join(': ');
}
