import { Duration } from 'aws-cdk-lib';
import { ITopic } from 'aws-cdk-lib/aws-sns';

/** What is watched, and who is told. */
export interface NotesMonitoringOptions {
  /**
   * The topics that are told when an alarm goes off, and when it is over: up to five, of the region of the notes.
   *
   * The key of an encrypted topic has to let `cloudwatch.amazonaws.com` do `kms:Decrypt` and `kms:GenerateDataKey*`; a policy of the
   * topic's own has to let it publish.
   *
   * @default - none: alarms only change their state
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
   */
  readonly topics?: ITopic[];

  /**
   * Whether there is a dashboard, too.
   *
   * @default true
   */
  readonly dashboard?: boolean;

  /**
   * The percentage of requests answered with a 5xx status above which the alarm goes off, once it was exceeded in three of five minutes.
   *
   * @default 1
   */
  readonly serverErrorPercentage?: number;

  /**
   * How long the slowest hundredth of the requests may take before the alarm goes off: the 99th percentile of the latency,
   * in three of five minutes.
   *
   * @default Duration.seconds(1)
   */
  readonly latency?: Duration;
}
