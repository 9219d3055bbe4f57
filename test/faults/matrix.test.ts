import { CellResult } from './cell';
import { note } from './figures';
import { KINDS, runMatrix } from './matrix';

let results: CellResult[];

beforeAll(async () => {
  results = await runMatrix();
  const count = (matches: (result: CellResult) => boolean) => results.filter(matches).length;
  note('matrix', {
    'kinds of fault': KINDS.length,
    'cells': results.length,
    'acknowledged': count(({ status }) => status < 300),
    'unknown (503)': count(({ status }) => status === 503),
    'refused (404, 412)': count(({ status }) => status === 404 || status === 412),
    'explained only by what is not fenced': count(({ isUnfenced }) => isUnfenced),
    ...Object.fromEntries([...FINDINGS, ...new Set(results.flatMap(({ findings }) => findings))].map((finding) =>
      [finding, count(({ findings }) => findings.includes(finding))])),
  });
});

const FINDINGS = [
  'false acknowledgement', 'lost', 'duplicate', 'false 404', 'false 409', 'false 412', 'false 422', 'false 500', '503 without Retry-After',
  'not survived',
];

test.each(FINDINGS)('no request is %s', (finding) => {
  expect(results.filter(({ findings }) => findings.includes(finding)).map(({ cell, history }) => ({ cell, history }))).toEqual([]);
});

test('nothing else is wrong either', () => {
  expect(new Set(results.flatMap(({ findings }) => findings).filter((finding) => !FINDINGS.includes(finding)))).toEqual(new Set());
});
