import { RestApiBase } from 'aws-cdk-lib/aws-apigateway';
import { Alarm, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { CheckedMonitoringOptions, checkMeasurable } from './checked-monitoring-options';
import { notesAlarms } from './notes-alarms';
import { notesDashboard } from './notes-dashboard';
import { Measured, notesMetrics } from './notes-metrics';

export interface NotesMonitoring {
  readonly alarms: { [name: string]: Alarm };
  readonly dashboard?: Dashboard;
}

/** A notes API, and the REST API whose name and stage identify its metrics. */
export interface Monitored extends Measured {
  readonly api: RestApiBase;
}

/** The alarms and the dashboard; neither without options. */
export function notesMonitoring(scope: Construct, { api, ...measured }: Monitored, options?: CheckedMonitoringOptions): NotesMonitoring {
  if (options === undefined) {
    return { alarms: {} };
  }
  checkMeasurable(api);
  const { dashboard, ...watched } = options;
  const monitoring = new Construct(scope, 'Monitoring');
  const metrics = notesMetrics(measured);
  const alarms = notesAlarms(monitoring, { ...watched, metrics });
  return { alarms, dashboard: dashboard ? notesDashboard(monitoring, metrics, Object.values(alarms)) : undefined };
}
