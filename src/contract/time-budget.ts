/** Milliseconds, each less than the one it is a part of, and how often to try. */
export interface TimeBudgetMillis {
  readonly connectTimeout: number;
  readonly requestTimeout: number;
  readonly allAttempts: number;
  readonly firstBackOff: number;
  readonly maxAttempts: number;
}

export const DEFAULT_TIME_BUDGET: TimeBudgetMillis = {
  connectTimeout: 300,
  requestTimeout: 600,
  allAttempts: 2_000,
  firstBackOff: 50,
  maxAttempts: 4,
};

/** A function's own time-out, of which all attempts are a part. */
export const DEFAULT_TIMEOUT_MILLIS = 10_000;

/** Left of an invocation to answer in. */
export const RESERVE_MILLIS = 500;

/** API Gateway's own time-out. */
export const API_GATEWAY_MILLIS = 29_000;
