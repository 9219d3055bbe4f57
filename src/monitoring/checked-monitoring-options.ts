import { Duration, Resource } from 'aws-cdk-lib';
import { RestApiBase } from 'aws-cdk-lib/aws-apigateway';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { NotesMonitoringOptions } from './notes-monitoring-options';
import { checkNames } from '../cdk/checked-names';
import { checkedObject, knownMilliseconds, shown } from '../cdk/checked-values';
import { checkSameEnvironment, checkReference } from '../cdk/same-environment';

/** The monitoring options with their defaults. */
export interface CheckedMonitoringOptions {
  readonly topics: ITopic[];
  readonly dashboard: boolean;
  readonly serverErrorPercentage: number;
  readonly latencyMillis: number;
}

/**
 * The maximum number of actions of an alarm. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
const MAX_TOPICS = 5;

/** @returns undefined without monitoring */
export function checkedMonitoringOptions(scope: Construct, options?: NotesMonitoringOptions): CheckedMonitoringOptions | undefined {
  if (options === undefined) {
    return undefined;
  }
  checkedObject('monitoring', options, '{"topics": [topic]}, or {} for alarms without notifications');
  checkNames<NotesMonitoringOptions>('monitoring.', options, { dashboard: true, latency: true, serverErrorPercentage: true, topics: true });
  const { topics = [], dashboard = true, serverErrorPercentage = 1, latency = Duration.seconds(1) } = options;
  if (typeof dashboard !== 'boolean') {
    throw new Error(`"monitoring.dashboard" is ${shown(dashboard)}: leave it out, or use true or false`);
  }
  if (!(Number.isFinite(serverErrorPercentage) && serverErrorPercentage >= 0 && serverErrorPercentage < 100)) {
    throw new Error(
      `"monitoring.serverErrorPercentage" is ${shown(serverErrorPercentage)}: use a number that is known at synthesis, at least 0 and less than 100`,
    );
  }
  const latencyMillis = knownMilliseconds('monitoring.latency', latency, 1000);
  if (latencyMillis <= 0) {
    throw new Error('"monitoring.latency" is 0 ms, which every request exceeds: use a Duration such as Duration.millis(1000)');
  }
  return { topics: checkedTopics(scope, topics), dashboard, serverErrorPercentage, latencyMillis };
}

/** Checks that the API has the name and the stage that identify its metrics. */
export function checkMeasurable(api: RestApiBase): void {
  // The CDK names an imported API without a name by its construct id, which API Gateway does not know.
  if (!Resource.isOwnedResource(api) && api.restApiName === api.node.id) {
    throw new Error('"monitoring" requires the name of the API of "mountOn", because metrics are identified by that name: '
      + 'import the API with RestApi.fromRestApiAttributes and "restApiName", and use a construct id other than that name');
  }
  if (!api.deploymentStage) {
    throw new Error(
      '"monitoring" requires a stage, and the API of "mountOn" has no known stage: set "deploymentStage" of that API, or leave "monitoring" out',
    );
  }
}

function checkedTopics(scope: Construct, topics: ITopic[]): ITopic[] {
  const remedy = 'list SNS topics, such as a Topic or the result of Topic.fromTopicArn(…)';
  if (!Array.isArray(topics)) {
    throw new Error(`"monitoring.topics" is ${shown(topics)}: ${remedy}`);
  }
  if (topics.length > MAX_TOPICS) {
    throw new Error(
      `"monitoring.topics" has ${topics.length} topics, and an alarm takes at most ${MAX_TOPICS} actions: subscribe further receivers to one of them`,
    );
  }
  for (const topic of topics) {
    if (typeof topic?.topicArn !== 'string') {
      throw new Error(`"monitoring.topics" has ${shown(topic)}, which is not an SNS topic: ${remedy}`);
    }
    // Its account is not checked: the policy of a topic can let CloudWatch of another account publish.
    checkSameEnvironment('"monitoring.topics" has a topic', { region: topic.env.region }, scope, 'use topics in the region of the notes API, because alarms cannot notify others');
    checkReference('"monitoring.topics" has a topic', topic, topic.topicArn, scope);
  }
  return topics;
}
