import { EQUIVALENTS } from './equivalents';
import { Mutant, mutantOf } from './mutant';
import { allowed, isEquivalent, report, score, staleEquivalents } from './report';
import type { State, Verdict } from './verdict';

const mutant = (file = 'lambda/note/note.ts'): Mutant => ({ id: '1', file, line: 7, at: 'return a + b;', original: 'a + b', replacement: 'a - b' });
const verdicts = (...states: State[]): Verdict[] => states.map((state) => ({ mutant: mutant(), state, millis: 1 }));

test('a mutant knows the code that it replaces, on one line', () => {
  const source = 'const sum = (a, b) => {\n  return a +\n    b;\n};\n';
  const location = { start: { line: 1, column: 9 }, end: { line: 2, column: 5 } };
  expect(mutantOf({ id: '3', location, replacement: 'a -\n    b' }, 'lambda/sum.ts', source)).toEqual({
    id: '3', file: 'lambda/sum.ts', line: 2, at: 'return a +', original: 'a + b', replacement: 'a - b',
  });
});

test('the score is the share of noticed mutants, without the equivalent ones', () => {
  expect(score(verdicts('killed', 'timeout', 'survived', 'uncovered', 'equivalent'))).toBe(0.5);
  expect(score([])).toBe(1);
});

test('only a sample may be below the minimum, and less so the larger it is', () => {
  expect(allowed(0.95, 100, false)).toBe(0.95);
  expect(allowed(0.95, 100, true)).toBeLessThan(0.95);
  expect(allowed(0.95, 10_000, true)).toBeGreaterThan(allowed(0.95, 100, true));
});

test('the report names each mutant that no test noticed, and counts by folder', () => {
  const text = report(verdicts('killed', 'survived'));
  expect(text).toContain('survived lambda/note/note.ts:007  a + b  →  a - b');
  expect(text).toMatch(/lambda\/note +50\.0 % +1 +0 +1 +0 +0\n/);
});

test('an equivalent mutant is known by its file, line, code and replacement, and an entry without one is stale', () => {
  const [entry] = EQUIVALENTS;
  const { file, at, original, replacement } = entry;
  const known: Mutant = { id: '1', line: 1, file, at, original, replacement };
  expect(isEquivalent(known)).toBe(true);
  expect(isEquivalent({ ...known, at: `${at} // changed` })).toBe(false);
  expect(staleEquivalents([file], [])).toContain(entry);
  expect(staleEquivalents([file], [known])).not.toContain(entry);
  expect(staleEquivalents([], [])).toEqual([]);
});
