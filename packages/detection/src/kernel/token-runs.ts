import { isWordByte, type MatchAutomaton } from '../pattern/automaton.ts';
import { TOKEN_RUN_BITS } from './memory-map.ts';

/** Of an automaton of more entries it takes too long to tell, and is worth little: its tokens are words of any length. */
export const MAX_RUN_ENTRIES = 10_000;

/** Flags of states, by their position in the table. */
interface Steps {
  /** Where word bytes lead, or other bytes. */
  readonly next: readonly (readonly number[])[];
  /** A match ends before such a byte: anything may follow. */
  readonly ends: Uint8Array;
}

/**
 * Which of the TOKEN_RUN_BITS bytes after the first of a token are no word bytes, the first of them lowest: 1 for each such number that
 * a match can have, of an automaton that is in one of `states` after that first byte. Undefined where it is not told.
 */
export function tokenRuns(automaton: MatchAutomaton, states: ReadonlySet<number>): Uint8Array | undefined {
  if (automaton.table.length > MAX_RUN_ENTRIES) return undefined;
  const runs = new Uint8Array(2 ** TOKEN_RUN_BITS);
  const kinds = [stepsBy(automaton, true), stepsBy(automaton, false)];
  const walk = (now: ReadonlySet<number>, read: number, run: number): void => {
    if (read === TOKEN_RUN_BITS) {
      runs[run] = 1;
      return;
    }
    for (const [isOther, { next, ends }] of kinds.entries()) {
      const longer = run | (isOther << read);
      const reached = new Set<number>();
      let ended = false;
      for (const state of now) {
        const row = state / automaton.width;
        ended ||= ends[row] === 1;
        for (const target of next[row]!) reached.add(target);
      }
      if (ended) allowAfter(runs, longer, read + 1);
      else if (reached.size > 0) walk(reached, read + 1, longer);
    }
  };
  walk(states, 0, 0);
  return runs;
}

/** All numbers whose first bits are these. */
function allowAfter(runs: Uint8Array, run: number, bits: number): void {
  for (let rest = 0; rest < 2 ** (TOKEN_RUN_BITS - bits); rest++) runs[run | (rest << bits)] = 1;
}

function stepsBy({ columns, width, table }: MatchAutomaton, words: boolean): Steps {
  const own = new Set<number>();
  for (let byte = 0; byte < 256; byte++) if (isWordByte(byte) === words) own.add(columns[byte]!);
  // After the end of the text there are zeros.
  if (!words) own.add(width - 1);
  const count = table.length / width;
  const next: (readonly number[])[] = [];
  const ends = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    const entries = [...own].map((column) => table[row * width + column]!);
    if (entries.some((entry) => (entry & 1) === 1)) ends[row] = 1;
    next.push([...new Set(entries.map((entry) => entry >>> 1).filter((target) => target !== 0))]);
  }
  return { next, ends };
}
