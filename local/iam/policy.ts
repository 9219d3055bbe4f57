import { areMet, Conditions } from './conditions';
import { ContextKeys } from './context-keys';
import { list, OneOrMore } from './one-or-more';
import { matchesPattern } from './pattern';
import { Undecidable } from './undecidable';

/** A statement of a policy document. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Action?: OneOrMore<string>;
  readonly NotAction?: OneOrMore<string>;
  readonly Resource?: OneOrMore<string>;
  readonly NotResource?: OneOrMore<string>;
  readonly Condition?: Conditions;
  /** Not an element of policies: the reason why the statement cannot be resolved. */
  readonly Unresolved?: string;
}

/** An action on a resource that policies decide about. */
export interface AccessRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: ContextKeys;
}

export interface Decision {
  readonly effect: 'allow' | 'implicit deny' | 'explicit deny';
  /** The parts of the policies that cannot be evaluated. Such an Allow has no effect; such a Deny applies. */
  readonly undecided: readonly string[];
}

const ELEMENTS = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/** Decides about a request: it is denied unless a statement allows it and none denies it. */
export function evaluate(statements: readonly Statement[], request: AccessRequest): Decision {
  let effect: Decision['effect'] = 'implicit deny';
  const undecided: string[] = [];
  for (const statement of statements) {
    const allows = statement.Effect === 'Allow';
    try {
      if (!applies(statement, request)) {
        continue;
      }
    } catch (error) {
      if (!(error instanceof Undecidable)) {
        throw error;
      }
      undecided.push(error.message);
      if (allows) {
        continue;
      }
    }
    if (!allows) {
      effect = 'explicit deny';
    } else if (effect === 'implicit deny') {
      effect = 'allow';
    }
  }
  return { effect, undecided };
}

/** Whether a statement allows an action, on any resource and under any condition. */
export function allowsAction({ Action, Effect, NotAction }: Statement, action: string): boolean {
  return (
    evaluate([{ Action, Effect, NotAction, Resource: '*' }], { action, resource: '*', context: new ContextKeys({}) }).effect === 'allow'
  );
}

function applies(statement: Statement, { action, resource, context }: AccessRequest): boolean {
  // The action first: a statement about other actions may have unsupported elements.
  if (!selects(statement, 'Action', (pattern) => matchesPattern(pattern, action, context, 'i'))) {
    return false;
  }
  if (statement.Unresolved !== undefined) {
    throw new Undecidable(`a statement cannot be resolved: ${statement.Unresolved}`);
  }
  const unknown = Object.entries(statement).find(([element]) => !ELEMENTS.includes(element));
  if (unknown) {
    throw new Undecidable(`the policy element ${unknown[0]} is not supported: ${JSON.stringify(unknown[1])}`);
  }
  return (
    selects(statement, 'Resource', (pattern) => matchesPattern(pattern, resource, context)) && areMet(statement.Condition ?? {}, context)
  );
}

/** Whether the element matches, or its `Not…` counterpart does not. */
function selects(statement: Statement, element: 'Action' | 'Resource', matches: (pattern: string) => boolean): boolean {
  const patterns = list(statement[element] ?? statement[`Not${element}`]);
  if (!patterns.length || patterns.some((pattern) => typeof pattern !== 'string')) {
    throw new Undecidable(`the ${element} of a statement cannot be evaluated: ${JSON.stringify(statement)}`);
  }
  return patterns.some(matches) === (statement[element] !== undefined);
}
