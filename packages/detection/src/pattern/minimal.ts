import type { MatchAutomaton } from './automaton.ts';

/** Source: FNV-1a, 32 bits. */
export const [HASH_BEGIN, HASH_FACTOR] = [0x811c9dc5 | 0, 0x01000193];

/** The same automaton with states that tell the same made one, and bytes that it never tells apart in one column. */
export function minimal(automaton: MatchAutomaton): MatchAutomaton {
  return withFewColumns(withFewStates(automaton));
}

/** An automaton without loops: states are compared after all that they lead to. */
function withFewStates(automaton: MatchAutomaton): MatchAutomaton {
  const { width, table, starts } = automaton;
  const count = table.length / width;
  /** By state: the first one known that is like it, with 1 added; 0 until it is compared. */
  const likes = new Uint32Array(count);
  const known = new Map<number, number[]>();
  const own = new Uint32Array(width);
  const likeOf = (state: number): number => {
    let hash = HASH_BEGIN;
    for (let i = 0; i < width; i++) {
      const entry = table[state * width + i]!;
      own[i] = (likes[(entry >>> 1) / width]! - 1) * 2 + (entry & 1);
      hash = Math.imul(hash ^ own[i]!, HASH_FACTOR);
    }
    const isLike = (other: number): boolean =>
      own.every((entry, i) => {
        const its = table[other * width + i]!;
        return (likes[(its >>> 1) / width]! - 1) * 2 + (its & 1) === entry;
      });
    const same = known.get(hash);
    const like = same?.find(isLike);
    if (like !== undefined) return like;
    if (same === undefined) known.set(hash, [state]);
    else same.push(state);
    return state;
  };
  // State 0, the end of the search, stays what it is; what leads nowhere is like it.
  likes[0] = 1;
  likeOf(0);
  const waiting = starts.map((state) => state / width);
  while (waiting.length > 0) {
    const state = waiting.at(-1)!;
    const before = waiting.length;
    if (likes[state] === 0) {
      for (let i = 0; i < width; i++) {
        const next = (table[state * width + i]! >>> 1) / width;
        if (likes[next] === 0) waiting.push(next);
      }
      if (waiting.length > before) continue;
      likes[state] = likeOf(state) + 1;
    }
    waiting.pop();
  }
  const kept: number[] = [];
  const places = new Uint32Array(count);
  for (let state = 0; state < count; state++) if (likes[state] === state + 1) places[state] = kept.push(state) - 1;
  const placeOf = (state: number): number => places[likes[state / width]! - 1]! * width;
  const smaller = new Uint32Array(kept.length * width);
  for (const [place, state] of kept.entries()) {
    for (let i = 0; i < width; i++) {
      const entry = table[state * width + i]!;
      smaller[place * width + i] = placeOf(entry >>> 1) * 2 + (entry & 1);
    }
  }
  return { ...automaton, table: smaller, starts: starts.map(placeOf) };
}

function withFewColumns({ columns, width, table, starts }: MatchAutomaton): MatchAutomaton {
  const hashes = new Int32Array(width).fill(HASH_BEGIN);
  for (let i = 0; i < table.length; i++) {
    const column = i % width;
    hashes[column] = Math.imul(hashes[column]! ^ table[i]!, HASH_FACTOR);
  }
  const isLike = (a: number, b: number): boolean => {
    if (hashes[a] !== hashes[b]) return false;
    for (let at = 0; at < table.length; at += width) if (table[at + a] !== table[at + b]) return false;
    return true;
  };
  const kept: number[] = [];
  // The last column is no byte's: it stays the last.
  const places = Array.from({ length: width - 1 }, (_, column) => {
    const like = kept.findIndex((other) => isLike(other, column));
    return like >= 0 ? like : kept.push(column) - 1;
  });
  kept.push(width - 1);
  const narrow = kept.length;
  const placeOf = (state: number): number => (state / width) * narrow;
  const smaller = new Uint32Array((table.length / width) * narrow);
  for (let at = 0, to = 0; at < table.length; at += width) {
    for (const column of kept) {
      const entry = table[at + column]!;
      smaller[to++] = placeOf(entry >>> 1) * 2 + (entry & 1);
    }
  }
  return {
    columns: columns.map((column) => places[column]!),
    width: narrow,
    table: smaller,
    starts: starts.map(placeOf),
  };
}
