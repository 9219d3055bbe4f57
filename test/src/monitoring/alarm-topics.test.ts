import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ITopic, Topic, TopicProps } from 'aws-cdk-lib/aws-sns';
import { alarms } from './alarms';
import { NotesApi } from 'cdk-notes-api';

const ARN = 'arn:aws:sns:eu-west-1:123456789012:alarms';

test('every topic is notified of ALARM and OK: one of the stack, one of another stack and an imported one', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const topics = [new Topic(stack, 'Own'), new Topic(new Stack(app, 'Other'), 'Theirs'), Topic.fromTopicArn(stack, 'Imported', ARN)];
  new NotesApi(stack, 'Notes', { monitoring: { topics } });
  const told = [{ Ref: expect.stringMatching(/^Own/) }, { 'Fn::ImportValue': expect.stringMatching(/^Other:.*Theirs/) }, ARN];
  for (const { AlarmActions, OKActions } of Object.values(alarms(Template.fromStack(stack)))) {
    expect([AlarmActions, OKActions]).toEqual([told, told]);
  }
});

test('an alarm takes further actions', () => {
  const stack = new Stack(new App(), 'Stack');
  const notes = new NotesApi(stack, 'Notes', { monitoring: {} });
  notes.alarms.ServerErrors.addAlarmAction(new SnsAction(Topic.fromTopicArn(stack, 'Pager', ARN)));
  const { ServerErrors, Latency } = alarms(Template.fromStack(stack));
  expect([ServerErrors.AlarmActions, Latency.AlarmActions]).toEqual([[ARN], undefined]);
});

describe('a topic', () => {
  const ENV = { account: '123456789012', region: 'eu-central-1' };
  const telling = (topicOf: (stack: Stack) => ITopic) => () => {
    const stack = new Stack(new App(), 'Stack', { env: ENV });
    new NotesApi(stack, 'Notes', { monitoring: { topics: [topicOf(stack)] } });
    Template.fromStack(stack);
  };
  const ofOther = (env?: object, props?: TopicProps) =>
    telling((stack) => new Topic(new Stack(stack.node.root, 'Other', { env }), 'Topic', props));
  const incomparable =
    '"monitoring.topics" has a topic in the stack "Other", and only one of the two stacks has a known account or region: give both stacks an "env"';

  test.each<[string, () => void, string]>([
    [
      'of another region',
      ofOther({ region: 'eu-west-1' }),
      '"monitoring.topics" has a topic in the region eu-west-1, and the notes API is in eu-central-1: use topics in the region of the notes API',
    ],
    [
      'that is imported from another region',
      telling((stack) => Topic.fromTopicArn(stack, 'Topic', ARN)),
      '"monitoring.topics" has a topic in the region eu-west-1',
    ],
    ['of a stack without a region', ofOther(), incomparable],
    ['of a stack without an account', ofOther({ region: 'eu-central-1' }), incomparable],
    ['of another account, without a name', ofOther({ ...ENV, account: '444455556666' }),
      '"monitoring.topics" has a topic in the stack "Other" of another account: give it a physical name there'],
  ])('%s is refused with the prop and what to do', (_, attempt, message) => {
    expect(attempt).toThrow(message);
  });

  test('with a physical name is accepted, also in another stack or account', () => {
    expect(ofOther(undefined, { topicName: 'alarms' })).not.toThrow();
    expect(ofOther({ ...ENV, account: '444455556666' }, { topicName: 'alarms' })).not.toThrow();
  });
});
