import { StandardRetryStrategy } from '@smithy/core/retry';
import { TIME_BUDGET } from './time-budget';

const { maxAttempts, firstBackOff } = TIME_BUDGET;

/** Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
const FULL_JITTER = {
  computeNextBackoffDelay: (retries: number) => Math.random() * firstBackOff * 2 ** retries,
  // Ignored: the SDK would set a base of a second after throttling, longer than a caller waits.
  setDelayBase: () => {},
};

/** The retry strategy of the SDK, with its quota: when most requests fail, there are fewer retries. */
export const retries = new StandardRetryStrategy({ maxAttempts, backoff: FULL_JITTER });
