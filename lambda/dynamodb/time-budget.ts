import { TIME_BUDGET } from '../../src/contract/time-budget';

/** Stops all attempts of a request in time for an answer, also one whose body drips. */
export function timeBudget(remainingMillis: number): AbortSignal {
  return AbortSignal.timeout(Math.max(0, Math.min(TIME_BUDGET.allAttempts, remainingMillis - TIME_BUDGET.reserve)));
}
