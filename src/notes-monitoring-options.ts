import { Duration } from 'aws-cdk-lib';
import { ITopic } from 'aws-cdk-lib/aws-sns';

/** What is watched, and who is told. */
export interface NotesMonitoringOptions {
  /**
   * The topics that are told when an alarm goes off, and when it is over. CloudWatch must be let publish to an encrypted topic by its key's policy.
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
   * The percentage of requests answered with a 5xx status above which the alarm goes off.
   *
   * @default 1
   */
  readonly serverErrorPercentage?: number;

  /**
   * How long the slowest hundredth of the requests may take before the alarm goes off: the 99th percentile of the latency.
   *
   * @default Duration.seconds(1)
   */
  readonly latency?: Duration;
}
