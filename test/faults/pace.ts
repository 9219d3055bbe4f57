import { DEFAULT_TIME_BUDGET } from '../../src/contract/time-budget';

/** All times are shorter than in production, so that many histories can run. */
export const PACE = 0.5;

const { requestTimeout, allAttempts } = DEFAULT_TIME_BUDGET;

export const TIME_BUDGET = {
  // No fault is about connections.
  connectTimeout: requestTimeout * PACE, requestTimeout: requestTimeout * PACE, allAttempts: allAttempts * PACE, firstBackOff: 4,
};

/** Histories with the same environments, because the faults use up their quota of retries. */
export const BATCH = 15;
/** Few, so that a busy machine causes no failures. */
export const AT_ONCE = 6;
