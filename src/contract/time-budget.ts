/** Milliseconds, each less than the one it is a part of, and how often to try. */
export const TIME_BUDGET = {
  connect: 300,
  request: 600,
  allAttempts: 2_000,
  /** The function's time-out; API Gateway's own is 29 s. */
  invocation: 10_000,
  /** Left of an invocation to answer in. */
  reserve: 500,
  firstBackOff: 50,
  maxAttempts: 4,
} as const;
