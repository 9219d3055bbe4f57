import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Operation, OPERATIONS } from '../src/contract/operations';

/** Light or dark, as the reader prefers. It has its own background, because the page around it may differ. */
const STYLE = `
    text { font: 13px system-ui, sans-serif; fill: #1f2328 }
    .title { font-weight: 600 } .small { font-size: 11px; fill: #59636e } .code { font: 11.5px ui-monospace, Menlo, Consolas, monospace }
    rect { fill: #f6f8fa; stroke: #8c959f } .page { fill: #ffffff; stroke: none } .function { fill: #fff1e5; stroke: #bc4c00 } .table { fill: #ddf4ff; stroke: #0969da }
    path { fill: none; stroke: #59636e } marker path { fill: #59636e; stroke: none }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 } .small { fill: #9198a1 }
      rect { fill: #212830; stroke: #656c76 } .page { fill: #0d1117; stroke: none } .function { fill: #3d2213; stroke: #f0883e } .table { fill: #10233d; stroke: #4493f8 }
      path { stroke: #9198a1 } marker path { fill: #9198a1 }
    }`;

/** The columns from left to right: where each begins and how wide it is. */
const CALLERS = { x: 8, width: 110 };
const API = { x: 138, width: 244 };
const FUNCTIONS = { x: 410, width: 100 };
const TABLE = { x: 590, width: 120 };

const WIDTH = 720;
const TOP = 52;
const ROW = 38;

const rows = Object.values(OPERATIONS);
const bottom = TOP + rows.length * ROW;
const middle = TOP + rows.length * ROW / 2;
const rowMiddle = (index: number): number => TOP + ROW * index + ROW / 2;
const centre = ({ x, width }: { x: number; width: number }): number => x + width / 2;

const box = (style: string, { x, width }: { x: number; width: number }, y: number, height: number): string =>
  `<rect class="${style}" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>`;
const text = (style: string, x: number, y: number, value: string, anchor = 'middle'): string =>
  `<text class="${style}" x="${x}" y="${y}" text-anchor="${anchor}">${value}</text>`;
const arrow = (from: number, to: number, y: number): string => `<path d="M${from} ${y}H${to - 2}" marker-end="url(#arrow)"/>`;

/** `GET, HEAD /notes/{userId}`: methods of one path in one line. */
function routesOf({ routes }: Operation): string {
  const methods = routes.map(({ method }) => method);
  return `${methods.join(', ')} ${routes[0].path}`;
}

function row(operation: Operation, index: number): string[] {
  const y = rowMiddle(index);
  return [
    text('code', API.x + 12, y + 4, routesOf(operation), 'start'),
    arrow(API.x + API.width, FUNCTIONS.x, y),
    box('function', FUNCTIONS, y - 13, 26),
    text('', centre(FUNCTIONS), y + 4, operation.handler),
    arrow(FUNCTIONS.x + FUNCTIONS.width, TABLE.x, y),
    text('small', (FUNCTIONS.x + FUNCTIONS.width + TABLE.x) / 2, y - 5, operation.action.replace('dynamodb:', '')),
  ];
}

/** The picture of the README. */
export function architecture(): string {
  const lines = [
    '<marker id="arrow" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker>',
    `<rect class="page" width="${WIDTH}" height="${bottom + 10}"/>`,
    text('title', centre(CALLERS), 20, 'Callers'),
    text('title', centre(API), 20, 'API Gateway REST API'),
    text('small', centre(API), 38, 'checks callers and bodies, throttles'),
    text('title', centre(FUNCTIONS), 20, 'Lambda'),
    text('small', centre(FUNCTIONS), 38, 'a role for each'),
    text('title', centre(TABLE), 20, 'DynamoDB'),
    text('small', centre(TABLE), 38, 'point-in-time recovery'),
    box('', CALLERS, middle - 46, 92),
    ...['AWS signature', 'Cognito token', 'own authorizer'].map((way, index) => text('', centre(CALLERS), middle - 17 + 22 * index, way)),
    arrow(CALLERS.x + CALLERS.width, API.x, middle),
    box('', API, TOP, bottom - TOP),
    box('table', TABLE, TOP, bottom - TOP),
    text('title', centre(TABLE), middle - 14, 'notes'),
    text('code', centre(TABLE), middle + 8, 'PK user id'),
    text('code', centre(TABLE), middle + 26, 'SK note id'),
    ...rows.flatMap(row),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + 10}" role="img" aria-label="What a notes API consists of">
  <style>${STYLE}
  </style>
${lines.map((line) => `  ${line}`).join('\n')}
</svg>
`;
}

if (require.main === module) {
  writeFileSync(join(__dirname, '..', 'docs', 'architecture.svg'), architecture());
}
