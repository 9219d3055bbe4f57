import { Duration } from 'aws-cdk-lib';
import { ITopic } from 'aws-cdk-lib/aws-sns';

/** Options of the alarms and the dashboard. A change updates them in place. */
export interface NotesMonitoringOptions {
  /**
   * The SNS topics that are notified when an alarm goes off, and when it returns to OK: at most five, in the region of the notes.
   *
   * The key policy of an encrypted topic must allow `cloudwatch.amazonaws.com` the actions `kms:Decrypt` and `kms:GenerateDataKey*`. If the
   * topic has its own policy, it must allow `cloudwatch.amazonaws.com` to publish.
   *
   * @default - none: alarms only change their state
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
   */
  readonly topics?: ITopic[];

  /**
   * Whether to create a dashboard. If it is turned off later, the dashboard is deleted.
   *
   * @default true
   */
  readonly dashboard?: boolean;

  /**
   * The threshold of the alarm `ServerErrors`: the percentage of requests with a 5xx status, at least 0 and less than 100.
   * The alarm goes off when three of five minutes exceed it.
   *
   * @default 1
   */
  readonly serverErrorPercentage?: number;

  /**
   * The threshold of the alarm `Latency`: the 99th percentile of the latency, above zero.
   * The alarm goes off when three of five minutes exceed it.
   *
   * @default Duration.seconds(1)
   */
  readonly latency?: Duration;
}
