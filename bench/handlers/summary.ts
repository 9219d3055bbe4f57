import { COLUMN_NAMES, ColumnName, COLUMNS } from './columns';
import { Samples } from './rounds';
import { FUNCTIONS } from './row';
import { median, pairedRatios, Spread, spread } from '../statistics';

/** One column of a row: the median, in microseconds or bytes, and its ratio to each of the rows that it is compared with. */
export interface Figure {
  readonly median: number;
  readonly to: Readonly<Record<string, Spread>>;
}

/** By row, function and column; `all` stands for the median function. */
export type Summary = Readonly<Record<string, Readonly<Record<string, Readonly<Record<ColumnName, Figure>>>>>>;

/** The functions, and all of them together. */
export const ALL = 'all';
const SUBJECTS = [ALL, ...FUNCTIONS];

export function summarize(samples: Samples, references: readonly string[]): Summary {
  /** One figure per round. */
  const figures = (row: string, name: string, column: ColumnName) => samples[row][name].map(COLUMNS[column].of);
  const functionsOf = (subject: string) => subject === ALL ? FUNCTIONS : [subject];

  const figure = (row: string, subject: string, column: ColumnName): Figure => ({
    median: Math.round(median(functionsOf(subject).map((name) => median(figures(row, name, column))))),
    to: Object.fromEntries(
      references
        .filter((reference) => reference !== row)
        .map((reference) => [
          reference,
          rounded(
            spread(medians(functionsOf(subject).map((name) => pairedRatios(figures(row, name, column), figures(reference, name, column))))),
          ),
        ]),
    ),
  });
  return Object.fromEntries(Object.keys(samples).map((row) => [row, Object.fromEntries(SUBJECTS.map((subject) => [
    subject,
    Object.fromEntries(COLUMN_NAMES.map((column) => [column, figure(row, subject, column)])) as Record<ColumnName, Figure>,
  ]))]));
}

/** The median of each round, over several series of rounds. */
const medians = (series: number[][]): number[] => series[0].map((_, round) => median(series.map((figures) => figures[round])));

const rounded = ({ q1, median: middle, q3 }: Spread): Spread => ({ q1: round(q1), median: round(middle), q3: round(q3) });

const round = (ratio: number): number => Number(ratio.toPrecision(4));
