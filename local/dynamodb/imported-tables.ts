import { Stack } from '../cloudformation/stack';
import { list } from '../iam/one-or-more';
import { Roles } from '../iam/roles';

const TABLE = /^arn:[^:]+:dynamodb:([^:]+):([^:]+):table\/([\w.-]+)$/;

/** The names of the tables that roles in the assembly may use, but that are in no template. */
export function importedTables(stacks: readonly Stack[], roles: Roles): string[] {
  const own = stacks
    .flatMap((stack) => stack.resources('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'))
    .map(({ physicalId }) => physicalId);
  const allowed = roles
    .all()
    .flatMap(({ identityPolicies }) => identityPolicies)
    .flatMap(({ Effect, Resource }) => (Effect === 'Allow' ? list(Resource) : []))
    .flatMap((arn) => {
      // An unresolved statement can have any value here.
      const [, region, account, name] = TABLE.exec(String(arn)) ?? [];
      return stacks.some((stack) => stack.region === region && stack.account === account) ? [name] : [];
    });
  return [...new Set(allowed)].filter((name) => !own.includes(name));
}
