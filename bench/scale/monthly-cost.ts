import { REQUEST_TIERS, tiered, TRANSFER_TIERS } from './tiers';
import { AverageRequest } from './traffic';
import { EXAMPLE } from '../cost/cost';
import { OTHER_PRICES } from '../cost/prices';

export const SECONDS_A_MONTH = 30 * 24 * 3600;

const MILLION = 1_000_000;
export const GB = 1024 ** 3;

/** X-Ray's default: the first request of each second, and this share of the others. */
const TRACED = 0.05;

/**
 * The bytes that DynamoDB adds to each stored item:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
const OVERHEAD_BYTES = 100;

/** US dollars a month for requests at a steady rate. */
export interface TrafficCost {
  readonly apiGateway: number;
  readonly lambda: number;
  readonly dynamoDb: number;
  readonly traces: number;
  readonly transfer: number;
}

export function trafficCost(average: AverageRequest, requestsPerSecond: number): TrafficCost {
  const requests = requestsPerSecond * SECONDS_A_MONTH;
  const firstOfSeconds = Math.min(requests, SECONDS_A_MONTH);
  const traces = firstOfSeconds + (requests - firstOfSeconds) * TRACED;
  return {
    apiGateway: tiered(requests, REQUEST_TIERS),
    lambda: requests / MILLION * average.lambdaUsdPerMillion,
    dynamoDb: requests / MILLION * average.dynamoDbUsdPerMillion,
    traces: traces / MILLION * OTHER_PRICES.traces.usd,
    transfer: tiered(requests * average.sentBytes / GB, TRANSFER_TIERS),
  };
}

export const total = (cost: TrafficCost): number => Object.values(cost).reduce((sum, usd) => sum + usd, 0);

/** The bytes of notes as DynamoDB stores them. */
export const storedBytes = (notes: number): number => notes * (EXAMPLE.after + OVERHEAD_BYTES);

/** US dollars a month for keeping notes. */
export const storageUsd = (notes: number): number => storedBytes(notes) / GB * OTHER_PRICES.storage.usd;
export const recoveryUsd = (notes: number): number => storedBytes(notes) / GB * OTHER_PRICES.recovery.usd;
