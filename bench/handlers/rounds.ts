import { Sample } from './probe';
import { FUNCTIONS, Row } from './row';

/** By row and function, one sample a round. */
export type Samples = Readonly<Record<string, Readonly<Record<string, Sample[]>>>>;

/**
 * One process at a time: in each round every function of every row, the rows next to each other, for the machine is not equally fast all
 * the time.
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
