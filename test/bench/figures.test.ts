import { join } from 'node:path';
import { figures } from '../../bench/figures';
import { readResults } from '../../bench/results';

const results = readResults(join(__dirname, '..', '..', 'bench/results.json'));

test('figures are told of each part that was measured', () => {
  expect(figures(results)).toMatch(/^\nMeasured on [^]+\n\nWhat each measure gains: [^]+\n\nThe synthesis of an app, [^]+\n\nThe local stack, [^]+\n$/);
  expect(figures({ handlers: results.handlers })).not.toContain('The synthesis of an app, ');
});
