import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { INotesApi, NotesApi } from 'cdk-notes-api';

const imported = (): INotesApi => NotesApi.fromNotesApiAttributes(new Stack(new App(), 'Stack'), 'Notes', {
  restApiId: 'api123',
  restApiName: 'Shop-Notes',
  stageName: 'live',
  url: 'https://notes.example.com/',
});

test('an imported API is what its attributes say', () => {
  expect(imported()).toMatchObject({
    restApiId: 'api123', restApiName: 'Shop-Notes', stageName: 'live', url: 'https://notes.example.com/',
  });
});

test('the stage of an imported API is prod when it is left out', () => {
  const attributes = { restApiId: 'api123', restApiName: 'Shop-Notes', url: 'https://notes.example.com/' };
  expect(NotesApi.fromNotesApiAttributes(new Stack(new App(), 'Stack'), 'Notes', attributes).stageName).toBe('prod');
});

test('an imported API creates nothing', () => {
  expect(imported().node.children).toEqual([]);
});

test.each([
  ['metricRequests', 'Count', 'Sum'],
  ['metricClientErrors', '4XXError', 'Sum'],
  ['metricServerErrors', '5XXError', 'Sum'],
  ['metricLatency', 'Latency', 'Average'],
  ['metricIntegrationLatency', 'IntegrationLatency', 'Average'],
] as const)('%s is the metric %s of the API and its stage', (method, metricName, statistic) => {
  expect(imported()[method]()).toMatchObject({
    namespace: 'AWS/ApiGateway',
    metricName,
    statistic,
    period: Duration.minutes(5),
    dimensions: { ApiName: 'Shop-Notes', Stage: 'live' },
  });
});

test('the options of a metric win over its defaults', () => {
  expect(imported().metricLatency({ statistic: 'p99', period: Duration.minutes(1) })).toMatchObject({
    statistic: 'p99', period: Duration.minutes(1),
  });
});

test('an alarm on a created API names no account and no region: its metric is next to it', () => {
  const stack = new Stack(new App(), 'Stack');
  new NotesApi(stack, 'Notes').metricServerErrors().createAlarm(stack, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: '5XXError', Metrics: Match.absent() });
});

test('a metric of an API of another account and region is theirs', () => {
  const attributes = {
    restApiId: 'api123',
    restApiName: 'notes',
    url: 'https://example.com/',
    account: '123456789012',
    region: 'eu-west-1',
  };
  const notes = NotesApi.fromNotesApiAttributes(new Stack(new App(), 'Stack'), 'Notes', attributes);
  expect(notes.metricRequests()).toMatchObject({ account: '123456789012', region: 'eu-west-1' });
});
