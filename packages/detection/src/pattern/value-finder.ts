import RE2 from 're2';
import { MAX_CHARACTER_BYTES } from '../limits.ts';
import { Before, beforeOf, buildEndsAutomaton, type MatchAutomaton } from './automaton.ts';
import { utf8Sequences } from './code-points.ts';
import { compileProgram, type Program } from './program.ts';
import { BeyondParser, type Tree, valueParts } from './tree.ts';

/** Where the group `value` stands in a match: it begins after one of the ends of what is before it, and ends before a rest. */
export interface ValueFinder {
  /**
   * Undefined when the value begins where the match does; 256 flags for the bytes of a value, when none of them can stand right before
   * it; or else what tells the ends of what is before it.
   */
  readonly before: MatchAutomaton | Uint8Array | undefined;
  /** 256 flags: 1 for each byte that the value can begin with. */
  readonly first: Uint8Array;
  /** Bytes between the end of the value and that of the match, or 256 flags for those bytes: none of them is in a value. */
  readonly rest: number | Uint8Array | Rests;
  /** The pattern from the value on, where of several places the last is preferred from which it matches; or else RE2 tells the place. */
  readonly onward: RE2 | undefined;
}

/** How many bytes there can be between the end of the value and that of the match. */
interface Rests {
  readonly lengths: readonly number[];
  /** Tells where a value can end. */
  readonly ends: MatchAutomaton;
}

const VALUE = '(?P<value>';
/** They would count for the value, too. */
const FLAGS = /\(\?[a-z-]/;
/** Rests of more lengths are left to RE2. Of a character or the end of the text there are so many. */
const MAX_LENGTHS = 1 + MAX_CHARACTER_BYTES;

/** Undefined for patterns whose values only RE2 can tell, or only automata where there are to be none. */
export function buildValueFinder(source: string, withAutomata = true): ValueFinder | undefined {
  try {
    return finderOf(source, withAutomata);
  } catch (error) {
    if (error instanceof BeyondParser) return undefined;
    throw error;
  }
}

function finderOf(source: string, withAutomata: boolean): ValueFinder | undefined {
  const parts = valueParts(source);
  if (parts === undefined) return undefined;
  const { before, value, after } = parts;
  const program = compileProgram(value);
  const atStart = fixedBytes(before) === 0;
  const plainRest = fixedBytes(after) ?? apart(program, compileProgram(after));
  const rest = plainRest ?? (withAutomata ? restsOf(program, after) : undefined);
  const first = firstBytes(program);
  if (rest === undefined || first === undefined) return undefined;
  if (atStart) return { before: undefined, first, rest, onward: undefined };
  const own = alphabet(program);
  if (plainRest !== undefined && neverLast(compileProgram(before), own)) {
    return { before: own, first, rest, onward: undefined };
  }
  if (!withAutomata) return undefined;
  const ends = buildEndsAutomaton(compileProgram(before));
  if (ends === undefined) return undefined;
  const from = source.indexOf(VALUE);
  const isLater = prefersLater(before) && !FLAGS.test(source.slice(0, from));
  return { before: ends, first, rest, onward: isLater ? new RE2(source.slice(from), 'uy') : undefined };
}

/** The beginning of the value in the match `[start, end)`; -1 when only RE2 knows in which of several places it begins. */
export function valueStart(finder: ValueFinder, bytes: Uint8Array, start: number, end: number): number {
  const { before, first, onward } = finder;
  if (before === undefined) return start;
  if (before instanceof Uint8Array) {
    let at = valueEnd(finder, bytes, start, end);
    while (before[bytes[at - 1]!] === 1) at--;
    return at;
  }
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

/** The lengths of what matches, if they are few. */
function lengthsOf(tree: Tree): readonly number[] | undefined {
  if (tree.kind === 'assertion') return [0];
  if (tree.kind === 'set') return few(bytesOfMembers(tree));
  const parts = tree.kind === 'repeat' ? [lengthsOf(tree.item)] : tree.items.map(lengthsOf);
  if (!parts.every((own) => own !== undefined)) return undefined;
  if (tree.kind === 'choice') return few(parts.flat());
  if (tree.kind === 'sequence') return lengthsInTurn(parts);
  const { min, max } = tree;
  const either = few([0, ...parts.flat()]);
  return either && lengthsInTurn(Array.from({ length: max }, (_, i) => (i < min ? parts[0]! : either)));
}

function lengthsInTurn(parts: readonly (readonly number[])[]): readonly number[] | undefined {
  return parts.reduce<readonly number[] | undefined>(
    (all, own) => all && few(all.flatMap((before) => own.map((length) => before + length))),
    [0],
  );
}

/** The same, each once; undefined when they are too many. */
function few(lengths: readonly number[]): readonly number[] | undefined {
  const distinct = [...new Set(lengths)];
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

/** Something always matches, and what matches never ends with one of these bytes. */
function neverLast({ instructions, start }: Program, bytes: Uint8Array): boolean {
  const ends = new Uint8Array(instructions.length);
  // Every part comes after what it leads to.
  for (const [at, instruction] of instructions.entries()) {
    if (instruction.op === 'match') ends[at] = 1;
    else if (instruction.op === 'split') ends[at] = ends[instruction.first]! | ends[instruction.second]!;
    else if (instruction.op === 'assert') ends[at] = ends[instruction.next]!;
  }
  if (ends[start] === 1) return false;
  return instructions.every(
    (one) =>
      one.op !== 'byte' || ends[one.next] === 0 || !one.set.some((flag, byte) => flag === 1 && bytes[byte] === 1),
  );
}

/** Undefined when not all that matches is of one length. */
function fixedBytes(tree: Tree): number | undefined {
  if (tree.kind === 'assertion') return 0;
  if (tree.kind === 'set') {
    return same(bytesOfMembers(tree));
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

function bytesOfMembers({ ranges }: Extract<Tree, { kind: 'set' }>): readonly number[] {
  return ranges.flatMap((range) => utf8Sequences(range)).map(({ length }) => length);
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
