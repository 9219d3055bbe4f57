/** The date when the quotas were looked up. */
export const QUOTED = '2026-12-01';

/** A default limit of AWS, for an account without increases. */
export interface Quota {
  readonly value: number;
  readonly unit: string;
  readonly of: string;
  readonly page: string;
}

const APIGATEWAY = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html';
const REST_API = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html';
const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html';
const CONCURRENCY = 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html';
const SCALING = 'https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html';
const DYNAMODB = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html';
const CONSTRAINTS = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html';
const ON_DEMAND = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html';
const PARTITIONS = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html';
const QUERY = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html';

const REQUESTS = 'requests a second';
const READS = 'read units a second';
const WRITES = 'write units a second';

const APIS = 'all APIs of an account in a Region';
const FUNCTIONS = 'all functions of an account in a Region';
const NEW_TABLE = 'a new on-demand table';
const TABLE = 'an on-demand table';
const PARTITION = 'a partition';

export const QUOTAS = {
  requests: { value: 10_000, unit: REQUESTS, of: APIS, page: APIGATEWAY },
  requestsInNewerRegions: { value: 2_500, unit: REQUESTS, of: `${APIS}, in some newer Regions`, page: APIGATEWAY },
  concurrency: { value: 1_000, unit: 'invocations at once', of: FUNCTIONS, page: LAMBDA },
  invocationsPerConcurrency: { value: 10, unit: 'times as many invocations a second', of: FUNCTIONS, page: CONCURRENCY },
  newEnvironments: { value: 1_000, unit: 'more environments every 10 seconds', of: 'a function', page: SCALING },
  newTableReads: { value: 12_000, unit: READS, of: NEW_TABLE, page: ON_DEMAND },
  newTableWrites: { value: 4_000, unit: WRITES, of: NEW_TABLE, page: ON_DEMAND },
  tableReads: { value: 40_000, unit: READS, of: TABLE, page: DYNAMODB },
  tableWrites: { value: 40_000, unit: WRITES, of: TABLE, page: DYNAMODB },
  partitionReads: { value: 3_000, unit: READS, of: PARTITION, page: PARTITIONS },
  partitionWrites: { value: 1_000, unit: WRITES, of: PARTITION, page: PARTITIONS },
  itemBytes: { value: 409_600, unit: 'bytes', of: 'an item', page: CONSTRAINTS },
  queryBytes: { value: 1024 ** 2, unit: 'bytes', of: 'the items that a `Query` reads', page: QUERY },
  invocationBytes: { value: 6 * 1024 ** 2, unit: 'bytes', of: 'the event or the answer of a function', page: LAMBDA },
  payloadBytes: { value: 10 * 1024 ** 2, unit: 'bytes', of: 'a request or a response of a REST API', page: REST_API },
} as const satisfies Record<string, Quota>;
