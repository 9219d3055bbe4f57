import { Statement } from '../iam/policy';
import { ofVersion } from '../iam/policy-document';

/** The statements of a Lambda authorizer's policyDocument; throws if it is not a valid policy. */
export function authorizerPolicy(document: unknown): Statement[] {
  const { Statement: statements, Version } = Object(document) as { Statement?: unknown; Version?: unknown };
  return ofVersion(Version, [statements].flat().map(asStatement));
}

function asStatement(value: unknown): Statement {
  const statement = Object(value) as Statement;
  if (!['Allow', 'Deny'].includes(String(statement.Effect))) {
    throw new Error('a statement of its policyDocument has an Effect other than Allow and Deny');
  }
  if (!isPatterns(statement.Action ?? statement.NotAction)) {
    throw new Error('a statement of its policyDocument has no valid Action');
  }
  if (!isPatterns(statement.Resource ?? statement.NotResource)) {
    throw new Error('a statement of its policyDocument has no valid Resource');
  }
  return statement;
}

function isPatterns(value: unknown): boolean {
  return [value].flat().every((pattern) => typeof pattern === 'string');
}
