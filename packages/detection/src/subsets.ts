/** A place in a graph of bytes: where each of them can lead. */
export interface Place<Own> {
  readonly edges: ReadonlyMap<number, readonly Own[]>;
  readonly id: number;
}

/** The places in which one can be at once, and by byte the number of those that it leads to. */
export interface Subset<Own> {
  readonly places: readonly Own[];
  readonly edges: ReadonlyMap<number, number>;
}

/** Subset construction. The first are the beginnings; each has its place in the list as its number. Undefined when they are more than `most`. */
export function subsetsFrom<Own extends Place<Own>>(
  begins: readonly Own[],
  most = Number.POSITIVE_INFINITY,
): readonly Subset<Own>[] | undefined {
  const numbers = new Map<string, number>();
  const sets: (readonly Own[])[] = [];
  const numberOf = (members: readonly Own[]): number => {
    const distinct = [...new Set(members)].sort((a, b) => a.id - b.id);
    const key = distinct.map(({ id }) => id).join(' ');
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, sets.length);
    return sets.push(distinct) - 1;
  };
  numberOf(begins);
  const subsets: Subset<Own>[] = [];
  for (let places = sets[0]; places !== undefined; places = sets[subsets.length]) {
    const edges = new Map([...step(places)].map(([byte, targets]) => [byte, numberOf(targets)]));
    if (sets.length > most) return undefined;
    subsets.push({ places, edges });
  }
  return subsets;
}

function step<Own extends Place<Own>>(places: readonly Own[]): Map<number, Own[]> {
  const moves = new Map<number, Own[]>();
  for (const { edges } of places) {
    for (const [byte, targets] of edges) {
      const all = moves.get(byte);
      if (all === undefined) moves.set(byte, [...targets]);
      else all.push(...targets);
    }
  }
  return moves;
}
