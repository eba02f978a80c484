import type { MatchAutomaton } from '../pattern/automaton.ts';
import { shareOf } from './buckets.ts';
import { PROBES } from './memory-map.ts';

/** A probe is at most so far from the beginning of the match: zeros stand after the window. */
export const MAX_PROBE_OFFSET = 12;
/** More states at one depth tell nothing that is worth the time. */
const MAX_STATES = 4_096;

/** Bytes (256 flags) that can stand `offset` bytes after the beginning of a match, in it or after it; 0 also stands for the end. */
export interface Probe {
  readonly offset: number;
  readonly set: Uint8Array;
}

/** Refuses nothing. */
const ANYTHING: Probe = { offset: 0, set: new Uint8Array(256).fill(1) };

/** The PROBES bytes after the first that refuse the most in ordinary text. They say nothing of a match that begins after an escape. */
export function probesOf({ columns, width, table, starts }: MatchAutomaton): readonly Probe[] {
  const probes = Array.from({ length: PROBES }, () => ANYTHING);
  let states = new Set(starts);
  for (let offset = 0; offset <= MAX_PROBE_OFFSET && states.size <= MAX_STATES; offset++) {
    const allowed = new Uint8Array(width);
    const next = new Set<number>();
    let mayEnd = false;
    for (const state of states) {
      for (let column = 0; column < width; column++) {
        const entry = table[state + column]!;
        if (entry === 0) continue;
        allowed[column] = 1;
        if ((entry & 1) === 1) mayEnd = true;
        if (entry >>> 1 !== 0) next.add(entry >>> 1);
      }
    }
    if (offset > 0) {
      const set = columns.map((column) => allowed[column]!);
      if (allowed[width - 1] === 1) set[0] = 1;
      probes.push({ offset, set });
    }
    // Of a match that ends here, no byte further on is known.
    if (mayEnd) break;
    states = next;
  }
  return probes.sort((a, b) => shareOf(a.set) - shareOf(b.set)).slice(0, PROBES);
}
