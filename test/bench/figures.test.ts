import { join } from 'node:path';
import { figures } from '../../bench/figures';
import { readResults } from '../../bench/results';

const results = readResults(join(__dirname, '..', '..', 'bench/results.json'));

/** The first heading of each part's table. */
const HEADINGS = { handlers: '| this package, ', seams: '| without, ', synth: '| instances ', local: '| `npm start` ' } as const;

test.each(Object.entries(HEADINGS))('the figures of the part %s are in the comparison, unless it was not measured', (part, heading) => {
  expect(figures(results)).toContain(heading);
  expect(figures({ ...results, [part]: undefined })).not.toContain(heading);
});
