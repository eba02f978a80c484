import { HASH_BEGIN, HASH_FACTOR, minimal } from './minimal.ts';
import type { ByteInstruction, Program } from './program.ts';
import type { Assertion } from './tree.ts';

/** A pattern with more states is left to RE2. */
export const MAX_STATES = 8_000;
/** So is one whose states take longer to find: threads followed in all. */
export const MAX_CONSTRUCTION_STEPS = 3_000_000;

/** Bytes that tell most texts apart from what a pattern can begin with: the first that need not too many states. */
const PREFIX_BYTES = [24, 16, 12, 8];

/** What stands before a place. */
export const Before = { Nothing: 0, Newline: 1, Word: 2, Other: 3 } as const;
type Before = (typeof Before)[keyof typeof Before];

/**
 * Tells the end of the match that begins at a given place: a DFA over bytes, leftmost-first. An entry of `table`, at state +
 * column, is the next state times two, plus one when a match ends before the byte. State 0 is the end of the search.
 * After the last byte comes the column `width - 1`.
 */
export interface MatchAutomaton {
  /** Column of each byte. */
  readonly columns: Uint8Array;
  readonly width: number;
  readonly table: Uint32Array;
  /** State to begin in, by what stands before the place. */
  readonly starts: readonly number[];
}

/** Undefined when it would have more than MAX_STATES states or take more than MAX_CONSTRUCTION_STEPS. */
export function buildMatchAutomaton(program: Program): MatchAutomaton | undefined {
  return new Construction(program, false).build();
}

/** The same, telling every place where some match can end, not only those of the preferred ways. */
export function buildEndsAutomaton(program: Program): MatchAutomaton | undefined {
  return new Construction(program, true).build();
}

/** Takes what a match can begin with, as far as some bytes, for a match: for patterns of too many states. */
export function buildPrefixAutomaton(program: Program): MatchAutomaton | undefined {
  for (const bytes of PREFIX_BYTES) {
    const automaton = new Construction(program, false, bytes).build();
    if (automaton !== undefined) return automaton;
  }
  return undefined;
}

/** What a byte is to an assertion before it. */
export function beforeOf(byte: number): Before {
  if (byte === 0x0a) return Before.Newline;
  return isWordByte(byte) ? Before.Word : Before.Other;
}

/** Source: RE2 wiki, "Syntax": \b is of ASCII words. */
export function isWordByte(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) || byte === 0x5f;
}

interface State {
  readonly threads: readonly number[];
  readonly before: Before;
  /** Bytes read so far, where they are counted. */
  readonly bytes: number;
}

/** Stands for the end of the text among bytes. */
const END = -1;

/** All that an assertion asks of the byte after it. */
type Kind = Before | typeof END;

function kindOf(byte: number): Kind {
  return byte === END ? END : beforeOf(byte);
}

/** What a state's threads come to before a byte of one kind. */
interface Closure {
  readonly matched: boolean;
  /** In order of preference. */
  readonly reached: readonly ByteInstruction[];
}

class Construction {
  private readonly program: Program;
  private readonly everyEnd: boolean;
  /** A match is taken to end after so many bytes. */
  private readonly mostBytes: number;
  private readonly states: State[] = [{ threads: [], before: Before.Other, bytes: 0 }];
  /** Numbers of states, by the hash of what they are. */
  private readonly numbers = new Map<number, number[]>();
  /** Threads of the state that a move leads to, until it is known which state that is. */
  private readonly next: number[] = [];
  /** Where the last walk that was at an instruction stands in the order of walks. */
  private readonly seenIn: Uint32Array;
  private walks = 0;
  private steps = 0;

  constructor(program: Program, everyEnd: boolean, mostBytes = Number.POSITIVE_INFINITY) {
    this.program = program;
    this.everyEnd = everyEnd;
    this.mostBytes = mostBytes;
    this.seenIn = new Uint32Array(program.instructions.length);
  }

  build(): MatchAutomaton | undefined {
    const { columns, representatives } = byteColumns(this.program);
    const width = representatives.length + 1;
    this.next.push(this.program.start);
    const starts = [Before.Nothing, Before.Newline, Before.Word, Before.Other].map((before) => this.number(before, 0));
    const bytesAndEnd = [...representatives, END];
    const rows: number[] = [];
    for (let i = 0; i < width; i++) rows.push(0);
    for (let i = 1; i < this.states.length; i++) {
      if (this.states.length > MAX_STATES || this.steps > MAX_CONSTRUCTION_STEPS) return undefined;
      const { bytes } = this.states[i]!;
      if (bytes >= this.mostBytes) {
        for (let column = 0; column < width; column++) rows.push(1);
        continue;
      }
      const closures = new Map<Kind, Closure>();
      for (const byte of bytesAndEnd) {
        const kind = this.program.asserts ? kindOf(byte) : Before.Other;
        let closure = closures.get(kind);
        if (closure === undefined) {
          closure = this.closure(this.states[i]!, byte);
          closures.set(kind, closure);
        }
        rows.push(this.move(closure, byte, bytes) * width * 2 + (closure.matched ? 1 : 0));
      }
    }
    return minimal({ columns, width, table: new Uint32Array(rows), starts: starts.map((state) => state * width) });
  }

  /** The state whose threads are `next`. */
  private number(before: Before, bytes: number): number {
    const threads = this.next;
    if (threads.length === 0) return 0;
    const kept = this.program.asserts ? before : Before.Other;
    let hash = Math.imul(HASH_BEGIN ^ kept, HASH_FACTOR) ^ bytes;
    for (let i = 0; i < threads.length; i++) hash = Math.imul(hash ^ threads[i]!, HASH_FACTOR);
    const same = this.numbers.get(hash);
    const known = same?.find((number) => isState(this.states[number]!, threads, kept, bytes));
    if (known !== undefined) return known;
    const number = this.states.push({ threads: threads.slice(), before: kept, bytes }) - 1;
    if (same === undefined) this.numbers.set(hash, [number]);
    else same.push(number);
    return number;
  }

  private move({ reached }: Closure, byte: number, bytes: number): number {
    if (byte === END) return 0;
    const { seenIn, next } = this;
    const walk = ++this.walks;
    next.length = 0;
    for (let i = 0; i < reached.length; i++) {
      const { set, next: target } = reached[i]!;
      if (set[byte] !== 1 || seenIn[target] === walk) continue;
      seenIn[target] = walk;
      next.push(target);
    }
    this.steps += reached.length;
    return this.number(beforeOf(byte), Number.isFinite(this.mostBytes) ? bytes + 1 : 0);
  }

  /** Follows splits and assertions in order of preference; a match ends what is less preferred. */
  private closure({ threads, before }: State, byte: number): Closure {
    const { instructions } = this.program;
    const walk = ++this.walks;
    const reached: ByteInstruction[] = [];
    let matched = false;
    const stack = [...threads].reverse();
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      this.steps++;
      if (this.seenIn[at] === walk) continue;
      this.seenIn[at] = walk;
      const instruction = instructions[at]!;
      if (instruction.op === 'match') {
        matched = true;
        if (!this.everyEnd) break;
      } else if (instruction.op === 'split') stack.push(instruction.second, instruction.first);
      else if (instruction.op === 'byte') reached.push(instruction);
      else if (holds(instruction.what, before, byte)) stack.push(instruction.next);
    }
    return { matched, reached };
  }
}

function isState(state: State, threads: readonly number[], before: Before, bytes: number): boolean {
  if (state.before !== before || state.bytes !== bytes || state.threads.length !== threads.length) return false;
  for (let i = 0; i < threads.length; i++) if (state.threads[i] !== threads[i]) return false;
  return true;
}

/** True when a match can begin with the byte, after what stands before it. */
export function canBegin({ instructions, start }: Program, before: Before, byte: number): boolean {
  const seen = new Set<number>();
  const stack = [start];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const instruction = instructions[at]!;
    if (instruction.op === 'byte' && instruction.set[byte] === 1) return true;
    if (instruction.op === 'split') stack.push(instruction.second, instruction.first);
    else if (instruction.op === 'assert' && holds(instruction.what, before, byte)) stack.push(instruction.next);
  }
  return false;
}

/** Bytes that stand for all separators. */
const SEPARATORS = [0x20, 0x0a];

/**
 * A match can begin with a space or a newline, as patterns do that name what may stand before a value. Then it can take another
 * separator for its first byte, too: the one that a written escape stands for.
 */
export function takesSeparator(program: Program): boolean {
  return SEPARATORS.some((byte) => canBegin(program, Before.Other, byte));
}

function holds(what: Assertion, before: Before, byte: number): boolean {
  const edge = (before === Before.Word) !== (byte !== END && isWordByte(byte));
  if (what === 'word-edge') return edge;
  if (what === 'no-word-edge') return !edge;
  if (what === 'begin') return before === Before.Nothing;
  if (what === 'line-begin') return before === Before.Nothing || before === Before.Newline;
  if (what === 'end') return byte === END;
  return byte === END || byte === 0x0a;
}

/** Bytes that no set of the program tells apart share a column. */
function byteColumns({ instructions, asserts }: Program): {
  readonly columns: Uint8Array;
  readonly representatives: readonly number[];
} {
  const sets = new Set<Uint8Array>();
  for (const instruction of instructions) if (instruction.op === 'byte') sets.add(instruction.set);
  const signatures = Array.from({ length: 256 }, (_, byte) => (asserts ? String(beforeOf(byte)) : ''));
  for (const set of sets) for (let byte = 0; byte < 256; byte++) signatures[byte]! += set[byte]!;
  const distinct = [...new Set(signatures)];
  const position = new Map(distinct.map((signature, i) => [signature, i]));
  return {
    columns: Uint8Array.from(signatures, (signature) => position.get(signature)!),
    representatives: distinct.map((signature) => signatures.indexOf(signature)),
  };
}

/** The end of the match that begins at `at`, or -1: what the kernel does, for tests. */
export function matchEnd(automaton: MatchAutomaton, bytes: Uint8Array, at: number): number {
  return endFrom(automaton, automaton.starts[at === 0 ? Before.Nothing : beforeOf(bytes[at - 1]!)]!, bytes, at);
}

/** A match begins at `at`, after an escape. `escaped`: the byte that it stands for, where the match can take that for its first. */
export function matchesAfter(
  automaton: MatchAutomaton,
  bytes: Uint8Array,
  at: number,
  escaped: number | undefined,
): boolean {
  const { columns, table, starts } = automaton;
  const start = starts[Before.Other]!;
  const afterFirst = escaped === undefined ? 0 : table[start + columns[escaped]!]! >>> 1;
  return endFrom(automaton, afterFirst, bytes, at) > at || endFrom(automaton, start, bytes, at) > at;
}

function endFrom({ columns, width, table }: MatchAutomaton, start: number, bytes: Uint8Array, at: number): number {
  let state = start;
  let end = -1;
  for (let i = at; state !== 0; i++) {
    const entry = table[state + (i < bytes.length ? columns[bytes[i]!]! : width - 1)]!;
    if ((entry & 1) === 1) end = i;
    state = entry >>> 1;
  }
  return end;
}
