import { join } from 'node:path';
import { withFigures } from '../../bench/readme';
import { readResults } from '../../bench/results';

const results = readResults(join(__dirname, '..', '..', 'bench/results.json'));

test('figures make a README, within the sections of theirs', () => {
  const readme = 'before\n<!-- bench -->\nold\n<!-- /bench -->\nbetween\n<!-- costs -->\nold\n<!-- /costs -->\nafter\n';
  expect(withFigures(readme, results)).toMatch(
    /^before\n<!-- bench -->\n\nMeasured on [^]+\n\n<!-- \/bench -->\nbetween\n<!-- costs -->\n\|[^]+\n<!-- \/costs -->\nafter\n$/,
  );
  expect(withFigures(readme, {})).toBe(readme.replace('old', ''));
});
