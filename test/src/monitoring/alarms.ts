import { Template } from 'aws-cdk-lib/assertions';
import { synth } from '../synth';
import { NotesApiProps, NotesMonitoringOptions } from 'cdk-notes-api';

export const ALARMS = ['ServerErrors', 'Latency', 'FunctionErrors', 'FunctionThrottles', 'TableThrottles', 'TableSystemErrors'];

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
export function alarms(template: Template): Record<string, Alarm> {
  return Object.fromEntries(Object.entries(template.findResources('AWS::CloudWatch::Alarm')).map(([id, { Properties }]) =>
    [id.replace(/^.*Monitoring(\w+)\w{8}$/, '$1'), Properties]));
}

export const monitored = (monitoring: NotesMonitoringOptions = {}, props: NotesApiProps = {}): Record<string, Alarm> =>
  alarms(synth({ ...props, monitoring }).template);

/** The value of each dimension. */
export const dimensions = ({ Dimensions }: Metric) => Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));

/** The metrics that an expression sums up. */
export const summands = ({ Metrics = [] }: Alarm): MetricStat[] => Metrics.flatMap(({ MetricStat }) => MetricStat ?? []);
