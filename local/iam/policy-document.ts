import { list, OneOrMore } from './one-or-more';
import { ResourceStatement } from './resource-policy';
import { resolve } from '../cloudformation/intrinsics';
import { Stack } from '../cloudformation/stack';

interface PolicyDocument {
  readonly Statement?: OneOrMore<ResourceStatement>;
}

/** The statements of a template's policy document; one that cannot be resolved stays as it is written, for the evaluation to fail on. */
export function statements(stack: Stack, document: unknown): ResourceStatement[] {
  const { Statement: written } = (resolved(stack, document) ?? document ?? {}) as PolicyDocument;
  return list(written ?? document as ResourceStatement).flatMap((statement) => {
    try {
      return list(resolve(statement, stack) as OneOrMore<ResourceStatement> | undefined);
    } catch (error) {
      return [{ ...statement, Unresolved: (error as Error).message }];
    }
  });
}

/** Undefined for what refers to something that is not known here. */
export function resolved(stack: Stack, value: unknown): unknown {
  try {
    return resolve(value, stack);
  } catch {
    return undefined;
  }
}
