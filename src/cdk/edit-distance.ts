/**
 * The number of edits that turn one word into another: a letter inserted, deleted or replaced, or two neighbours exchanged.
 *
 * @see https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance#Optimal_string_alignment_distance
 */
export function editDistance(one: string, other: string): number {
  const edits = Array.from({ length: one.length + 1 }, (_, row) => Array.from({ length: other.length + 1 }, (__, column) => row || column));
  for (let row = 1; row <= one.length; row++) {
    for (let column = 1; column <= other.length; column++) {
      const isExchanged = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      edits[row][column] = Math.min(
        edits[row - 1][column] + 1,
        edits[row][column - 1] + 1,
        edits[row - 1][column - 1] + (one[row - 1] === other[column - 1] ? 0 : 1),
        isExchanged ? edits[row - 2][column - 2] + 1 : Infinity,
      );
    }
  }
  return edits[one.length][other.length];
}
