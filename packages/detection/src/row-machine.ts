import { VECTOR_BYTES } from '@dowser/wasm';
import { areCapitalisedWords } from './capitalised-words.ts';
import { likelihood, likelihoodOfToken } from './kernel/buckets.ts';
import { fromLetter, type Gram, gramsOfProgram, membersOf } from './kernel/grams.ts';
import { type ByteRanges, byteRanges, losesNoOther } from './kernel/passed-over.ts';
import type { KernelRow, Lead } from './kernel/tables.ts';
import { tokenShape } from './kernel/token-shape.ts';
import {
  Before,
  buildMatchAutomaton,
  buildPrefixAutomaton,
  canBegin,
  type MatchAutomaton,
  takesSeparator,
} from './pattern/automaton.ts';
import { utf8Sequences } from './pattern/code-points.ts';
import { compileProgram, compileSuffixes, type Program } from './pattern/program.ts';
import { restProgram } from './pattern/rest-program.ts';
import { BeyondParser, parsePattern, type Tree } from './pattern/tree.ts';

/** A row whose beginnings are more frequent than this in ordinary text is not looked for by them. */
const MAX_LIKELIHOOD = 0.002;
/** A row whose beginnings are less frequent than this is not looked for in any other way. */
const RARE = 0.00001;
/** What it costs at a place to go back to a beginning and to search from there, by RE2 or by the kernel, in automata at tokens. */
const [REGEX_COST, LEAD_COST] = [20, 3];
/** So many beginnings crowd the tables that all rows share. */
export const MANY_GRAMS = 100;
/** A gram further inside a match than this is no help. */
const MAX_LEAD_BYTES = 256;
/** A choice of more ways is not looked into. */
const MAX_WAYS = 16;

/** What the kernel can do for a pattern, and why not more. */
export interface RowMachine extends KernelRow {
  /** A match can depend on being at the beginning of the object, where the kernel does not look. */
  readonly atBegin: boolean;
  /** 256 flags: bytes that a match can begin with. Only where its places come from a lead and RE2 must try them. */
  readonly begins: Uint8Array | undefined;
  /** See areCapitalisedWords. Only of a row that needs a keyword. */
  readonly needsWords: boolean;
  /** Empty when the kernel does all that it can do for a row. */
  readonly limits: readonly string[];
}

/** How a row without a keyword is found: by grams, by tokens, or not at all. */
type Beginnings = Pick<KernelRow, 'grams' | 'lead' | 'token' | 'passOver'> & {
  /** What a match is from its grams on, where they stand inside it. */
  readonly rest: Program | undefined;
};

/** Grams after a lead, and what a match is from the first byte of the grams on. */
interface Inside {
  readonly grams: readonly Gram[];
  readonly lead: Lead;
  readonly often: number;
  readonly rest: Program;
}

interface Way {
  readonly beginnings: Beginnings;
  readonly often: number;
}

const NOT_LOCATED = { prefix: undefined, grams: undefined, lead: undefined, token: undefined, passOver: [] };
const NOTHING: Beginnings = { grams: undefined, lead: undefined, token: undefined, passOver: [], rest: undefined };
const LETTERS = Buffer.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ');

/**
 * `free`: the row needs no keyword, so that it must be found by its beginnings. `source`: RE2's internalSource, as those of `passOver`.
 * A text of that which cannot be passed over is a SyntaxError.
 */
export function rowMachine(source: string, free: boolean, passOver: readonly string[] = []): RowMachine {
  try {
    const tree = parsePattern(source);
    const program = compileProgram(tree);
    const automaton = buildMatchAutomaton(program);
    const limits = automaton === undefined ? ['its automaton has too many states'] : [];
    const atBegin = program.instructions.some((one) => one.op === 'assert' && one.what === 'begin');
    const leads = takesSeparator(program);
    const needsWords = !free && areCapitalisedWords(source);
    const common = { automaton, atBegin, takesSeparator: leads, needsWords, limits };
    if (!free) return { ...common, ...NOT_LOCATED, begins: undefined };
    const beginnings = beginningsOf(tree, program, automaton);
    if (beginnings === undefined)
      limits.push('it has no token near its beginning, and nothing in it is rare in ordinary text');
    const { rest, ...found } = beginnings ?? NOTHING;
    const isFirst = found.lead === undefined;
    const fromGrams = isFirst && automaton === undefined ? program : rest;
    const prefix = fromGrams === undefined ? undefined : buildPrefixAutomaton(fromGrams);
    // After an escape, what takes a separator begins with the byte after that.
    const begins = automaton === undefined && !isFirst && !leads ? bytesThatBegin(program) : undefined;
    const texts = found.token === undefined ? [] : passOver.map((text) => passedOver(text, automaton!));
    return { ...common, prefix, ...found, passOver: texts, begins };
  } catch (error) {
    if (!(error instanceof BeyondParser)) throw error;
    const limits = [`it has ${error.message}`];
    const unknown = {
      automaton: undefined,
      begins: undefined,
      atBegin: false,
      takesSeparator: false,
      needsWords: false,
    };
    return { ...unknown, ...NOT_LOCATED, limits };
  }
}

function passedOver(text: string, automaton: MatchAutomaton): ByteRanges {
  const ranges = byteRanges(parsePattern(text));
  if (ranges === undefined)
    throw new SyntaxError(`passOver ${text}: at most ${VECTOR_BYTES} ranges of ASCII, one after the other`);
  if (!losesNoOther(automaton, ranges))
    throw new SyntaxError(`passOver ${text}: other matches can begin inside such a one`);
  return ranges;
}

function bytesThatBegin(program: Program): Uint8Array {
  const befores = Object.values(Before);
  return Uint8Array.from({ length: 256 }, (_, byte) =>
    befores.some((before) => canBegin(program, before, byte)) ? 1 : 0,
  );
}

/** The way to look for a row that names the fewest places. */
function beginningsOf(tree: Tree, program: Program, automaton: MatchAutomaton | undefined): Beginnings | undefined {
  const literal = usable(program, undefined);
  if (literal !== undefined && literal.often <= RARE) return literal.beginnings;
  const token = automaton === undefined ? undefined : tokenShape(automaton);
  const isCrowd = literal === undefined || (literal.beginnings.grams?.length ?? 0) > MANY_GRAMS;
  if (token?.beginnings !== undefined && isCrowd) return { ...NOTHING, token };
  const inside = insides(tree);
  const ways = [
    literal,
    token === undefined ? undefined : { beginnings: { ...NOTHING, token }, often: likelihoodOfToken(token) },
    inside === undefined
      ? undefined
      : { ...inside, often: inside.often * (automaton === undefined ? REGEX_COST : LEAD_COST) },
  ].filter((way) => way !== undefined);
  return ways.sort((a, b) => a.often - b.often)[0]?.beginnings;
}

function usable(program: Program, lead: Lead | undefined): Way | undefined {
  // What stands inside a match may have a letter before it.
  const bounded = lead === undefined && !LETTERS.some((letter) => canBegin(program, Before.Word, letter));
  const isFirst = lead === undefined || lead.minBytes === 0;
  const grams = gramsOfProgram(program, bounded, isFirst && takesSeparator(program));
  if (grams === undefined) return undefined;
  const often = grams.reduce((sum, gram) => sum + likelihood(gram), 0);
  return often <= MAX_LIKELIHOOD ? { beginnings: { ...NOTHING, grams, lead }, often } : undefined;
}

/** The first thing inside a match that is rare, after a lead of known bytes; of each way to match, where there are several. */
function insides(tree: Tree): Way | undefined {
  const found: Inside[] = [];
  for (const way of waysOf(tree)) {
    const inside = insideOf(way);
    if (inside === undefined) return undefined;
    found.push(inside);
  }
  const lead = found.map((inside) => inside.lead).reduce(eitherLead);
  return { beginnings: fromLetters(found, lead), often: found.reduce((sum, inside) => sum + inside.often, 0) };
}

/** By the letters in some of the grams that begin with something else. */
function fromLetters(found: readonly Inside[], lead: Lead): Beginnings {
  const grams = found.flatMap((inside) => inside.grams.map((gram) => ({ gram, inside })));
  const moved = grams.map(({ gram }) => {
    const own = fromLetter(gram);
    return own !== undefined && likelihood(own.gram) <= MAX_LIKELIHOOD ? own : undefined;
  });
  const alphabet = lead.alphabet.slice();
  for (const byte of moved.flatMap((one) => one?.skipped ?? []).flatMap(membersOf)) alphabet[byte] = 1;
  const skips = moved.map((one) => one?.skipped.length ?? 0);
  const longer: Lead = {
    minBytes: lead.minBytes + Math.min(...skips),
    maxBytes: lead.maxBytes + Math.max(...skips),
    alphabet,
  };
  const parts = grams.flatMap(({ inside }, i) => {
    // An escape can take the place of the first byte, which is then none of the gram's.
    const skipped = inside.lead.minBytes === 0 ? [skips[i]!, skips[i]! + 1] : [skips[i]!];
    return skipped.map((bytes) => ({ program: inside.rest, skipped: bytes }));
  });
  const rest = restProgram(parts);
  return { ...NOTHING, grams: moved.map((one, i) => one?.gram ?? grams[i]!.gram), lead: longer, rest };
}

/** The sequences that a pattern is a choice of. */
function waysOf(tree: Tree): readonly (readonly Tree[])[] {
  const items = tree.kind === 'sequence' ? tree.items : [tree];
  const at = items.findIndex(({ kind }) => kind === 'choice');
  const choice = items[at];
  // What comes after the first choice of more than a byte is left as it is.
  if (choice?.kind !== 'choice' || choice.items.length > MAX_WAYS) return [items];
  const ways = choice.items.flatMap((item) => {
    const own = item.kind === 'sequence' ? item.items : [item];
    return waysOf({ kind: 'sequence', items: [...items.slice(0, at), ...own, ...items.slice(at + 1)] });
  });
  return ways.length > MAX_WAYS ? [items] : ways;
}

/** The first part of a sequence that is rare enough, after what comes before it: the first very rare one, if there is one. */
function insideOf(items: readonly Tree[]): Inside | undefined {
  let best: Inside | undefined;
  let lead: Lead = { minBytes: 0, maxBytes: 0, alphabet: new Uint8Array(256) };
  const suffixes = compileSuffixes(items);
  for (const [i, item] of items.entries()) {
    const found = usable(suffixes[i]!, lead);
    const grams = found?.beginnings.grams ?? [];
    // None at all stand for a match at the beginning of the text: it has grams further inside.
    if (found !== undefined && grams.length > 0 && (best === undefined || found.often <= RARE)) {
      // Of the lead, the first byte may be an escape.
      const shorter: Lead = { ...lead, minBytes: Math.max(0, lead.minBytes - 1) };
      best = { grams, lead: shorter, often: found.often, rest: suffixes[i]! };
      if (found.often <= RARE) break;
    }
    lead = bothLeads(lead, extent(item));
    if (lead.maxBytes > MAX_LEAD_BYTES) break;
  }
  return best;
}

function bothLeads(first: Lead, second: Lead): Lead {
  return {
    minBytes: first.minBytes + second.minBytes,
    maxBytes: first.maxBytes + second.maxBytes,
    alphabet: first.alphabet.map((flag, byte) => flag | second.alphabet[byte]!),
  };
}

function eitherLead(first: Lead, second: Lead): Lead {
  return {
    minBytes: Math.min(first.minBytes, second.minBytes),
    maxBytes: Math.max(first.maxBytes, second.maxBytes),
    alphabet: first.alphabet.map((flag, byte) => flag | second.alphabet[byte]!),
  };
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
