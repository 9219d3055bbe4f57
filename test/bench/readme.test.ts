import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plot } from '../../bench/plot';
import { withFigures } from '../../bench/readme';
import { readResults } from '../../bench/results';

const ROOT = join(__dirname, '..', '..');
const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const results = readResults(join(ROOT, 'bench/results.json'));

test('the README has the figures that were measured last', () => {
  expect(text('README.md')).toBe(withFigures(text('README.md'), results));
});

test('other figures make another README, within the sections of theirs', () => {
  const readme = 'before\n<!-- bench -->\nold\n<!-- /bench -->\nbetween\n<!-- costs -->\nold\n<!-- /costs -->\nafter\n';
  expect(withFigures(readme, results)).toMatch(
    /^before\n<!-- bench -->\n\nMeasured on [^]+\n\n<!-- \/bench -->\nbetween\n<!-- costs -->\n\|[^]+\n<!-- \/costs -->\nafter\n$/,
  );
  expect(withFigures(readme, {})).toBe(readme.replace('old', ''));
});

test('the plot shows the figures that were measured last', () => {
  expect(text('bench/results.svg')).toBe(plot(results.handlers!));
});
