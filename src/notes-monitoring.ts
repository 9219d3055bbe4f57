import { Duration } from 'aws-cdk-lib';
import { Alarm, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { knownMilliseconds, shown } from './checked-values';
import { notesAlarms } from './notes-alarms';
import { notesDashboard } from './notes-dashboard';
import { Measured, notesMetrics } from './notes-metrics';
import { NotesMonitoringOptions } from './notes-monitoring-options';

export interface NotesMonitoring {
  readonly alarms: { [name: string]: Alarm };
  readonly dashboard?: Dashboard;
}

/** Alarms and a dashboard; neither when nobody asks for them. */
export function notesMonitoring(scope: Construct, measured: Measured, options?: NotesMonitoringOptions): NotesMonitoring {
  if (options === undefined) {
    return { alarms: {} };
  }
  const { dashboard = true, ...watched } = checkedOptions(options);
  const monitoring = new Construct(scope, 'Monitoring');
  const metrics = notesMetrics(measured);
  const alarms = notesAlarms(monitoring, { ...watched, metrics });
  return { alarms, dashboard: dashboard ? notesDashboard(monitoring, metrics, Object.values(alarms)) : undefined };
}

function checkedOptions(options: NotesMonitoringOptions) {
  if (typeof options !== 'object' || options === null) {
    throw new Error(`"monitoring" is ${shown(options)}: use an object such as {"topics": [topic]}, or {} for alarms that tell nobody`);
  }
  const { topics = [], serverErrorPercentage = 1, latency = Duration.seconds(1), dashboard } = options;
  const remedy = 'list topics of SNS, such as a Topic or what Topic.fromTopicArn(…) returns';
  if (!Array.isArray(topics)) {
    throw new Error(`"monitoring.topics" is ${shown(topics)}: ${remedy}`);
  }
  for (const topic of topics) {
    if (typeof topic?.topicArn !== 'string') {
      throw new Error(`"monitoring.topics" has ${shown(topic)}, which is no topic: ${remedy}`);
    }
  }
  if (!(serverErrorPercentage >= 0 && serverErrorPercentage < 100)) {
    throw new Error(`"monitoring.serverErrorPercentage" is ${shown(serverErrorPercentage)}: use a number from 0 to below 100`);
  }
  if (knownMilliseconds('monitoring.latency', latency, 1000) <= 0) {
    throw new Error('"monitoring.latency" is 0 ms, which every request takes longer than: use a Duration such as Duration.seconds(1)');
  }
  return { topics, serverErrorPercentage, latency, dashboard };
}
