/** The middle of some figures, and the middle half of them. */
export interface Spread {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
}

export function spread(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), lower: quantile(sorted, 0.25), upper: quantile(sorted, 0.75) };
}

/** Between the two figures that are nearest. */
function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  return below + (above - below) * (position % 1);
}

/** What one more costs between each two points. Equal ones say that the cost is linear. */
export function marginalCosts(points: readonly (readonly [count: number, cost: number])[]): number[] {
  return points.slice(1).map(([count, cost], index) => (cost - points[index][1]) / (count - points[index][0]));
}
