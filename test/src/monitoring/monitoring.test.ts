import { App, Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Deployment, RestApi, Stage } from 'aws-cdk-lib/aws-apigateway';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { ITopic, Topic, TopicProps } from 'aws-cdk-lib/aws-sns';
import flags from 'aws-cdk-lib/recommended-feature-flags.json';
import { OPERATIONS } from '../../../src/contract/operations';
import { HANDLERS } from '../../operations';
import { synth } from '../synth';
import { NotesApi, NotesApiProps, NotesMonitoringOptions, NotesOperation } from 'cdk-notes-api';

const ALARMS = ['ServerErrors', 'Latency', 'FunctionErrors', 'FunctionThrottles', 'TableThrottles', 'TableSystemErrors'];
const REQUESTS = [...new Set(Object.values(OPERATIONS).flatMap(({ requests }) => requests))];
const ARN = 'arn:aws:sns:eu-west-1:123456789012:alarms';

interface Metric {
  readonly MetricName: string;
  readonly Namespace: string;
  readonly Dimensions: { readonly Name: string; readonly Value: unknown }[];
}

interface MetricStat {
  readonly Metric: Metric;
  readonly Period: number;
  readonly Stat: string;
}

interface Alarm extends Metric {
  readonly [property: string]: unknown;
  readonly Metrics?: { readonly Id: string; readonly Expression?: string; readonly MetricStat?: MetricStat }[];
}

/** The alarms of a template by their names. */
function alarms(template: Template): Record<string, Alarm> {
  return Object.fromEntries(Object.entries(template.findResources('AWS::CloudWatch::Alarm')).map(([id, { Properties }]) =>
    [id.replace(/^.*Monitoring(\w+)\w{8}$/, '$1'), Properties]));
}

const monitored = (monitoring: NotesMonitoringOptions = {}, props: NotesApiProps = {}) => alarms(synth({ ...props, monitoring }).template);

/** The value of each dimension. */
const dimensions = ({ Dimensions }: Metric) => Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));

/** The metrics that an expression sums up. */
const summands = ({ Metrics = [] }: Alarm): MetricStat[] => Metrics.flatMap(({ MetricStat }) => MetricStat ?? []);

const kinds = (summed: MetricStat[]) => summed.map(({ Metric, Period, Stat }) => [Metric.Namespace, Metric.MetricName, Period, Stat]);

/** The body of the dashboard, with its references resolved to their JSON. */
function dashboardBody(template: Template): string {
  const [{ Properties }] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
  const [separator, parts]: [string, unknown[]] = Properties.DashboardBody['Fn::Join'];
  return parts.map((part) => typeof part === 'string' ? part : Object.values(part as object).flat().join('.')).join(separator);
}

const widgets = (
  template: Template,
): { type: string; properties: { title: string; region: string; metrics?: unknown[][]; alarms?: string[] } }[] =>
  JSON.parse(dashboardBody(template)).widgets;

test('without monitoring there is no alarm and no dashboard', () => {
  const { notes, template } = synth();
  template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
  template.resourceCountIs('AWS::CloudWatch::Dashboard', 0);
  expect(notes.alarms).toEqual({});
  expect(notes.dashboard).toBeUndefined();
});

describe('with monitoring', () => {
  const { stack, notes, template } = synth({ monitoring: {} });
  const all = alarms(template);

  test('there is an alarm of each name, and a dashboard', () => {
    expect(Object.keys(notes.alarms)).toEqual(ALARMS);
    expect(Object.keys(all)).toEqual(ALARMS);
    expect(notes.dashboard).toBeDefined();
  });

  test('each says what is wrong, and nothing is wrong with nobody calling', () => {
    for (const { AlarmDescription, TreatMissingData, ComparisonOperator, EvaluationPeriods } of Object.values(all)) {
      expect(AlarmDescription).toMatch(/^[A-Z].*\.$/);
      expect([TreatMissingData, ComparisonOperator, EvaluationPeriods]).toEqual(['notBreaching', 'GreaterThanThreshold', 5]);
    }
  });

  test('nobody is told', () => {
    for (const { AlarmActions, OKActions, InsufficientDataActions } of Object.values(all)) {
      expect([AlarmActions, OKActions, InsufficientDataActions]).toEqual([undefined, undefined, undefined]);
    }
  });

  test('more than one of a hundred requests with a 5xx status, in three of five minutes, are too many', () => {
    expect(all.ServerErrors).toMatchObject({
      Namespace: 'AWS/ApiGateway', MetricName: '5XXError', Statistic: 'Average', Period: 60, Threshold: 0.01, DatapointsToAlarm: 3,
    });
    expect(dimensions(all.ServerErrors)).toEqual({ ApiName: notes.restApiName, Stage: stack.resolve(notes.stageName) });
  });

  test('a p99 latency above a second, in three of five minutes, is too long', () => {
    expect(all.Latency).toMatchObject({
      Namespace: 'AWS/ApiGateway', MetricName: 'Latency', ExtendedStatistic: 'p99', Period: 60, Threshold: 1000, DatapointsToAlarm: 3,
    });
    expect(dimensions(all.Latency)).toEqual(dimensions(all.ServerErrors));
  });

  test('few requests have a p99 as well: an alarm that ignores them never goes off in a quiet API', () => {
    expect(all.Latency).not.toHaveProperty('EvaluateLowSampleCountPercentile');
  });

  test.each([
    ['FunctionErrors', 'Errors'],
    ['FunctionThrottles', 'Throttles'],
  ])('%s adds up the metric %s of every function, of which one in a minute is too many', (name, metricName) => {
    expect(all[name]).toMatchObject({ Threshold: 0, DatapointsToAlarm: 1 });
    const metrics = summands(all[name]);
    expect(kinds(metrics)).toEqual(Array(HANDLERS.length).fill(['AWS/Lambda', metricName, 60, 'Sum']));
    const names = Object.values(notes.functions).map(({ functionName }) => functionName);
    expect(metrics.map(({ Metric }) => dimensions(Metric))).toEqual(stack.resolve(names.map((FunctionName) => ({ FunctionName }))));
  });

  test.each([
    ['TableThrottles', 'ThrottledRequests'],
    ['TableSystemErrors', 'SystemErrors'],
  ])('%s adds up the metric %s of every kind of request, in three of five minutes, as requests are tried again', (name, metricName) => {
    expect(all[name]).toMatchObject({ Threshold: 0, DatapointsToAlarm: 3 });
    const metrics = summands(all[name]);
    expect(kinds(metrics)).toEqual(Array(REQUESTS.length).fill(['AWS/DynamoDB', metricName, 60, 'Sum']));
    const TableName = stack.resolve(notes.table.tableName);
    expect(metrics.map(({ Metric }) => dimensions(Metric))).toEqual(
      REQUESTS.map((Operation) => ({ Operation, TableName })));
  });

  test('what is missing counts as none in a sum, of at most the ten metrics that an alarm can have', () => {
    for (const { Metrics = [] } of Object.values(all)) {
      const ids = Metrics.flatMap(({ Id, MetricStat }) => MetricStat ? [Id] : []);
      expect(ids.length).toBeLessThanOrEqual(10);
      expect(Metrics.flatMap(({ Expression }) => Expression ?? [])).toEqual(
        ids.length > 0 ? [`SUM([${ids.map((id) => `FILL(${id}, 0)`).join(', ')}])`] : [],
      );
    }
  });

  test('neither alarms nor dashboard have a physical name', () => {
    for (const properties of Object.values(all)) {
      expect(properties).not.toHaveProperty('AlarmName');
    }
    template.hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardName: Match.absent() });
  });

  test('the dashboard shows the alarms and every metric, where it is deployed', () => {
    const [status, ...graphs] = widgets(template);
    expect(status.type).toBe('alarm');
    expect(status.properties.alarms).toHaveLength(ALARMS.length);
    expect(graphs.map(({ properties }) => properties.region)).toEqual(graphs.map(() => 'AWS::Region'));
    const shown = graphs.flatMap(({ properties }) => properties.metrics!.map(([namespace, name]) => `${namespace} ${name}`));
    expect([...new Set(shown)].sort()).toEqual([
      'AWS/ApiGateway 4XXError',
      'AWS/ApiGateway 5XXError',
      'AWS/ApiGateway Count',
      'AWS/ApiGateway Latency',
      'AWS/DynamoDB ConsumedReadCapacityUnits',
      'AWS/DynamoDB ConsumedWriteCapacityUnits',
      'AWS/DynamoDB SystemErrors',
      'AWS/DynamoDB ThrottledRequests',
      'AWS/Lambda Duration',
      'AWS/Lambda Errors',
      'AWS/Lambda Throttles',
    ]);
    expect(shown).toHaveLength(3 + 2 + 3 * HANDLERS.length + 2 + 2 * REQUESTS.length);
  });

  test('the template is the same with all recommended feature flags on', () => {
    expect(synth({ monitoring: {} }, { context: flags }).template.toJSON()).toEqual(template.toJSON());
  });
});

test('a dashboard can be left out', () => {
  const { notes, template } = synth({ monitoring: { dashboard: false } });
  template.resourceCountIs('AWS::CloudWatch::Dashboard', 0);
  expect(notes.dashboard).toBeUndefined();
  expect(Object.keys(notes.alarms)).toEqual(ALARMS);
});

test('thresholds are what is asked for, and told', () => {
  const { ServerErrors, Latency } = monitored({ serverErrorPercentage: 2.5, latency: Duration.millis(300) });
  expect(ServerErrors).toMatchObject({ Threshold: 0.025, AlarmDescription: expect.stringContaining('2.5 %') });
  expect(Latency).toMatchObject({ Threshold: 300, AlarmDescription: expect.stringContaining('300 ms') });
});

test('not one request with a 5xx status can be too many, and a latency need not be whole milliseconds', () => {
  const { ServerErrors, Latency } = monitored({ serverErrorPercentage: 0, latency: Duration.seconds(0.2505) });
  expect([ServerErrors.Threshold, Latency.Threshold]).toEqual([0, 250.5]);
});

test('every topic is told when an alarm goes off and when it is over: of the stack, of another and imported', () => {
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

test('only what the offered operations do is watched', () => {
  const { FunctionErrors, TableThrottles } = monitored({}, { operations: [NotesOperation.GET, NotesOperation.LIST] });
  expect(summands(FunctionErrors)).toHaveLength(2);
  expect(summands(TableThrottles).map(({ Metric }) => dimensions(Metric).Operation)).toEqual(['GetItem', 'Query']);
});

test('the table that is watched is the one given', () => {
  const stack = new Stack(new App(), 'Stack');
  new NotesApi(stack, 'Notes', { monitoring: {}, table: Table.fromTableName(stack, 'Theirs', 'tutorial-notes') });
  const template = Template.fromStack(stack);
  const { TableThrottles, TableSystemErrors } = alarms(template);
  for (const { Metric } of [TableThrottles, TableSystemErrors].flatMap(summands)) {
    expect(dimensions(Metric).TableName).toBe('tutorial-notes');
  }
  expect(dashboardBody(template)).toContain('"ConsumedReadCapacityUnits","TableName","tutorial-notes"');
});

test('two notes APIs of a stack are watched apart', () => {
  const stack = new Stack(new App(), 'Stack');
  const [team, own] = ['Team', 'Private'].map((id) => new NotesApi(stack, id, { monitoring: {} }));
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::CloudWatch::Alarm', 2 * ALARMS.length);
  template.resourceCountIs('AWS::CloudWatch::Dashboard', 2);
  for (const name of ALARMS) {
    expect(stack.resolve(team.alarms[name].alarmArn)).not.toEqual(stack.resolve(own.alarms[name].alarmArn));
  }
});

describe('on an API that the notes are mounted on', () => {
  const imported = () => {
    const stack = new Stack(new App(), 'Stack');
    const api = RestApi.fromRestApiAttributes(stack, 'Shop', { restApiId: 'a1b2c3d4e5', rootResourceId: 'root', restApiName: 'shop' });
    return { stack, api, notes: () => new NotesApi(stack, 'Notes', { mountOn: api.root, monitoring: {} }) };
  };

  test('the alarms are about that API and its stage', () => {
    const { stack, api, notes } = imported();
    const deployment = new Deployment(stack, 'Deployment', { api });
    api.deploymentStage = new Stage(stack, 'Stage', { deployment, stageName: 'live' });
    notes().addToDeployment(deployment);
    const { ServerErrors } = alarms(Template.fromStack(stack));
    expect(dimensions(ServerErrors)).toEqual({ ApiName: 'shop', Stage: stack.resolve(api.deploymentStage.stageName) });
  });

  test('the name of an imported API is asked for, without which there are no metrics', () => {
    const stack = new Stack(new App(), 'Stack');
    const api = RestApi.fromRestApiAttributes(stack, 'Shop', { restApiId: 'a1b2c3d4e5', rootResourceId: 'root' });
    api.deploymentStage = new Stage(stack, 'Stage', { deployment: new Deployment(stack, 'Deployment', { api }), stageName: 'live' });
    expect(() => new NotesApi(stack, 'Notes', { mountOn: api.root, monitoring: {} })).toThrow(
      '"monitoring" requires the name of the API of "mountOn", because metrics are identified by that name: import the API with RestApi.fromRestApiAttributes and "restApiName", and use a construct id other than that name',
    );
  });

  test('an API of the app has a name, though it be its construct id', () => {
    const stack = new Stack(new App(), 'Stack');
    const api = new RestApi(stack, 'Shop', { cloudWatchRole: false });
    expect(() => new NotesApi(stack, 'Notes', { mountOn: api.root.addResource('v1'), monitoring: {} })).not.toThrow();
  });

  test('a stage that is not known is asked for', () => {
    expect(imported().notes).toThrow(
      '"monitoring" requires a stage, and the API of "mountOn" has no known stage: set "deploymentStage" of that API, or leave "monitoring" out',
    );
  });
});

const topic = () => new Topic(new Stack(new App(), 'Other'), 'Topic');

test.each<[string, unknown, string]>([
  ['a flag', true, '"monitoring" is true: use an object such as {"topics": [topic]}, or {} for alarms without notifications'],
  ['nothing', null, '"monitoring" is null: use an object'],
  ['a list of topics', [topic()], '"monitoring" is ["Other/Topic"]: use an object'],
  ['a topic that is not in a list', { topics: topic() }, '"monitoring.topics" is "Other/Topic": list SNS topics'],
  ['the ARN of a topic', { topics: [ARN] }, `"monitoring.topics" has "${ARN}", which is not an SNS topic: list SNS topics`],
  ['nothing for a topic', { topics: [undefined] }, '"monitoring.topics" has undefined, which is not an SNS topic'],
  [
    'more topics than an alarm can tell',
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

describe('a topic that no alarm can tell', () => {
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

  test('is none of those whose names are known', () => {
    expect(ofOther(undefined, { topicName: 'alarms' })).not.toThrow();
    expect(ofOther({ ...ENV, account: '444455556666' }, { topicName: 'alarms' })).not.toThrow();
  });
});
