import { Alarm, ComparisonOperator, IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { NotesMetrics, sum } from './notes-metrics';

export interface NotesAlarmsProps {
  readonly metrics: NotesMetrics;
  readonly topics: ITopic[];
  readonly serverErrorPercentage: number;
  readonly latencyMillis: number;
}

interface Condition {
  /** Its construct id. */
  readonly name: string;
  readonly description: string;
  readonly metric: IMetric;
  /** The threshold. */
  readonly above: number;
  /** The number of minutes, of the last five, that must exceed it. */
  readonly minutes: number;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html */
function conditions({ metrics, serverErrorPercentage, latencyMillis }: NotesAlarmsProps): Condition[] {
  return [
    {
      name: 'ServerErrors',
      description: `More than ${serverErrorPercentage} % of the requests are answered with a 5xx status.`,
      metric: metrics.serverErrorRate,
      above: serverErrorPercentage / 100,
      minutes: 3,
    },
    {
      name: 'Latency',
      description: `One request in a hundred takes longer than ${latencyMillis} ms.`,
      // Low sample counts are evaluated too: otherwise an alarm on a p99 waits for a thousand requests.
      metric: metrics.latency,
      above: latencyMillis,
      minutes: 3,
    },
    {
      name: 'FunctionErrors',
      description: 'A function crashes or runs out of time.',
      metric: sum(metrics.functionErrors, 'Errors'),
      above: 0,
      minutes: 1,
    },
    {
      name: 'FunctionThrottles',
      description: 'Functions are throttled: the account or their reserved concurrency allows no more invocations at once.',
      metric: sum(metrics.functionThrottles, 'Throttles'),
      above: 0,
      minutes: 1,
    },
    {
      name: 'TableThrottles',
      description: 'DynamoDB throttles requests to the table or to the notes of one user.',
      metric: sum(metrics.tableThrottles, 'Throttled requests'),
      above: 0,
      minutes: 3,
    },
    {
      name: 'TableSystemErrors',
      description: 'DynamoDB answers requests with system errors.',
      metric: sum(metrics.tableSystemErrors, 'System errors'),
      above: 0,
      minutes: 3,
    },
  ];
}

/** The alarms by their names. */
export function notesAlarms(scope: Construct, props: NotesAlarmsProps): { [name: string]: Alarm } {
  const actions = props.topics.map((topic) => new SnsAction(topic));
  return Object.fromEntries(conditions(props).map(({ name, description, metric, above, minutes }) => {
    const alarm = new Alarm(scope, name, {
      alarmDescription: description,
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 5,
      datapointsToAlarm: minutes,
      // An API without requests is not a failure.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(...actions);
    alarm.addOkAction(...actions);
    return [name, alarm];
  }));
}
