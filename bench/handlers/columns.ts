import { Sample } from './probe';

/** Megabytes of memory that come with one whole core. */
const FULL_CORE = 1769;

/** What a cold start takes at a memory size: starting has a whole core for itself, the first invocation only its share of one. */
export const projectedCold = ({ load, first }: Pick<Sample, 'load' | 'first'>, megabytes: number): number =>
  load + first * Math.max(1, FULL_CORE / megabytes);

export interface Column {
  readonly title: string;
  /** `ms` of microseconds, `MB` of bytes. */
  readonly unit: 'ms' | 'MB';
  readonly of: (sample: Sample) => number;
}

const coldAt = (megabytes: number): Column => ({
  title: `cold start at ${megabytes} MB, projected`,
  unit: 'ms',
  of: (sample) => projectedCold(sample, megabytes),
});

/** What is told of a process. */
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
