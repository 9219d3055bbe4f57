import { Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import flags from 'aws-cdk-lib/recommended-feature-flags.json';
import { alarms, ALARMS, dimensions, monitored, summands } from './alarms';
import { HANDLERS, REQUESTS } from '../../operations';
import { synth } from '../synth';

const kinds = (summed: ReturnType<typeof summands>) =>
  summed.map(({ Metric, Period, Stat }) => [Metric.Namespace, Metric.MetricName, Period, Stat]);

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

  test('no alarm has an action by default', () => {
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

  test('the alarm of the latency also evaluates minutes with few requests', () => {
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

  test('the template is the same with all recommended feature flags on', () => {
    expect(synth({ monitoring: {} }, { context: flags }).template.toJSON()).toEqual(template.toJSON());
  });
});
test('the alarms have the thresholds of the options, also in their descriptions', () => {
  const { ServerErrors, Latency } = monitored({ serverErrorPercentage: 2.5, latency: Duration.millis(300) });
  expect(ServerErrors).toMatchObject({ Threshold: 0.025, AlarmDescription: expect.stringContaining('2.5 %') });
  expect(Latency).toMatchObject({ Threshold: 300, AlarmDescription: expect.stringContaining('300 ms') });
});

test('the threshold of 5xx responses can be 0 %, and that of the latency can have a fraction of a millisecond', () => {
  const { ServerErrors, Latency } = monitored({ serverErrorPercentage: 0, latency: Duration.seconds(0.2505) });
  expect([ServerErrors.Threshold, Latency.Threshold]).toEqual([0, 250.5]);
});
