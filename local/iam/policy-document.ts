import { list, OneOrMore } from './one-or-more';
import { Statement } from './policy';
import { ResourceStatement } from './resource-policy';
import { resolve } from '../cloudformation/intrinsics';
import { Stack } from '../cloudformation/stack';

/** A policy, as templates and authorizers write it. */
export interface PolicyDocument<S extends Statement = Statement> {
  readonly Version?: unknown;
  readonly Statement?: OneOrMore<S>;
}

/** The one that has policy variables. */
const WITH_VARIABLES = '2012-10-17';
const DEFAULT_VERSION = '2008-10-17';

/** The statements of a document of some version, as the latest would have them. */
export function ofVersion<S extends Statement>(version: unknown = DEFAULT_VERSION, documented: readonly S[]): S[] {
  if (version === WITH_VARIABLES) {
    return [...documented];
  }
  if (version === DEFAULT_VERSION) {
    return documented.map(withoutVariables);
  }
  // What the version means the evaluation has to fail on.
  return documented.map((statement) => ({ ...statement, Version: version }));
}

/** With each dollar of what would be a variable written as one that stands for itself. */
function withoutVariables<S extends Statement>(statement: S): S {
  return JSON.parse(JSON.stringify(statement), (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('${', '${$}{') : value,
  ) as S;
}

/** The statements of a template's policy document; one that cannot be resolved stays as it is written, for the evaluation to fail on. */
export function statements(stack: Stack, document: unknown): ResourceStatement[] {
  const { Statement: written, Version } = (resolved(stack, document) ?? document ?? {}) as PolicyDocument<ResourceStatement>;
  return ofVersion(Version, list(written ?? document as ResourceStatement).flatMap((statement) => {
    try {
      return list(resolve(statement, stack) as OneOrMore<ResourceStatement> | undefined);
    } catch (error) {
      return [{ ...statement, Unresolved: (error as Error).message }];
    }
  }));
}

/** Undefined for what refers to something that is not known here. */
export function resolved(stack: Stack, value: unknown): unknown {
  try {
    return resolve(value, stack);
  } catch {
    return undefined;
  }
}
