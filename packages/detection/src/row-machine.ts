import { VECTOR_BYTES } from '@dowser/wasm';
import { areCapitalisedWords } from './capitalised-words.ts';
import { likelihoodOfToken } from './kernel/buckets.ts';
import { type ByteRanges, byteRanges, losesNoOther } from './kernel/passed-over.ts';
import type { KernelRow } from './kernel/tables.ts';
import { tokenShape } from './kernel/token-shape.ts';
import {
  Before,
  buildMatchAutomaton,
  buildPrefixAutomaton,
  canBegin,
  type MatchAutomaton,
  takesSeparator,
} from './pattern/automaton.ts';
import { compileProgram, type Program } from './pattern/program.ts';
import { BeyondParser, parsePattern, type Tree } from './pattern/tree.ts';
import { type Beginnings, NOTHING, RARE, wayByGrams } from './way-by-grams.ts';
import { wayInside } from './way-inside.ts';

/** What it costs at a place to go back to a beginning and to search from there, by RE2 or by the kernel, in automata at tokens. */
const [REGEX_COST, LEAD_COST] = [20, 3];
/** So many beginnings crowd the tables that all rows share. */
export const MANY_GRAMS = 100;

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

const NOT_LOCATED = { prefix: undefined, grams: undefined, lead: undefined, token: undefined, passOver: [] };

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
  const literal = wayByGrams(program, undefined);
  if (literal !== undefined && literal.often <= RARE) return literal.beginnings;
  const token = automaton === undefined ? undefined : tokenShape(automaton);
  const isCrowd = literal === undefined || (literal.beginnings.grams?.length ?? 0) > MANY_GRAMS;
  if (token?.beginnings !== undefined && isCrowd) return { ...NOTHING, token };
  const inside = wayInside(tree);
  const ways = [
    literal,
    token === undefined ? undefined : { beginnings: { ...NOTHING, token }, often: likelihoodOfToken(token) },
    inside === undefined
      ? undefined
      : { ...inside, often: inside.often * (automaton === undefined ? REGEX_COST : LEAD_COST) },
  ].filter((way) => way !== undefined);
  return ways.sort((a, b) => a.often - b.often)[0]?.beginnings;
}
