import { likelihood } from './kernel/buckets.ts';
import { type Gram, gramsOfProgram } from './kernel/grams.ts';
import type { KernelRow } from './kernel/tables.ts';
import { Before, buildMatchAutomaton, type MatchAutomaton } from './pattern/automaton.ts';
import { compileProgram } from './pattern/program.ts';
import { BeyondParser, parsePattern } from './pattern/tree.ts';

/** A row whose beginnings are more frequent than this in ordinary text is not looked for by them. */
const MAX_LIKELIHOOD = 0.0005;

/** What the kernel can do for a pattern, and why not more. */
export interface RowMachine extends KernelRow {
  /** Empty when the kernel does all that it can do for a row. */
  readonly limits: readonly string[];
}

/** `free`: the row needs no keyword, so that it must be found by its beginnings. `source`: RE2's internalSource. */
export function rowMachine(source: string, free: boolean): RowMachine {
  try {
    const program = compileProgram(parsePattern(source));
    const automaton = buildMatchAutomaton(program);
    const limits = automaton === undefined ? ['its automaton has too many states'] : [];
    if (!free) return { automaton, grams: undefined, bounded: false, limits };
    const grams = gramsOfProgram(program);
    const often = (grams ?? []).reduce((sum, gram) => sum + likelihood(gram), 0);
    const usable: readonly Gram[] | undefined = often <= MAX_LIKELIHOOD ? grams : undefined;
    if (grams === undefined) limits.push('it has too many beginnings');
    else if (usable === undefined) limits.push('its beginnings are too frequent in ordinary text');
    return { automaton, grams: usable, bounded: automaton !== undefined && isBounded(automaton), limits };
  } catch (error) {
    if (!(error instanceof BeyondParser)) throw error;
    return { automaton: undefined, grams: undefined, bounded: false, limits: [`the pattern has ${error.message}`] };
  }
}

function isBounded({ columns, table, starts }: MatchAutomaton): boolean {
  for (const letter of Buffer.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')) {
    if (table[starts[Before.Word]! + columns[letter]!]! >>> 1 !== 0) return false;
  }
  return true;
}
