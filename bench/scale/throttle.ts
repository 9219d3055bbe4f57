import { TRAFFIC } from './traffic';
import { OPERATIONS } from '../../src/contract/operations';
import { DEFAULT_TIME_BUDGET } from '../../src/contract/time-budget';
import { DEFAULT_THROTTLE } from '../../src/rest-api/default-throttle';
import { CpuMillis } from '../cost/billed-duration';
import { perMillion, requestCosts } from '../cost/cost';
import { OTHER_PRICES } from '../cost/prices';

const { rateLimit } = DEFAULT_THROTTLE;

/** The methods that invoke functions. */
export const METHODS = Object.values(OPERATIONS).flatMap(({ routes }) => routes).length;

/** What the default throttle allows. */
export const ALLOWED = {
  /** Of one method. */
  requestsADay: rateLimit * 24 * 3600,
  /** Of all methods together. */
  requestsPerSecond: METHODS * rateLimit,
  /** Invocations of one method at once, each as long as all attempts may take: DynamoDB does not answer. */
  concurrency: rateLimit * DEFAULT_TIME_BUDGET.allAttempts / 1000,
} as const;

/** US dollars for a day of as many requests as one method takes, of the dearest; the response sent to the internet. */
export function mostUsdADay(cpu: CpuMillis): number {
  const usdPerMillion = new Map(requestCosts(cpu).map(({ name, total }) => [name, total]));
  const all = TRAFFIC.map(({ name, sentBytes }) => usdPerMillion.get(name)! + perMillion(sentBytes, OTHER_PRICES.transfer.usd));
  return Math.max(...all) * ALLOWED.requestsADay / 1_000_000;
}
