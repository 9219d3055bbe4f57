import { Duration } from 'aws-cdk-lib';
import { IMetric, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { NotesOperation, operationsWith } from '../contract/operations';
import { NotesOption } from '../contract/options';
import { INotesApi } from '../reference/notes-api-base';

/** The CloudWatch metrics of a notes API, per minute. */
export interface NotesMetrics {
  readonly requests: IMetric;
  readonly clientErrors: IMetric;
  readonly serverErrors: IMetric;
  /** A fraction from 0 to 1. */
  readonly serverErrorRate: IMetric;
  readonly latency: IMetric;
  readonly medianLatency: IMetric;
  /** One per function, like the next two. */
  readonly functionErrors: IMetric[];
  readonly functionThrottles: IMetric[];
  readonly functionDurations: IMetric[];
  /** One per kind of request that the functions make, like the next one. */
  readonly tableThrottles: IMetric[];
  readonly tableSystemErrors: IMetric[];
  readonly consumedCapacity: IMetric[];
}

const MINUTELY = { period: Duration.minutes(1) };
const P99 = { ...MINUTELY, statistic: Stats.percentile(99) };

export interface Measured {
  readonly notes: INotesApi;
  readonly functions: { [operation: string]: Function };
  readonly table: ITable;
  readonly options: readonly NotesOption[];
}

export function notesMetrics({ notes, functions, table, options }: Measured): NotesMetrics {
  const named = Object.entries(functions);
  const definitions = operationsWith(options);
  const requests = [...new Set(Object.keys(functions).flatMap((operation) => definitions[operation as NotesOperation].requests))];
  const ofTable = (metricName: string): IMetric[] => requests.map((request) => table.metric(metricName, {
    ...MINUTELY,
    statistic: Stats.SUM,
    label: request,
    dimensionsMap: { TableName: table.tableName, Operation: request },
  }));
  return {
    requests: notes.metricRequests(MINUTELY),
    clientErrors: notes.metricClientErrors(MINUTELY),
    serverErrors: notes.metricServerErrors(MINUTELY),
    serverErrorRate: notes.metricServerErrors({ ...MINUTELY, statistic: Stats.AVERAGE }),
    latency: notes.metricLatency(P99),
    medianLatency: notes.metricLatency({ ...MINUTELY, statistic: Stats.percentile(50) }),
    functionErrors: named.map(([label, lambda]) => lambda.metricErrors({ ...MINUTELY, label })),
    functionThrottles: named.map(([label, lambda]) => lambda.metricThrottles({ ...MINUTELY, label })),
    functionDurations: named.map(([label, lambda]) => lambda.metricDuration({ ...P99, label })),
    tableThrottles: ofTable('ThrottledRequests'),
    tableSystemErrors: ofTable('SystemErrors'),
    consumedCapacity: [table.metricConsumedReadCapacityUnits(MINUTELY), table.metricConsumedWriteCapacityUnits(MINUTELY)],
  };
}

/**
 * The sum of metrics, with zero for missing data: some only have data when something fails, and alarms on DynamoDB metrics keep their
 * state on missing data, whatever `treatMissingData` says.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function sum(metrics: IMetric[], label: string): MathExpression {
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
  const filled = Object.keys(usingMetrics).map((id) => `FILL(${id}, 0)`);
  return new MathExpression({ expression: `SUM([${filled.join(', ')}])`, usingMetrics, label, ...MINUTELY });
}
