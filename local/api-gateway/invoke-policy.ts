interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: Patterns;
  readonly NotAction?: Patterns;
  readonly Resource?: Patterns;
  readonly NotResource?: Patterns;
}

type Patterns = string | string[];

export type Decision = 'Allow' | 'ExplicitDeny' | 'ImplicitDeny';

const ACTION = 'execute-api:Invoke';

/** The policyDocument of a Lambda authorizer, which says what its caller may invoke. */
export class InvokePolicy {
  private readonly statements: Statement[];

  /** Throws when the document is no policy. */
  constructor(document: unknown) {
    const { Statement: statements } = Object(document) as { Statement?: unknown };
    this.statements = [statements].flat().map(asStatement);
  }

  decide(methodArn: string): Decision {
    const effects = this.statements.filter((statement) => applies(statement, methodArn)).map(({ Effect }) => Effect);
    if (effects.includes('Deny')) return 'ExplicitDeny';
    return effects.length ? 'Allow' : 'ImplicitDeny';
  }
}

function asStatement(value: unknown): Statement {
  const statement = Object(value) as Statement & { Condition?: unknown };
  if (!['Allow', 'Deny'].includes(statement.Effect)) throw new Error('a statement of its policyDocument neither allows nor denies');
  if (!isPatterns(statement.Action ?? statement.NotAction)) throw new Error('a statement of its policyDocument names no action');
  if (!isPatterns(statement.Resource ?? statement.NotResource)) throw new Error('a statement of its policyDocument names no resource');
  if (statement.Condition) throw new Error('a statement of its policyDocument has a condition, which is not evaluated here');
  return statement;
}

function isPatterns(value: unknown): value is Patterns {
  return [value].flat().every((pattern) => typeof pattern === 'string');
}

function applies({ Action, NotAction, Resource, NotResource }: Statement, methodArn: string): boolean {
  // Actions are the same in any case, ARNs are not.
  return matches(Action, NotAction, ACTION, 'is') && matches(Resource, NotResource, methodArn, 's');
}

function matches(patterns: Patterns | undefined, notPatterns: Patterns | undefined, value: string, flags: string): boolean {
  const anyOf = (candidates: Patterns) => [candidates].flat().some((pattern) => wildcards(pattern, flags).test(value));
  return patterns === undefined ? !anyOf(notPatterns ?? []) : anyOf(patterns);
}

function wildcards(pattern: string, flags: string): RegExp {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${source}$`, flags);
}
