import { Duration, Stack, Token } from 'aws-cdk-lib';
import { Alarm, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { ITopic } from 'aws-cdk-lib/aws-sns';
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

/** How many actions CloudWatch lets an alarm have. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const MAX_TOPICS = 5;

/** Alarms and a dashboard; neither when nobody asks for them. */
export function notesMonitoring(scope: Construct, measured: Measured, options?: NotesMonitoringOptions): NotesMonitoring {
  if (options === undefined) {
    return { alarms: {} };
  }
  const { dashboard, ...watched } = checkedOptions(Stack.of(scope).region, options);
  const monitoring = new Construct(scope, 'Monitoring');
  const metrics = notesMetrics(measured);
  const alarms = notesAlarms(monitoring, { ...watched, metrics });
  return { alarms, dashboard: dashboard ? notesDashboard(monitoring, metrics, Object.values(alarms)) : undefined };
}

function checkedOptions(region: string, options: NotesMonitoringOptions) {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new Error(`"monitoring" is ${shown(options)}: leave it out for none, or use an object such as {"topics": [topic]}, or {} for alarms that tell nobody`);
  }
  const { topics = [], dashboard = true, serverErrorPercentage = 1, latency = Duration.seconds(1) } = options;
  if (typeof dashboard !== 'boolean') {
    throw new Error(`"monitoring.dashboard" is ${shown(dashboard)}: leave it out, or use true or false`);
  }
  if (!(Number.isFinite(serverErrorPercentage) && serverErrorPercentage >= 0 && serverErrorPercentage < 100)) {
    throw new Error(`"monitoring.serverErrorPercentage" is ${shown(serverErrorPercentage)}: use a number from 0 to below 100 that is known at synthesis`);
  }
  const latencyMillis = knownMilliseconds('monitoring.latency', latency, 1000);
  if (latencyMillis <= 0) {
    throw new Error('"monitoring.latency" is 0 ms, which every request takes longer than: use a Duration such as Duration.millis(1000)');
  }
  return { topics: checkedTopics(region, topics), dashboard, serverErrorPercentage, latencyMillis };
}

function checkedTopics(region: string, topics: ITopic[]): ITopic[] {
  const remedy = 'list topics of SNS, such as a Topic or what Topic.fromTopicArn(…) returns';
  if (!Array.isArray(topics)) {
    throw new Error(`"monitoring.topics" is ${shown(topics)}: ${remedy}`);
  }
  if (topics.length > MAX_TOPICS) {
    throw new Error(`"monitoring.topics" has ${topics.length} topics, and an alarm tells ${MAX_TOPICS} at most: subscribe more to one of them`);
  }
  for (const topic of topics) {
    if (typeof topic?.topicArn !== 'string') {
      throw new Error(`"monitoring.topics" has ${shown(topic)}, which is no topic: ${remedy}`);
    }
    const theirs = topic.env.region;
    if (!Token.isUnresolved(theirs) && !Token.isUnresolved(region) && theirs !== region) {
      throw new Error(`"monitoring.topics" has a topic of ${theirs}, and alarms only tell those of their own region: use one of ${region}`);
    }
  }
  return topics;
}
