/** A price in US dollars, without free tiers and discounts of volume. */
export interface Price {
  readonly name: string;
  readonly usd: number;
  readonly per: string;
  readonly page: string;
}

export const PRICED = { region: 'US East (N. Virginia)', date: '2026-11-23' } as const;

const MILLION_REQUESTS = 'million requests';

const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const DYNAMODB = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';

/** The prices per request; those of DynamoDB apply since November 2024. */
export const PRICES = {
  apiGateway: { name: 'API Gateway, REST API', usd: 3.5, per: MILLION_REQUESTS, page: 'https://aws.amazon.com/api-gateway/pricing/' },
  invocations: { name: 'Lambda, requests', usd: 0.2, per: MILLION_REQUESTS, page: LAMBDA },
  compute: { name: 'Lambda, duration on arm64', usd: 13.3334, per: 'million GB-seconds', page: LAMBDA },
  writes: { name: 'DynamoDB, on-demand writes', usd: 0.625, per: 'million write request units', page: DYNAMODB },
  reads: { name: 'DynamoDB, on-demand reads', usd: 0.125, per: 'million read request units', page: DYNAMODB },
  logs: { name: 'CloudWatch Logs, ingestion', usd: 0.5, per: 'GB', page: CLOUDWATCH },
} as const satisfies Record<string, Price>;

/** The prices by stored and sent data, and those of optional features. */
export const OTHER_PRICES = {
  traces: { name: 'X-Ray (`tracing`)', usd: 5, per: 'million traces', page: 'https://aws.amazon.com/xray/pricing/' },
  transfer: {
    name: 'Data sent to the internet',
    usd: 0.09,
    per: 'GB',
    page: 'https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer',
  },
  storage: { name: 'DynamoDB, storage', usd: 0.25, per: 'GB-month', page: DYNAMODB },
  recovery: { name: 'DynamoDB, point-in-time recovery', usd: 0.2, per: 'GB-month', page: DYNAMODB },
  replicas: {
    name: 'DynamoDB, writes to each region (`replicaRegions`)',
    usd: 0.625,
    per: 'million replicated write request units',
    page: DYNAMODB,
  },
  archive: { name: 'CloudWatch Logs, storage', usd: 0.03, per: 'GB-month', page: CLOUDWATCH },
  alarms: { name: 'CloudWatch alarms, by metric (`monitoring` has 24)', usd: 0.1, per: 'month', page: CLOUDWATCH },
  dashboard: { name: 'CloudWatch dashboard (`monitoring`)', usd: 3, per: 'month', page: CLOUDWATCH },
  key: { name: 'KMS key (`encryptionKey`)', usd: 1, per: 'month', page: 'https://aws.amazon.com/kms/pricing/' },
  keyRequests: { name: 'KMS requests (`encryptionKey`)', usd: 3, per: MILLION_REQUESTS, page: 'https://aws.amazon.com/kms/pricing/' },
  webAcl: { name: 'WAF web ACL (`webAclArn`)', usd: 5, per: 'month', page: 'https://aws.amazon.com/waf/pricing/' },
  webAclRules: { name: 'WAF rule (`webAclArn`)', usd: 1, per: 'month', page: 'https://aws.amazon.com/waf/pricing/' },
  webAclRequests: { name: 'WAF requests (`webAclArn`)', usd: 0.6, per: MILLION_REQUESTS, page: 'https://aws.amazon.com/waf/pricing/' },
} as const satisfies Record<string, Price>;
