import { App, Duration, Stack } from 'aws-cdk-lib';
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
