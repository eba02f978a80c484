import type { Node } from '../keyword-automaton.ts';
import { isWordByte } from '../pattern/automaton.ts';
import type { Program } from '../pattern/program.ts';

/** Bytes of text that Teddy looks at. */
export const GRAM_BYTES = 4;
/** Bytes after them that are looked at, too, before the dispatch automaton is called. */
export const NEXT_BYTES = 3;
/** A row with more beginnings than these is not looked for by its beginning. */
const MAX_GRAMS = 512;

/** The bytes that can stand in each of the first places of a match, as sets of 256 flags. */
export interface Gram {
  /** GRAM_BYTES. */
  readonly sets: readonly Uint8Array[];
  /** NEXT_BYTES: what can stand after them. */
  readonly next: readonly Uint8Array[];
  /** It never begins with a letter inside a word. */
  readonly bounded: boolean;
}

const ANY = new Uint8Array(256).fill(1);
const NO_SMALL_LETTER = new Uint8Array(256).fill(1).fill(0, 0x61, 0x7b);
const LETTERS = new Uint8Array(256).fill(1, 0x41, 0x5b).fill(1, 0x61, 0x7b);

/** All beginnings of a keyword. */
export function gramsOfKeyword(begin: Node): readonly Gram[] {
  const grams: Gram[] = [];
  const walk = (node: Node, sets: readonly Uint8Array[]): void => {
    if (node.keyword >= 0) {
      // After a letter, a small letter would go on with the word.
      const isLetter = LETTERS.every((flag, byte) => flag === 1 || sets.at(-1)![byte] === 0);
      grams.push(gramOf(isLetter ? [...sets, NO_SMALL_LETTER] : sets, true));
      return;
    }
    if (sets.length === GRAM_BYTES + NEXT_BYTES) {
      grams.push(gramOf(sets, true));
      return;
    }
    for (const [target, set] of waysFrom(node)) walk(target, [...sets, set]);
  };
  walk(begin, []);
  return grams;
}

function waysFrom({ edges }: Node): Map<Node, Uint8Array> {
  const ways = new Map<Node, Uint8Array>();
  for (const [byte, targets] of edges) for (const target of targets) waysTo(ways, target)[byte] = 1;
  return ways;
}

/**
 * All beginnings of a pattern's matches, but for those at the beginning of the text; undefined when they are too many. `bounded`: no
 * match begins with a letter inside a word. `afterEscapes`: a written escape can take the place of the first byte.
 */
export function gramsOfProgram(program: Program, bounded: boolean, afterEscapes: boolean): readonly Gram[] | undefined {
  const grams: Gram[] = [];
  const followers = new Map<number, readonly Uint8Array[]>();
  const walk = (at: number, sets: readonly Uint8Array[], isBounded: boolean): void => {
    if (grams.length > MAX_GRAMS) return;
    if (sets.length === GRAM_BYTES) {
      const next = followers.get(at) ?? afterInstruction(program, at);
      followers.set(at, next);
      grams.push(gramOf([...sets, ...next], isBounded));
      return;
    }
    const { ways, ends } = step(program, [at]);
    // A match is more than an escape.
    if (ends && sets.length > 0) grams.push(gramOf(sets, isBounded));
    for (const [next, set] of ways) walk(next, [...sets, set], isBounded);
  };
  walk(program.start, [], bounded);
  const first = afterEscapes ? step(program, [program.start]).ways : [];
  // Where an escape ends, a word begins.
  for (const [next, set] of first) if (canBeEscaped(set)) walk(next, [], true);
  return grams.length > MAX_GRAMS ? undefined : grams;
}

function canBeEscaped(set: Uint8Array): boolean {
  return set.subarray(0, 0x80).some((flag, byte) => flag === 1 && !isWordByte(byte));
}

/** What can stand in each of the NEXT_BYTES places from an instruction on. */
function afterInstruction(program: Program, at: number): readonly Uint8Array[] {
  const sets: Uint8Array[] = [];
  let places = [at];
  while (sets.length < NEXT_BYTES) {
    const { ways, ends } = step(program, places);
    if (ends) break;
    const set = new Uint8Array(256);
    for (const own of ways.values()) includeAll(set, own);
    sets.push(set);
    places = [...ways.keys()];
  }
  return sets;
}

/** Where one byte leads from instructions, and whether a match can end there. */
function step(
  { instructions }: Program,
  from: readonly number[],
): { readonly ways: Map<number, Uint8Array>; readonly ends: boolean } {
  const ways = new Map<number, Uint8Array>();
  const seen = new Set<number>();
  const stack = [...from];
  let ends = false;
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const instruction = instructions[next]!;
    if (instruction.op === 'match') ends = true;
    else if (instruction.op === 'split') stack.push(instruction.first, instruction.second);
    else if (instruction.op === 'assert') {
      if (instruction.what !== 'begin') stack.push(instruction.next);
    } else includeAll(waysTo(ways, instruction.next), instruction.set);
  }
  return { ways, ends };
}

/**
 * The same gram from a letter in it that is no part of the word before: such a place needs no Teddy. `skipped`: what comes before that.
 * Undefined where it has none.
 */
export function fromLetter({
  sets,
  next,
}: Gram): { readonly gram: Gram; readonly skipped: readonly Uint8Array[] } | undefined {
  const all = [...sets, ...next];
  for (let k = 1; k <= NEXT_BYTES; k++) {
    const skipped = all.slice(0, k);
    const noLetter = skipped.at(-1)!.every((flag, byte) => flag === 0 || (byte < 0x80 && LETTERS[byte] === 0));
    if (noLetter && isLetters(all[k]!)) return { gram: gramOf(all.slice(k), true), skipped };
  }
  return undefined;
}

/** The part of a gram that stands where no letter begins a word; undefined where there is none. */
export function withoutWords(gram: Gram): Gram | undefined {
  if (!gram.bounded) return gram;
  const [first, ...rest] = gram.sets;
  if (isLetters(first!)) return undefined;
  return { ...gram, sets: [first!.map((flag, byte) => flag & (1 - LETTERS[byte]!)), ...rest] };
}

function isLetters(set: Uint8Array): boolean {
  return set.every((flag, byte) => flag <= LETTERS[byte]!);
}

export function membersOf(set: Uint8Array): readonly number[] {
  const members: number[] = [];
  for (let byte = 0; byte < 256; byte++) if (set[byte] === 1) members.push(byte);
  return members;
}

/** The bytes that lead to the target, to add to. */
function waysTo<T>(ways: Map<T, Uint8Array>, target: T): Uint8Array {
  let set = ways.get(target);
  if (set === undefined) {
    set = new Uint8Array(256);
    ways.set(target, set);
  }
  return set;
}

function includeAll(set: Uint8Array, own: Uint8Array): void {
  for (let byte = 0; byte < 256; byte++) set[byte]! |= own[byte]!;
}

/** `all`: what can stand in each place, as far as it is known. */
function gramOf(all: readonly Uint8Array[], bounded: boolean): Gram {
  const places = Array.from({ length: GRAM_BYTES + NEXT_BYTES }, (_, k) => all[k] ?? ANY);
  return { sets: places.slice(0, GRAM_BYTES), next: places.slice(GRAM_BYTES), bounded };
}
