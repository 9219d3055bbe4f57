/** The median and the quartiles of a set of figures. */
export interface Spread {
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
}

/** A quantile, interpolated between the two nearest figures. */
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

/** The ratio in each round: a slow machine slows both down. */
export const pairedRatios = (figures: readonly number[], references: readonly number[]): number[] =>
  figures.map((figure, round) => figure / references[round]);
