import { Alarm, AlarmStatusWidget, Dashboard, GraphWidget, IMetric, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { NotesMetrics } from './notes-metrics';

/** The alarms, and below them a row each for the API, the functions and the table. */
export function notesDashboard(scope: Construct, metrics: NotesMetrics, alarms: Alarm[]): Dashboard {
  return new Dashboard(scope, 'Dashboard', {
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms, width: 24 })],
      [
        graph('Requests', [metrics.requests, metrics.clientErrors, metrics.serverErrors]),
        graph('Latency', [metrics.medianLatency, metrics.latency]),
        graph('Functions: duration (p99)', metrics.functionDurations),
      ],
      [
        graph('Functions: errors', metrics.functionErrors),
        graph('Functions: throttles', metrics.functionThrottles),
        graph('Table: consumed capacity', metrics.consumedCapacity),
      ],
      [
        graph('Table: throttled requests', metrics.tableThrottles),
        graph('Table: system errors', metrics.tableSystemErrors),
      ],
    ],
  });
}

const graph = (title: string, left: IMetric[]): IWidget => new GraphWidget({ title, left, width: 8 });
