import { App, Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { synth } from '../synth';
import { NotesMonitoringOptions } from 'cdk-notes-api';

const ARN = 'arn:aws:sns:eu-west-1:123456789012:alarms';

const topic = () => new Topic(new Stack(new App(), 'Other'), 'Topic');

test.each<[string, unknown, string]>([
  ['a flag', true, '"monitoring" is true: use an object such as {"topics": [topic]}, or {} for alarms without notifications'],
  ['nothing', null, '"monitoring" is null: use an object'],
  ['a list of topics', [topic()], '"monitoring" is ["Other/Topic"]: use an object'],
  ['a topic that is not in a list', { topics: topic() }, '"monitoring.topics" is "Other/Topic": list SNS topics'],
  ['the ARN of a topic', { topics: [ARN] }, `"monitoring.topics" has "${ARN}", which is not an SNS topic: list SNS topics`],
  ['nothing for a topic', { topics: [undefined] }, '"monitoring.topics" has undefined, which is not an SNS topic'],
  [
    'more topics than an alarm can notify',
    { topics: Array.from({ length: 6 }, () => topic()) },
    '"monitoring.topics" has 6 topics, and an alarm takes at most 5 actions',
  ],
  ['a negative percentage', { serverErrorPercentage: -1 }, '"monitoring.serverErrorPercentage" is -1: use a number that is known at synthesis, at least 0 and less than 100'],
  [
    'a percentage that is never exceeded',
    { serverErrorPercentage: 100 },
    '"monitoring.serverErrorPercentage" is 100: use a number that is known at synthesis, at least 0 and less than 100',
  ],
  ['no number for a percentage', { serverErrorPercentage: NaN }, '"monitoring.serverErrorPercentage" is NaN: use a number'],
  ['text for a percentage', { serverErrorPercentage: '5' }, '"monitoring.serverErrorPercentage" is "5": use a number'],
  [
    'a percentage that only deployment knows',
    { serverErrorPercentage: Token.asNumber({ Ref: 'Parameter' }) },
    'that is known at synthesis',
  ],
  ['no latency', { latency: Duration.millis(0) }, '"monitoring.latency" is 0 ms, which every request exceeds: use a Duration'],
  [
    'a number for a latency',
    { latency: 500 },
    '"monitoring.latency" is 500: use a Duration such as Duration.millis(1000)',
  ],
  [
    'a latency that only deployment knows',
    { latency: Duration.millis(Lazy.number({ produce: () => 500 })) },
    '"monitoring.latency" is only known at deployment',
  ],
])('%s is refused with the prop, its value and what to do', (_, monitoring, message) => {
  expect(() => synth({ monitoring: monitoring as NotesMonitoringOptions })).toThrow(message);
});
