import { type Range, utf8Sequences } from './code-points.ts';
import { type Assertion, BeyondParser, type Tree } from './tree.ts';

/** A pattern with more instructions is left to RE2. */
export const MAX_INSTRUCTIONS = 24_000;

/** What a thread does; numbers are positions of instructions. Threads of a split run in order of preference. */
export type Instruction =
  | ByteInstruction
  | { readonly op: 'split'; readonly first: number; readonly second: number }
  | { readonly op: 'assert'; readonly what: Assertion; readonly next: number }
  | { readonly op: 'match' };

export interface ByteInstruction {
  readonly op: 'byte';
  readonly set: Uint8Array;
  readonly next: number;
}

/** A pattern as a machine over bytes without loops: what it matches has an end. */
export interface Program {
  readonly instructions: readonly Instruction[];
  readonly start: number;
  readonly asserts: boolean;
}

/** Leftmost-first as in RE2: of two ways to match from one place, the one that the pattern prefers. Throws BeyondParser. */
export function compileProgram(tree: Tree): Program {
  const builder = new Builder();
  const match = builder.add({ op: 'match' });
  const start = builder.tree(tree, match);
  const asserts = builder.instructions.some(({ op }) => op === 'assert');
  return { instructions: builder.instructions, start, asserts };
}

/** The same of a sequence from each of its items on; they share their instructions. Throws BeyondParser. */
export function compileSuffixes(items: readonly Tree[]): readonly Program[] {
  const builder = new Builder();
  const starts: number[] = [];
  let next = builder.add({ op: 'match' });
  for (let i = items.length - 1; i >= 0; i--) {
    next = builder.tree(items[i]!, next);
    starts[i] = next;
  }
  const asserts = builder.instructions.some(({ op }) => op === 'assert');
  return starts.map((start) => ({ instructions: builder.instructions, start, asserts }));
}

/** Builds from the end: every part is given what comes after it. */
class Builder {
  readonly instructions: Instruction[] = [];
  private readonly sets = new Map<string, Uint8Array>();
  /** By a class: the sequences of bytes that its members are. */
  private readonly known = new Map<readonly Range[], readonly (readonly Uint8Array[])[]>();

  add(instruction: Instruction): number {
    if (this.instructions.length >= MAX_INSTRUCTIONS) throw new BeyondParser('too long a pattern');
    return this.instructions.push(instruction) - 1;
  }

  tree(tree: Tree, next: number): number {
    if (tree.kind === 'set') return this.set(tree.ranges, next);
    if (tree.kind === 'assertion') return this.add({ op: 'assert', what: tree.what, next });
    if (tree.kind === 'repeat') return this.repeat(tree, next);
    if (tree.kind === 'sequence') return tree.items.reduceRight((after, item) => this.tree(item, after), next);
    return this.choice(tree.items.map((item) => this.tree(item, next)));
  }

  private repeat({ item, min, max, lazy }: Extract<Tree, { kind: 'repeat' }>, next: number): number {
    let entry = next;
    for (let i = max; i > min; i--) {
      const taken = this.tree(item, entry);
      entry = this.add(
        lazy ? { op: 'split', first: next, second: taken } : { op: 'split', first: taken, second: next },
      );
    }
    for (let i = 0; i < min; i++) entry = this.tree(item, entry);
    return entry;
  }

  private choice(entries: readonly number[]): number {
    return entries.reduceRight((second, first) => this.add({ op: 'split', first, second }));
  }

  private set(ranges: readonly Range[], next: number): number {
    const known = this.known.get(ranges) ?? this.sequences(ranges);
    this.known.set(ranges, known);
    return this.choice(
      known.map((sequence) => sequence.reduceRight((after, set) => this.add({ op: 'byte', set, next: after }), next)),
    );
  }

  private sequences(ranges: readonly Range[]): readonly (readonly Uint8Array[])[] {
    const sequences = ranges.flatMap((range) => utf8Sequences(range));
    const single = sequences.filter((sequence) => sequence.length === 1).map(([range]) => range!);
    const longer = sequences.filter((sequence) => sequence.length > 1);
    const ways = longer.map((sequence) => sequence.map((range) => this.bytes([range])));
    // An empty class matches nothing: a byte out of an empty set.
    return single.length > 0 || ways.length === 0 ? [...ways, [this.bytes(single)]] : ways;
  }

  private bytes(ranges: readonly Range[]): Uint8Array {
    const key = ranges.join(';');
    let set = this.sets.get(key);
    if (set === undefined) {
      set = new Uint8Array(256);
      for (const [low, high] of ranges) set.fill(1, low, high + 1);
      this.sets.set(key, set);
    }
    return set;
  }
}
