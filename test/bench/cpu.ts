import { CpuMillis } from '../../bench/cost/billed-duration';
import { NotesOperation } from '../../src/contract/operations';

/** Functions that compute for a millisecond, except for the given values. */
export const cpu = (given: Partial<Omit<CpuMillis, 'warm'>> & { readonly warm?: Readonly<Record<string, number>> } = {}): CpuMillis => ({
  load: 1,
  firstInvocation: 1,
  early: 1,
  ...given,
  warm: { ...Object.fromEntries(Object.values(NotesOperation).map((operation) => [operation, 1])), ...given.warm } as CpuMillis['warm'],
});
