import { likelihood } from './kernel/buckets.ts';
import { type Gram, gramsOfProgram } from './kernel/grams.ts';
import type { KernelRow, Lead } from './kernel/tables.ts';
import { Before, buildMatchAutomaton, type MatchAutomaton } from './pattern/automaton.ts';
import { utf8Sequences } from './pattern/code-points.ts';
import { compileProgram, type Program } from './pattern/program.ts';
import { BeyondParser, parsePattern, type Tree } from './pattern/tree.ts';

/** A row whose beginnings are more frequent than this in ordinary text is not looked for by them. */
const MAX_LIKELIHOOD = 0.002;
/** A gram further inside a match than this is no help. */
const MAX_LEAD_BYTES = 256;

/** What the kernel can do for a pattern, and why not more. */
export interface RowMachine extends KernelRow {
  /** A match can depend on being at the beginning of the object, where grams do not look. */
  readonly atBegin: boolean;
  /** Empty when the kernel does all that it can do for a row. */
  readonly limits: readonly string[];
}

interface Beginnings {
  readonly grams: readonly Gram[];
  readonly lead: Lead | undefined;
}

const NOTHING = { grams: undefined, lead: undefined };

/** `free`: the row needs no keyword, so that it must be found by its beginnings. `source`: RE2's internalSource. */
export function rowMachine(source: string, free: boolean): RowMachine {
  try {
    const tree = parsePattern(source);
    const program = compileProgram(tree);
    const automaton = buildMatchAutomaton(program);
    const limits = automaton === undefined ? ['its automaton has too many states'] : [];
    const atBegin = program.instructions.some((one) => one.op === 'assert' && one.what === 'begin');
    const bounded = automaton !== undefined && isBounded(automaton);
    if (!free) return { automaton, ...NOTHING, bounded, atBegin, limits };
    const beginnings = usable(program, undefined) ?? insides(tree);
    if (beginnings === undefined) limits.push('neither its beginnings nor anything inside it is rare in ordinary text');
    // What stands inside a match may have a letter before it.
    const isFirst = beginnings?.lead === undefined;
    return { automaton, ...(beginnings ?? NOTHING), bounded: bounded && isFirst, atBegin, limits };
  } catch (error) {
    if (!(error instanceof BeyondParser)) throw error;
    return { automaton: undefined, ...NOTHING, bounded: false, atBegin: false, limits: [`it has ${error.message}`] };
  }
}

function usable(program: Program, lead: Lead | undefined): Beginnings | undefined {
  const grams = gramsOfProgram(program);
  if (grams === undefined) return undefined;
  const often = grams.reduce((sum, gram) => sum + likelihood(gram), 0);
  return often <= MAX_LIKELIHOOD ? { grams, lead } : undefined;
}

/** The first thing inside a match that is rare, after a lead of known bytes. */
function insides(tree: Tree): Beginnings | undefined {
  if (tree.kind !== 'sequence') return undefined;
  let lead: Lead = { minBytes: 0, maxBytes: 0, alphabet: new Uint8Array(256) };
  for (const [i, item] of tree.items.slice(0, -1).entries()) {
    const before = extent(item);
    const alphabet = lead.alphabet.map((flag, byte) => flag | before.alphabet[byte]!);
    lead = { minBytes: lead.minBytes + before.minBytes, maxBytes: lead.maxBytes + before.maxBytes, alphabet };
    if (lead.maxBytes > MAX_LEAD_BYTES) return undefined;
    const found = usable(compileProgram({ kind: 'sequence', items: tree.items.slice(i + 1) }), lead);
    if (found !== undefined) return found;
  }
  return undefined;
}

function extent(tree: Tree): Lead {
  const alphabet = new Uint8Array(256);
  if (tree.kind === 'assertion') return { minBytes: 0, maxBytes: 0, alphabet };
  if (tree.kind === 'set') {
    const sequences = tree.ranges.flatMap((range) => utf8Sequences(range));
    for (const [low, high] of sequences.flat()) alphabet.fill(1, low, high + 1);
    const lengths = sequences.map(({ length }) => length);
    return { minBytes: Math.min(4, ...lengths), maxBytes: Math.max(0, ...lengths), alphabet };
  }
  const parts = tree.kind === 'repeat' ? [extent(tree.item)] : tree.items.map(extent);
  for (const part of parts) for (let byte = 0; byte < 256; byte++) alphabet[byte]! |= part.alphabet[byte]!;
  const least = parts.map(({ minBytes }) => minBytes);
  const most = parts.map(({ maxBytes }) => maxBytes);
  if (tree.kind === 'repeat') {
    return { minBytes: tree.min * least[0]!, maxBytes: tree.max * most[0]!, alphabet };
  }
  const sum = (lengths: readonly number[]): number => lengths.reduce((a, b) => a + b, 0);
  return tree.kind === 'choice'
    ? { minBytes: Math.min(...least), maxBytes: Math.max(...most), alphabet }
    : { minBytes: sum(least), maxBytes: sum(most), alphabet };
}

function isBounded({ columns, table, starts }: MatchAutomaton): boolean {
  for (const letter of Buffer.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')) {
    if (table[starts[Before.Word]! + columns[letter]!]! >>> 1 !== 0) return false;
  }
  return true;
}
