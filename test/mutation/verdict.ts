import type { Mutant } from './mutant';

export const STATES = ['killed', 'timeout', 'survived', 'uncovered', 'equivalent'] as const;

/** The verdict on a mutant. */
export type State = typeof STATES[number];

export interface Verdict {
  readonly mutant: Mutant;
  readonly state: State;
  /** The test file that noticed it, and how. */
  readonly by?: string;
  readonly failure?: string;
  readonly millis: number;
}
