import { MEMORY_MB } from './cost/billed-duration';
import { HandlersResults } from './handlers/handlers';
import { ratioText, significant } from './handlers/report';
import { ALL } from './handlers/summary';
import { Colour, picture, title } from './picture';

interface Group {
  readonly title: string;
  /** The figure of the baseline. */
  readonly whole: string;
  /** The ratio of a row to the baseline. */
  readonly ratioOf: (row: string) => number;
}

/** The labels of the rows, by name. */
const ROWS: Readonly<Record<string, { readonly label: string; readonly colour: Colour }>> = {
  baseline: { label: 'as in the tutorial', colour: 'grey' },
  package: { label: 'this package', colour: 'blue' },
  lean: { label: 'without an SDK', colour: 'green' },
};

/** At the default memory size. */
const COLD = `cold${MEMORY_MB}` as const;

const LABELS = 160;
const LONGEST = 470;
const STEP = 30;
const GROUP = 130;

/** A bar plot of the most important figures; shorter is better. */
export function plot({ nodes: [{ rows, version }], zipped }: HandlersResults): string {
  const groups: Group[] = [
    {
      title: `Cold start at ${MEMORY_MB} MB, projected from processor time, Node.js ${version}`,
      whole: `${significant(rows.baseline[ALL][COLD].median / 1000)} ms`,
      ratioOf: (row) => rows[row][ALL][COLD].to.baseline?.median ?? 1,
    },
    {
      title: 'Code of all five functions, zipped',
      whole: `${significant(zipped.baseline / 1000)} kB`,
      ratioOf: (row) => zipped[row] / zipped.baseline,
    },
  ];
  return picture('Cold start and size', GROUP, groups.map(bars));
}

function bars({ ratioOf, title: text, whole }: Group): string[] {
  return [title(text), ...Object.entries(ROWS).flatMap(([row, { label, colour }], index) => {
    const y = STEP * (index + 1);
    const length = Math.max(1, Math.round(ratioOf(row) * LONGEST));
    return [
      `<text x="${LABELS - 10}" y="${y + 21}" text-anchor="end">${label}</text>`,
      `<rect class="${colour}" fill="currentColor" x="${LABELS}" y="${y + 5}" width="${length}" height="22" rx="3"/>`,
      `<text x="${LABELS + length + 8}" y="${y + 21}">${row === 'baseline' ? whole : ratioText(ratioOf(row))}</text>`,
    ];
  })];
}
