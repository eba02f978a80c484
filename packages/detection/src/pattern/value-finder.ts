import RE2 from 're2';
import { Before, beforeOf, buildEndsAutomaton, type MatchAutomaton } from './automaton.ts';
import { utf8Sequences } from './code-points.ts';
import { compileProgram, type Program } from './program.ts';
import { type Tree, valueParts } from './tree.ts';

/** Where the group `value` stands in a match: it begins after one of the ends of what is before it, and ends before a rest. */
export interface ValueFinder {
  /** Undefined when the value begins where the match does. */
  readonly before: MatchAutomaton | undefined;
  /** 256 flags: 1 for each byte that the value can begin with. */
  readonly first: Uint8Array;
  /** Bytes between the end of the value and that of the match, or 256 flags for those bytes: none of them is in a value. */
  readonly rest: number | Uint8Array | Rests;
  /** The pattern from the value on, where of several places the last is preferred from which it matches; or else RE2 tells the place. */
  readonly onward: RE2 | undefined;
}

/** How many bytes there can be between the end of the value and that of the match; the value begins where the match does. */
interface Rests {
  readonly lengths: readonly number[];
  /** Tells where a value can end. */
  readonly ends: MatchAutomaton;
}

const VALUE = '(?P<value>';
/** They would count for the value, too. */
const FLAGS = /\(\?[a-z-]/;
/** Rests of more lengths are left to RE2. */
const MAX_LENGTHS = 4;

/** Undefined for patterns whose values only RE2 can tell. Throws BeyondParser. */
export function buildValueFinder(source: string): ValueFinder | undefined {
  const parts = valueParts(source);
  if (parts === undefined) return undefined;
  const { before, value, after } = parts;
  const program = compileProgram(value);
  const atStart = fixedBytes(before) === 0;
  const plainRest = fixedBytes(after) ?? apart(program, compileProgram(after));
  const rest = plainRest ?? (atStart ? restsOf(program, after) : undefined);
  const first = firstBytes(program);
  if (rest === undefined || first === undefined) return undefined;
  if (atStart) return { before: undefined, first, rest, onward: undefined };
  const ends = buildEndsAutomaton(compileProgram(before));
  if (ends === undefined) return undefined;
  const from = source.indexOf(VALUE);
  const isLater = prefersLater(before) && !FLAGS.test(source.slice(0, from));
  return { before: ends, first, rest, onward: isLater ? new RE2(source.slice(from), 'uy') : undefined };
}

/** The beginning of the value in the match `[start, end)`; -1 when only RE2 knows in which of several places it begins. */
export function valueStart(
  { before, first, onward }: ValueFinder,
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  if (before === undefined) return start;
  const { columns, table, starts } = before;
  let found = -1;
  let earlier: readonly number[] | undefined;
  let state = starts[start === 0 ? Before.Nothing : beforeOf(bytes[start - 1]!)]!;
  for (let i = start; state !== 0 && i < end; i++) {
    const byte = bytes[i]!;
    const entry = table[state + columns[byte]!]!;
    if ((entry & 1) === 1 && first[byte] === 1) {
      if (found >= 0) {
        if (onward === undefined) return -1;
        earlier = [...(earlier ?? []), found];
      }
      found = i;
    }
    state = entry >>> 1;
  }
  return earlier === undefined ? found : lastThatMatches(onward!, bytes, [...earlier, found], start, end);
}

/** Of ascending places the last from which the rest of the match matches; -1 where that is another match. */
function lastThatMatches(
  onward: RE2,
  bytes: Uint8Array,
  places: readonly number[],
  start: number,
  end: number,
): number {
  // With a byte on each side for \b.
  const begin = Math.max(0, start - 1);
  const slice = Buffer.from(bytes.buffer, bytes.byteOffset + begin, Math.min(bytes.length, end + 1) - begin);
  for (const place of places.toReversed()) {
    onward.lastIndex = place - begin;
    if (onward.test(slice)) return onward.lastIndex === end - begin ? place : -1;
  }
  return -1;
}

/** The end of the value that begins at `start`, by the end of the match; -1 when there is more than one place where it could end. */
export function valueEnd({ rest }: ValueFinder, bytes: Uint8Array, start: number, end: number): number {
  if (typeof rest === 'number') return end - rest;
  if (!(rest instanceof Uint8Array)) return soleEnd(rest, bytes, start, end);
  let at = end;
  while (rest[bytes[at - 1]!] === 1) at--;
  return at;
}

function soleEnd({ lengths, ends }: Rests, bytes: Uint8Array, start: number, end: number): number {
  const { columns, table, starts, width } = ends;
  let found = -1;
  let state = starts[start === 0 ? Before.Nothing : beforeOf(bytes[start - 1]!)]!;
  for (let i = start; state !== 0 && i <= end; i++) {
    const entry = table[state + (i < bytes.length ? columns[bytes[i]!]! : width - 1)]!;
    if ((entry & 1) === 1 && lengths.includes(end - i)) {
      if (found >= 0) return -1;
      found = i;
    }
    state = entry >>> 1;
  }
  return found;
}

function restsOf(value: Program, after: Tree): Rests | undefined {
  const lengths = lengthsOf(after);
  const ends = lengths === undefined ? undefined : buildEndsAutomaton(value);
  return lengths === undefined || ends === undefined ? undefined : { lengths, ends };
}

/** The lengths of what matches, if they are few and fixed. */
function lengthsOf(tree: Tree): readonly number[] | undefined {
  const fixed = fixedBytes(tree);
  if (fixed !== undefined) return [fixed];
  let all: readonly number[] = [];
  if (tree.kind === 'choice') {
    for (const item of tree.items) {
      const own = lengthsOf(item);
      if (own === undefined) return undefined;
      all = [...all, ...own];
    }
  } else if (tree.kind === 'sequence') {
    all = [0];
    for (const item of tree.items) {
      const own = lengthsOf(item);
      if (own === undefined) return undefined;
      all = all.flatMap((before) => own.map((length) => before + length));
    }
  } else if (tree.kind === 'repeat' && tree.min === 0 && tree.max === 1) {
    const own = lengthsOf(tree.item);
    if (own === undefined) return undefined;
    all = [0, ...own];
  } else return undefined;
  const distinct = [...new Set(all)];
  return distinct.length > MAX_LENGTHS ? undefined : distinct;
}

/**
 * Whether of several places after `before` the later ones are preferred: it repeats, as often as it can, what ends with the only byte
 * of its kind.
 */
function prefersLater(before: Tree): boolean {
  const items = before.kind === 'sequence' ? before.items : [before];
  const [repeat, ...others] = items.filter(({ kind }) => kind !== 'assertion');
  if (repeat?.kind !== 'repeat' || repeat.lazy || others.length > 0 || repeat.item.kind !== 'sequence') return false;
  const [last, ...rest] = repeat.item.items.toReversed();
  if (last?.kind !== 'set' || fixedBytes(last) !== 1) return false;
  return apart(compileProgram(last), compileProgram({ kind: 'sequence', items: rest })) !== undefined;
}

/** The bytes of `after`, if none of them is one of `value`. */
function apart(value: Program, after: Program): Uint8Array | undefined {
  const [own, others] = [alphabet(value), alphabet(after)];
  return own.some((flag, byte) => flag === 1 && others[byte] === 1) ? undefined : others;
}

function alphabet({ instructions }: Program): Uint8Array {
  const all = new Uint8Array(256);
  for (const instruction of instructions) {
    if (instruction.op === 'byte') for (let byte = 0; byte < 256; byte++) all[byte]! |= instruction.set[byte]!;
  }
  return all;
}

/** Undefined when not all that matches is of one length. */
function fixedBytes(tree: Tree): number | undefined {
  if (tree.kind === 'assertion') return 0;
  if (tree.kind === 'set') {
    const lengths = tree.ranges.flatMap((range) => utf8Sequences(range)).map(({ length }) => length);
    return same(lengths);
  }
  if (tree.kind === 'choice') return same(tree.items.map(fixedBytes));
  if (tree.kind === 'repeat') {
    const one = fixedBytes(tree.item);
    return one === undefined || tree.min !== tree.max ? undefined : one * tree.min;
  }
  return tree.items
    .map(fixedBytes)
    .reduce((sum, one) => (sum === undefined || one === undefined ? undefined : sum + one), 0);
}

function same(lengths: readonly (number | undefined)[]): number | undefined {
  return lengths.every((length) => length === lengths[0]) ? lengths[0] : undefined;
}

/** Undefined when nothing at all may match. */
function firstBytes({ instructions, start }: Program): Uint8Array | undefined {
  const first = new Uint8Array(256);
  const seen = new Set<number>();
  const stack = [start];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const instruction = instructions[at]!;
    if (instruction.op === 'match') return undefined;
    if (instruction.op === 'split') stack.push(instruction.first, instruction.second);
    else if (instruction.op === 'assert') stack.push(instruction.next);
    else for (let byte = 0; byte < 256; byte++) first[byte]! |= instruction.set[byte]!;
  }
  return first;
}
