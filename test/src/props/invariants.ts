import { API_INVARIANTS } from './api-invariants';
import { FUNCTION_INVARIANTS } from './function-invariants';
import { Invariant, notesTemplates, Template } from './notes-template';
import { STACK_INVARIANTS } from './stack-invariants';
import { DescribedStack } from '../../consumer/app/lib/random/described';

/** The invariants of every template, with any props. */
export const INVARIANTS = { ...API_INVARIANTS, ...FUNCTION_INVARIANTS, ...STACK_INVARIANTS } satisfies Record<string, Invariant>;

export type InvariantName = keyof typeof INVARIANTS;

/** The violations, by invariant. */
export function broken(template: Template, described: DescribedStack): Record<string, string[]> {
  const notes = notesTemplates(template, described);
  return Object.fromEntries(Object.entries<Invariant>(INVARIANTS)
    .map(([name, invariant]) => [name, notes.flatMap(invariant)]).filter(([, faults]) => faults.length > 0));
}
