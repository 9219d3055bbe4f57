import { list, OneOrMore } from './one-or-more';
import { Statement } from './policy';
import { ResourceStatement } from './resource-policy';
import { resolve } from '../cloudformation/intrinsics';
import { Stack } from '../cloudformation/stack';

/** A policy document in a template or an authorizer's response. */
export interface PolicyDocument<S extends Statement = Statement> {
  readonly Version?: unknown;
  readonly Statement?: OneOrMore<S>;
}

/** The version that has policy variables. */
const WITH_VARIABLES = '2012-10-17';
const DEFAULT_VERSION = '2008-10-17';

/** Converts the statements of a document to the latest version. */
export function ofVersion<S extends Statement>(version: unknown = DEFAULT_VERSION, documented: readonly S[]): S[] {
  if (version === WITH_VARIABLES) {
    return [...documented];
  }
  if (version === DEFAULT_VERSION) {
    return documented.map(withoutVariables);
  }
  // The meaning of another version is unknown: the evaluation fails on it.
  return documented.map((statement) => ({ ...statement, Version: version }));
}

/** Escapes the dollar of each would-be variable. */
function withoutVariables<S extends Statement>(statement: S): S {
  return JSON.parse(JSON.stringify(statement), (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('${', '${$}{') : value,
  ) as S;
}

/** The statements of a template's policy document. One that cannot be resolved is marked, so that the evaluation fails on it. */
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

/** Resolves a value; undefined if it refers to something unknown. */
export function resolved(stack: Stack, value: unknown): unknown {
  try {
    return resolve(value, stack);
  } catch {
    return undefined;
  }
}
