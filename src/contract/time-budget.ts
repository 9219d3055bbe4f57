/** The times in milliseconds, each less than its whole, and the maximum number of attempts. */
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

/** The default timeout of a function. All attempts must fit in it. */
export const DEFAULT_TIMEOUT_MILLIS = 10_000;

/** The time that a function keeps for its own response. */
export const RESERVE_MILLIS = 500;

/** The timeout of API Gateway. */
export const API_GATEWAY_MILLIS = 29_000;
