import { QUOTAS } from './quotas';
import { AverageRequest, LARGEST_SHARE } from './traffic';
import { DEFAULT_THROTTLE } from '../../src/rest-api/default-throttle';

export interface Limit {
  readonly name: string;
  /** The label in a plot. */
  readonly shortName: string;
  /** The rate of the example's traffic that reaches the limit. */
  readonly requestsPerSecond: number;
  readonly whatToDo: string;
}

const SERVICE_QUOTAS = 'https://console.aws.amazon.com/servicequotas/home/services';
const increase = (service: string, code: string): string => `Request an increase of [${code}](${SERVICE_QUOTAS}/${service}/quotas/${code}).`;

const MORE_REQUESTS = increase('apigateway', 'L-8A5B8E43');
const MORE_CONCURRENCY = increase('lambda', 'L-B99A9384');
const WARM_UP = 'DynamoDB raises it by itself, if traffic at most doubles within 30 minutes. For a faster start, set the warm throughput.';

/** The limits of an API, an account and a table, in the order in which growing traffic reaches them. */
export function limits({ millis, reads, writes }: AverageRequest): Limit[] {
  const all: Limit[] = [
    {
      name: `\`throttle\`, ${DEFAULT_THROTTLE.rateLimit} requests a second for each method by default`,
      shortName: 'throttle',
      requestsPerSecond: DEFAULT_THROTTLE.rateLimit / LARGEST_SHARE,
      whatToDo: 'Set `throttle`.',
    },
    {
      name: 'API Gateway, requests of an account in some newer Regions',
      shortName: 'account in newer Regions',
      requestsPerSecond: QUOTAS.requestsInNewerRegions.value,
      whatToDo: MORE_REQUESTS,
    },
    {
      name: 'API Gateway, requests of an account',
      shortName: 'account',
      requestsPerSecond: QUOTAS.requests.value,
      whatToDo: MORE_REQUESTS,
    },
    {
      name: 'Lambda, invocations a second',
      shortName: 'invocations',
      requestsPerSecond: QUOTAS.concurrency.value * QUOTAS.invocationsPerConcurrency.value,
      whatToDo: `${MORE_CONCURRENCY} The invocations a second grow with it.`,
    },
    {
      name: 'Lambda, invocations at once',
      shortName: 'concurrency',
      requestsPerSecond: QUOTAS.concurrency.value / (millis / 1000),
      whatToDo: MORE_CONCURRENCY,
    },
    {
      name: 'DynamoDB, reads of a new table',
      shortName: 'reads of a new table',
      requestsPerSecond: QUOTAS.newTableReads.value / reads,
      whatToDo: WARM_UP,
    },
    {
      name: 'DynamoDB, writes of a new table',
      shortName: 'writes of a new table',
      requestsPerSecond: QUOTAS.newTableWrites.value / writes,
      whatToDo: WARM_UP,
    },
    {
      name: 'DynamoDB, reads of a table',
      shortName: 'reads of a table',
      requestsPerSecond: QUOTAS.tableReads.value / reads,
      whatToDo: increase('dynamodb', 'L-CF0CBE56'),
    },
    {
      name: 'DynamoDB, writes of a table',
      shortName: 'writes of a table',
      requestsPerSecond: QUOTAS.tableWrites.value / writes,
      whatToDo: increase('dynamodb', 'L-AB614373'),
    },
  ];
  return all.sort((one, other) => one.requestsPerSecond - other.requestsPerSecond);
}
