import { Sample } from './probe';
import { FUNCTIONS, Row } from './row';

/** One sample per round, by row and function. */
export type Samples = Readonly<Record<string, Readonly<Record<string, Sample[]>>>>;

/**
 * Runs one process at a time. Each round runs every function in every row, one row right after the other, because the speed of the machine
 * varies.
 */
export async function sampleRounds(
  rounds: number, rows: readonly Row[], sample: (row: Row, name: string) => Promise<Sample>, onRound: (round: number) => void,
): Promise<Samples> {
  const samples = Object.fromEntries(
    rows.map((row) => [row.name, Object.fromEntries(FUNCTIONS.map((name): [string, Sample[]] => [name, []]))]),
  );
  for (let round = 1; round <= rounds; round += 1) {
    onRound(round);
    for (const name of shuffled(FUNCTIONS)) {
      for (const row of shuffled(rows)) {
        samples[row.name][name].push(await sample(row, name));
      }
    }
  }
  return samples;
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items.map((item) => ({ item, key: Math.random() })).sort((a, b) => a.key - b.key).map(({ item }) => item);
}
