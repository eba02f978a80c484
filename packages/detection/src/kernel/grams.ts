import type { Node } from '../keyword-automaton.ts';
import type { Program } from '../pattern/program.ts';

/** Bytes of text that Teddy looks at. */
export const GRAM_BYTES = 4;
/** A row with more beginnings than these is not looked for by its beginning. */
const MAX_GRAMS = 512;

/** The bytes that can stand in each of the first places of a match: GRAM_BYTES sets of 256 flags. */
export interface Gram {
  readonly sets: readonly Uint8Array[];
}

const ANY = new Uint8Array(256).fill(1);
const NO_SMALL_LETTER = new Uint8Array(256).fill(1).fill(0, 0x61, 0x7b);
const LETTERS = new Uint8Array(256).fill(1, 0x41, 0x5b).fill(1, 0x61, 0x7b);

/** All beginnings of a keyword. */
export function gramsOfKeyword(begin: Node): readonly Gram[] {
  const grams: Gram[] = [];
  const walk = (node: Node, sets: readonly Uint8Array[]): void => {
    if (sets.length === GRAM_BYTES || node.keyword >= 0) {
      // After a letter, a small letter would go on with the word.
      const afterLetter = LETTERS.every((flag, byte) => flag === 1 || sets.at(-1)![byte] === 0);
      grams.push(padded(afterLetter ? [...sets, NO_SMALL_LETTER] : sets));
      return;
    }
    const ways = new Map<Node, Uint8Array>();
    for (const [byte, targets] of node.edges) for (const target of targets) include(ways, target, byte);
    for (const [target, set] of ways) walk(target, [...sets, set]);
  };
  walk(begin, []);
  return grams;
}

/** All beginnings of a pattern's matches, but for those at the beginning of the text; undefined when they are too many. */
export function gramsOfProgram({ instructions, start }: Program): readonly Gram[] | undefined {
  const grams: Gram[] = [];
  const walk = (at: number, sets: readonly Uint8Array[]): void => {
    if (grams.length > MAX_GRAMS) return;
    if (sets.length === GRAM_BYTES) {
      grams.push(padded(sets));
      return;
    }
    const ways = new Map<number, Uint8Array>();
    const seen = new Set<number>();
    const stack = [at];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const instruction = instructions[next]!;
      if (instruction.op === 'match') grams.push(padded(sets));
      else if (instruction.op === 'split') stack.push(instruction.first, instruction.second);
      else if (instruction.op === 'assert') {
        if (instruction.what !== 'begin') stack.push(instruction.next);
      } else {
        for (const [byte, flag] of instruction.set.entries()) if (flag === 1) include(ways, instruction.next, byte);
      }
    }
    for (const [next, set] of ways) walk(next, [...sets, set]);
  };
  walk(start, []);
  return grams.length > MAX_GRAMS ? undefined : grams;
}

function include<T>(ways: Map<T, Uint8Array>, target: T, byte: number): void {
  let set = ways.get(target);
  if (set === undefined) {
    set = new Uint8Array(256);
    ways.set(target, set);
  }
  set[byte] = 1;
}

function padded(sets: readonly Uint8Array[]): Gram {
  return { sets: [...sets, ANY, ANY, ANY, ANY].slice(0, GRAM_BYTES) };
}
