/** The cost of one more instance between each two points. Equal values mean that the cost is linear. */
export function marginalCosts(points: readonly (readonly [count: number, cost: number])[]): number[] {
  return points.slice(1).map(([count, cost], index) => (cost - points[index][1]) / (count - points[index][0]));
}
