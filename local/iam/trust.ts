import { ConditionKeyValues, ContextKeys } from './context-keys';
import { Decision } from './policy';
import { Principal, ResourcePolicy } from './resource-policy';
import { Role } from './role';

/** Whether a role's trust policy allows a principal to assume it. */
export function trust({ arn, trustPolicy = [] }: Role, principal: Principal, action: string, keys: ConditionKeyValues): Decision {
  // A trust policy has no Resource: it applies to its role.
  const policy = new ResourcePolicy(trustPolicy.map((statement) => ({ ...statement, Resource: arn })));
  const context = new ContextKeys({ 'aws:SecureTransport': ['true'], ...keys });
  return policy.evaluate(principal, { action, resource: arn, context });
}
