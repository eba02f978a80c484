/** Insertions, deletions and replacements that turn one text into the other (Levenshtein). */
function distance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = previous[column - 1]! + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[to.length]!;
}

/** The `count` candidates most like `text`, case aside: those that contain it first, then by edit distance. */
export function nearest(text: string, candidates: readonly string[], count: number): readonly string[] {
  const upper = text.toUpperCase();
  const cost = (candidate: string): number => {
    const contains = upper !== '' && candidate.toUpperCase().includes(upper);
    return contains ? candidate.length / 1_000 : 1 + distance(upper, candidate.toUpperCase());
  };
  return candidates
    .map((candidate) => ({ candidate, cost: cost(candidate) }))
    .sort((a, b) => a.cost - b.cost)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}
