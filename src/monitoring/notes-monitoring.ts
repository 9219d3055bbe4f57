import { Alarm, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { CheckedMonitoringOptions } from './checked-monitoring-options';
import { notesAlarms } from './notes-alarms';
import { notesDashboard } from './notes-dashboard';
import { Measured, notesMetrics } from './notes-metrics';

export interface NotesMonitoring {
  readonly alarms: { [name: string]: Alarm };
  readonly dashboard?: Dashboard;
}

/** Alarms and a dashboard; neither when nobody asks for them. */
export function notesMonitoring(scope: Construct, measured: Measured, options?: CheckedMonitoringOptions): NotesMonitoring {
  if (options === undefined) {
    return { alarms: {} };
  }
  const { dashboard, ...watched } = options;
  const monitoring = new Construct(scope, 'Monitoring');
  const metrics = notesMetrics(measured);
  const alarms = notesAlarms(monitoring, { ...watched, metrics });
  return { alarms, dashboard: dashboard ? notesDashboard(monitoring, metrics, Object.values(alarms)) : undefined };
}
