import { COLUMN_NAMES, ColumnName, COLUMNS } from './columns';
import { HandlersResults, NodeResults } from './handlers';
import { FUNCTIONS } from './row';
import { ALL, Figure } from './summary';
import { Spread } from '../statistics';
import { table } from '../table';

const DIVISORS = { ms: 1000, MB: 1024 ** 2 };
const NODE_COLUMNS: readonly ColumnName[] = ['cold', 'first', 'cold256', 'warm'];

export const significant = (figure: number): string => `${Number(figure.toPrecision(3))}`;
export const ratioText = (figure: number): string => figure.toFixed(figure < 0.1 ? 3 : 2);
export const spreadText = ({ q1, median, q3 }: Spread): string => `${ratioText(median)} (${ratioText(q1)}–${ratioText(q3)})`;
const kilobytes = (bytes: number): string => `${significant(bytes / 1000)} kB`;

function measured(column: ColumnName, { median }: Figure): string {
  const { unit } = COLUMNS[column];
  return `${significant(median / DIVISORS[unit])} ${unit}`;
}

/** The rows side by side on one Node.js, with all functions together. */
function comparison({ zipped }: HandlersResults, { rows, version }: NodeResults): string {
  const to = (row: string, reference: string, column: ColumnName) => spreadText(rows[row][ALL][column].to[reference]);
  return table(
    [`Node.js ${version}`, "tutorial's", 'this package', 'without an SDK', 'this package ÷ without an SDK'],
    [
      [
        'code of all functions, zipped',
        kilobytes(zipped.baseline),
        ...['package', 'lean'].map((row) => ratioText(zipped[row] / zipped.baseline)),
        ratioText(zipped.package / zipped.lean),
      ],
      ...COLUMN_NAMES.map((column) => [
        COLUMNS[column].title,
        measured(column, rows.baseline[ALL][column]),
        to('package', 'baseline', column),
        to('lean', 'baseline', column),
        to('package', 'lean', column),
      ]),
    ],
  );
}

/** The functions of this package, one by one. */
function functions({ rows, version }: NodeResults): string {
  return table(
    [`this package, Node.js ${version}`, ...FUNCTIONS.map((name) => `\`${name}\``)],
    NODE_COLUMNS.map((column) => [COLUMNS[column].title, ...FUNCTIONS.map((name) => spreadText(rows.package[name][column].to.baseline))]),
  );
}

/**
 * The tables of one Node.js: the figures of the tutorial's functions and the ratios of the others to them, as medians with their quartiles.
 */
export const nodeReport = (results: HandlersResults, node: NodeResults): string => `${comparison(results, node)}\n\n${functions(node)}`;
