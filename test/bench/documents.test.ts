import { join } from 'node:path';
import { DOCUMENTS, readDocument } from '../../bench/documents';
import { readResults, Results } from '../../bench/results';

const results = readResults(join(__dirname, '..', '..', 'bench/results.json')) as Required<Results>;

test.each(Object.entries(DOCUMENTS))('%s has the figures that were measured last', (file, { update }) => {
  expect(readDocument(file)).toBe(update(readDocument(file), results));
});

test.each(Object.entries(DOCUMENTS))('%s has other figures when others are measured', (file, { update }) => {
  expect(update(readDocument(file), slower(results))).not.toBe(readDocument(file));
});

/** The same with functions that compute twice as long. */
function slower({ handlers, ...others }: Required<Results>): Required<Results> {
  const double = (key: string, value: unknown): unknown => key === 'median' ? 2 * (value as number) : value;
  return { ...others, handlers: JSON.parse(JSON.stringify(handlers), double) };
}
