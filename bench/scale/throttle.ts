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

/** The requests that the default throttle allows. */
export const ALLOWED = {
  /** For one method. */
  requestsADay: rateLimit * 24 * 3600,
  /** For all methods together. */
  requestsPerSecond: METHODS * rateLimit,
  /** The concurrent invocations of one method while DynamoDB does not answer: each takes the time of all attempts. */
  concurrency: rateLimit * DEFAULT_TIME_BUDGET.allAttempts / 1000,
} as const;

/** US dollars for a day of the most expensive requests, at the maximum rate of one method, with responses sent to the internet. */
export function mostUsdADay(cpu: CpuMillis): number {
  const usdPerMillion = new Map(requestCosts(cpu).map(({ name, total }) => [name, total]));
  const all = TRAFFIC.map(({ name, sentBytes }) => usdPerMillion.get(name)! + perMillion(sentBytes, OTHER_PRICES.transfer.usd));
  return Math.max(...all) * ALLOWED.requestsADay / 1_000_000;
}
