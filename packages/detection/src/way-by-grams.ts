import { likelihood } from './kernel/buckets.ts';
import { gramsOfProgram } from './kernel/grams.ts';
import type { KernelRow, Lead } from './kernel/tables.ts';
import { Before, canBegin, takesSeparator } from './pattern/automaton.ts';
import type { Program } from './pattern/program.ts';

/** A row whose beginnings are more frequent than this in ordinary text is not looked for by them. */
export const MAX_LIKELIHOOD = 0.002;
/** A row whose beginnings are less frequent than this is not looked for in any other way. */
export const RARE = 0.00001;
const LETTERS = Buffer.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ');

/** How a row without a keyword is found: by grams, by tokens, or not at all. */
export type Beginnings = Pick<KernelRow, 'grams' | 'lead' | 'token' | 'passOver'> & {
  /** What a match is from its grams on, where they stand inside it. */
  readonly rest: Program | undefined;
};

/** A way to look for a row, and how often it names a place of ordinary text. */
export interface Way {
  readonly beginnings: Beginnings;
  readonly often: number;
}

export const NOTHING: Beginnings = {
  grams: undefined,
  lead: undefined,
  token: undefined,
  passOver: [],
  rest: undefined,
};

/** By the grams that a program begins with, if they are few and rare enough; they stand after the lead. */
export function wayByGrams(program: Program, lead: Lead | undefined): Way | undefined {
  // What stands inside a match may have a letter before it.
  const bounded = lead === undefined && !LETTERS.some((letter) => canBegin(program, Before.Word, letter));
  const isFirst = lead === undefined || lead.minBytes === 0;
  const grams = gramsOfProgram(program, bounded, isFirst && takesSeparator(program));
  if (grams === undefined) return undefined;
  const often = grams.reduce((sum, gram) => sum + likelihood(gram), 0);
  return often <= MAX_LIKELIHOOD ? { beginnings: { ...NOTHING, grams, lead }, often } : undefined;
}
