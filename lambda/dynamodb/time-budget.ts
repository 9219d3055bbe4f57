import { ENVIRONMENT } from '../../src/contract/environment';
import { DEFAULT_TIME_BUDGET, RESERVE_MILLIS, TimeBudgetMillis } from '../../src/contract/time-budget';

export const TIME_BUDGET: TimeBudgetMillis = { ...DEFAULT_TIME_BUDGET, ...JSON.parse(process.env[ENVIRONMENT.timeBudget] ?? '{}') };

/** Stops all attempts of a request in time for an answer, also one whose body drips. */
export function timeBudget(remainingMillis: number): AbortSignal {
  const millis = Math.min(TIME_BUDGET.allAttempts, remainingMillis - RESERVE_MILLIS);
  return millis > 0 ? AbortSignal.timeout(millis) : AbortSignal.abort();
}
