/** Milliseconds and attempts, each less than what it is a part of. */
export const TIME_BUDGET = {
  connect: 300,
  request: 600,
  allAttempts: 2_000,
  maxAttempts: 4,
  firstBackOff: 50,
  /** Left of an invocation to answer in. */
  reserve: 500,
} as const;

/** Stops all attempts of a request in time for an answer, also one whose body drips. */
export function timeBudget(remainingMillis: number): AbortSignal {
  return AbortSignal.timeout(Math.max(0, Math.min(TIME_BUDGET.allAttempts, remainingMillis - TIME_BUDGET.reserve)));
}
