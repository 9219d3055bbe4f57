import { Sample } from './probe';

/** The memory size in MB that comes with one whole core. */
const FULL_CORE = 1769;

/** The time of a cold start at a memory size: the start has a whole core, the first invocation only its share of one. */
export const projectedCold = ({ load, first }: Pick<Sample, 'load' | 'first'>, megabytes: number): number =>
  load + first * Math.max(1, FULL_CORE / megabytes);

export interface Column {
  readonly title: string;
  /** `ms` for figures in microseconds, `MB` for figures in bytes. */
  readonly unit: 'ms' | 'MB';
  readonly of: (sample: Sample) => number;
}

const coldAt = (megabytes: number): Column => ({
  title: `cold start at ${megabytes} MB, projected`,
  unit: 'ms',
  of: (sample) => projectedCold(sample, megabytes),
});

/** The columns of a process. */
export const COLUMNS = {
  load: { title: 'loading', unit: 'ms', of: ({ load }) => load },
  first: { title: 'first invocation', unit: 'ms', of: ({ first }) => first },
  cold: { title: 'loading and first invocation', unit: 'ms', of: ({ load, first }) => load + first },
  cold128: coldAt(128),
  cold256: coldAt(256),
  cold512: coldAt(512),
  early: { title: 'an early invocation', unit: 'ms', of: ({ early }) => early },
  warm: { title: 'a warm invocation', unit: 'ms', of: ({ warm }) => warm },
  rss: { title: 'memory', unit: 'MB', of: ({ rss }) => rss },
} as const satisfies Record<string, Column>;

export type ColumnName = keyof typeof COLUMNS;
export const COLUMN_NAMES = Object.keys(COLUMNS) as ColumnName[];
