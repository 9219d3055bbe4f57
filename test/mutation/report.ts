import { EQUIVALENTS, Equivalent } from './equivalents';
import { folderOf, Mutant } from './mutant';
import { State, STATES, Verdict } from './verdict';

const matches = (mutant: Mutant) => ({ file, at, original, replacement }: Equivalent) =>
  file === mutant.file && at === mutant.at && original === mutant.original && replacement === mutant.replacement;

export const isEquivalent = (mutant: Mutant): boolean => EQUIVALENTS.some(matches(mutant));

/** Entries for files among these that match no mutant any more. */
export function staleEquivalents(files: readonly string[], mutants: readonly Mutant[]): Equivalent[] {
  return EQUIVALENTS.filter((entry) => files.includes(entry.file) && !mutants.some((mutant) => matches(mutant)(entry)));
}

/** The share of mutants that tests noticed, of all that are not equivalent. */
export function score(verdicts: readonly Verdict[]): number {
  const count = counts(verdicts);
  const noticed = count.killed + count.timeout;
  const all = noticed + count.survived + count.uncovered;
  return all === 0 ? 1 : noticed / all;
}

/** The lowest score that passes. That of a sample varies: two standard errors. */
export const allowed = (min: number, count: number, isSample: boolean): number =>
  min - (isSample ? 2 * Math.sqrt(min * (1 - min) / Math.max(count, 1)) : 0);

/** A line for each folder, and one for each mutant that no test noticed. */
export function report(verdicts: readonly Verdict[]): string {
  const folders = [...new Set(verdicts.map(({ mutant }) => folderOf(mutant)))].sort();
  const rows = [...folders.map((folder) => [folder, verdicts.filter(({ mutant }) => folderOf(mutant) === folder)] as const),
    ...['lambda', 'src'].map((top) => [`${top}/**`, verdicts.filter(({ mutant }) => mutant.file.startsWith(`${top}/`))] as const)];
  return [
    ...verdicts.filter(isUnnoticed).map(line).sort(),
    '',
    ['folder'.padEnd(26), 'score'.padStart(8), ...STATES.map((state) => state.padStart(11))].join(''),
    ...rows.filter(([, some]) => some.length > 0).map(([folder, some]) => [
      folder.padEnd(26), `${(score(some) * 100).toFixed(1)} %`.padStart(8), ...STATES.map((state) => String(counts(some)[state]).padStart(11)),
    ].join('')),
  ].join('\n');
}

export const isUnnoticed = ({ state }: Verdict): boolean => state === 'survived' || state === 'uncovered';

export const line = ({ state, mutant: { file, line: at, original, replacement } }: Verdict) =>
  `${state} ${file}:${String(at).padStart(3, '0')}  ${short(original)}  →  ${short(replacement)}`;

const short = (code: string) => (code.length > 90 ? `${code.slice(0, 88)} …` : code);

function counts(verdicts: readonly Verdict[]): Record<State, number> {
  const count = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<State, number>;
  for (const { state } of verdicts) {
    count[state]++;
  }
  return count;
}
