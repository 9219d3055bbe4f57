import { CpuMillis } from '../cost/billed-duration';
import { EXAMPLE_PAGE_BYTES, RequestCost, requestCosts } from '../cost/cost';
import { RequestName } from '../cost/requests';

interface Part {
  readonly name: RequestName;
  /** The share of all requests. */
  readonly share: number;
  /** The body of the response. */
  readonly sentBytes: number;
}

const NOTE_BYTES = 1024;

/** The requests of an example, each with a different method. Notes and pages are as large as in the cost table. */
export const TRAFFIC: readonly Part[] = [
  { name: '`GET`', share: 0.5, sentBytes: NOTE_BYTES },
  { name: '`GET` of a list', share: 0.2, sentBytes: EXAMPLE_PAGE_BYTES },
  { name: '`POST`', share: 0.1, sentBytes: NOTE_BYTES / 4 },
  { name: '`PUT`', share: 0.1, sentBytes: NOTE_BYTES },
  { name: '`PATCH`', share: 0.05, sentBytes: NOTE_BYTES },
  { name: '`DELETE`', share: 0.05, sentBytes: 0 },
];

/** The share of the most frequent method. */
export const LARGEST_SHARE = Math.max(...TRAFFIC.map(({ share }) => share));

/** The average request of the traffic. */
export interface AverageRequest {
  readonly reads: number;
  readonly writes: number;
  readonly millis: number;
  readonly lambdaUsdPerMillion: number;
  readonly dynamoDbUsdPerMillion: number;
  readonly sentBytes: number;
}

export function averageRequest(cpu: CpuMillis): AverageRequest {
  const costs = new Map(requestCosts(cpu).map((cost) => [cost.name, cost]));
  const average = (of: (cost: RequestCost, part: Part) => number): number =>
    TRAFFIC.reduce((sum, part) => sum + part.share * of(costs.get(part.name)!, part), 0);
  return {
    reads: average(({ units }) => units.read),
    writes: average(({ units }) => units.write),
    millis: average(({ millis }) => millis),
    lambdaUsdPerMillion: average(({ cost }) => cost.lambda),
    dynamoDbUsdPerMillion: average(({ cost }) => cost.dynamoDb),
    sentBytes: average((_, { sentBytes }) => sentBytes),
  };
}
