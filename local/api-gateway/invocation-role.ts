import { Role } from '../iam/role';
import { RoleSession } from '../iam/role-session';
import { trust } from '../iam/trust';
import { INVOKE_FUNCTION } from '../lambda/permissions';

const API_GATEWAY = { arns: [], service: 'apigateway.amazonaws.com' };

/** API Gateway sends no source when it assumes a role. */
const NO_SOURCE = { 'aws:SourceAccount': [], 'aws:SourceArn': [] };

/** The name that API Gateway gives its sessions. */
export const SESSION_NAME = 'BackplaneAssumeRoleSession';

/** The reason why API Gateway may not assume a role; undefined if it may. */
export function assumeRefusal(role: Role): string | undefined {
  // The trust policy of a role outside the assembly is unknown.
  const { effect, undecided } = role.trustPolicy
    ? trust(role, API_GATEWAY, 'sts:AssumeRole', NO_SOURCE)
    : { effect: 'allow', undecided: [] };
  return effect === 'allow'
    ? undefined
    : [`the role ${role.name} does not allow ${API_GATEWAY.service} to assume it`, ...undecided].join(': ');
}

/** The reason why API Gateway may not invoke a function with a role; undefined if it may. */
export function invocationRefusal(role: Role, functionArn: string): string | undefined {
  const notAssumed = assumeRefusal(role);
  if (notAssumed) {
    return notAssumed;
  }
  const reasons: string[] = [];
  const refusal = new RoleSession(role, SESSION_NAME).refusal(INVOKE_FUNCTION, functionArn, {}, (reason) =>
    reasons.push(reason),
  );
  return refusal && [`the role ${role.name} may not invoke ${functionArn}, ${refusal}`, ...reasons].join(': ');
}
