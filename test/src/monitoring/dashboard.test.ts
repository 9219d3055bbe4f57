import { Template } from 'aws-cdk-lib/assertions';
import { ALARMS } from './alarms';
import { dashboardBody } from './dashboard-body';
import { HANDLERS, REQUESTS } from '../../operations';
import { synth } from '../synth';

const widgets = (
  template: Template,
): { type: string; properties: { title: string; region: string; metrics?: unknown[][]; alarms?: string[] } }[] =>
  JSON.parse(dashboardBody(template)).widgets;

describe('with monitoring', () => {
  const { template } = synth({ monitoring: {} });

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
});

test('a dashboard can be left out', () => {
  const { notes, template } = synth({ monitoring: { dashboard: false } });
  template.resourceCountIs('AWS::CloudWatch::Dashboard', 0);
  expect(notes.dashboard).toBeUndefined();
  expect(Object.keys(notes.alarms)).toEqual(ALARMS);
});
