import { HandlersResults } from './handlers/handlers';
import { ratioText, significant } from './handlers/report';
import { ALL } from './handlers/summary';

interface Group {
  readonly title: string;
  /** What the baseline takes. */
  readonly whole: string;
  /** What a row takes of that. */
  readonly ratioOf: (row: string) => number;
}

/** The rows by their names, as they are called here. */
const ROWS = { baseline: 'as in the tutorial', package: 'this package', lean: 'without an SDK' };

const WIDTH = 720;
const LABELS = 160;
const LONGEST = 470;
const STEP = 30;
const GROUP = 130;

/** Readable on light and dark pages: an image does not see a page's colours, but what its reader prefers. */
const STYLE = `
    text { font: 14px system-ui, sans-serif; fill: #1f2328 }
    .title { font-weight: 600 }
    .baseline { fill: #8c959f } .package { fill: #0969da } .lean { fill: #1a7f37 }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 }
      .package { fill: #4493f8 } .lean { fill: #3fb950 }
    }`;

/** A bar plot of what matters most; shorter is better. */
export function plot({ nodes: [{ rows, version }], zipped }: HandlersResults): string {
  const groups: Group[] = [
    {
      title: `Cold start at 256 MB, projected from processor time, Node.js ${version}`,
      whole: `${significant(rows.baseline[ALL].cold256.median / 1000)} ms`,
      ratioOf: (row) => rows[row][ALL].cold256.to.baseline?.median ?? 1,
    },
    {
      title: 'Code of all five functions, zipped',
      whole: `${significant(zipped.baseline / 1000)} kB`,
      ratioOf: (row) => zipped[row] / zipped.baseline,
    },
  ];
  const height = groups.length * GROUP;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Cold start and size">
  <style>${STYLE}
  </style>
${groups.map((group, index) => `  <g transform="translate(0 ${index * GROUP})">\n${bars(group)}\n  </g>`).join('\n')}
</svg>
`;
}

function bars({ ratioOf, title, whole }: Group): string {
  const lines = Object.entries(ROWS).flatMap(([row, label], index) => {
    const y = STEP * (index + 1);
    const length = Math.max(1, Math.round(ratioOf(row) * LONGEST));
    return [
      `<text x="${LABELS - 10}" y="${y + 21}" text-anchor="end">${label}</text>`,
      `<rect class="${row}" x="${LABELS}" y="${y + 5}" width="${length}" height="22" rx="3"/>`,
      `<text x="${LABELS + length + 8}" y="${y + 21}">${row === 'baseline' ? whole : ratioText(ratioOf(row))}</text>`,
    ];
  });
  return [`<text class="title" x="10" y="22">${title}</text>`, ...lines].map((line) => `    ${line}`).join('\n');
}
