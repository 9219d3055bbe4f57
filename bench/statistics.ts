/** The middle of a set of figures, and where its middle half lies. */
export interface Spread {
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
}

/** Linear between the two figures next to it. */
function quantile(sorted: number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const [below, above] = [Math.floor(position), Math.ceil(position)].map((index) => sorted[index]);
  return below + (above - below) * (position % 1);
}

export function spread(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((a, b) => a - b);
  const [q1, median, q3] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share));
  return { q1, median, q3 };
}

export const median = (figures: readonly number[]): number => spread(figures).median;

/** The ratio of each round: what makes one slow, makes it slow for both. */
export const pairedRatios = (figures: readonly number[], references: readonly number[]): number[] =>
  figures.map((figure, round) => figure / references[round]);
