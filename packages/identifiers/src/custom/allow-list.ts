import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Allowance, DataIdentifier } from '../data-identifier.ts';
import { labelOf, type Parsed, problemsOf } from './parse-custom-identifiers.ts';

/** Limits of Macie's API. Source: Amazon Macie API, CreateAllowList; Amazon Macie quotas. */
export const ALLOW_LIMITS = {
  /** Of each kind. */
  lists: 5,
  nameCharacters: 128,
  regexCharacters: 512,
  words: 100_000,
  wordCharacters: 90,
  wordsFileBytes: 35 * 1024 * 1024,
} as const;

/** Identifiers whose matches no allow list takes. Source: Amazon Macie user guide, "Allow list options". */
const NEVER_ALLOWED: ReadonlySet<string> = new Set(['ADDRESS']);

const name = z.string().min(1).max(ALLOW_LIMITS.nameCharacters);

/** As it is written: a regular expression, words, or a text file of them, one a line. */
const allowListSchema = z.union(
  [
    z.strictObject({ name, regex: z.string().min(1).max(ALLOW_LIMITS.regexCharacters) }),
    z.strictObject({ name, words: z.array(z.string()) }),
    z.strictObject({ name, file: z.string().min(1) }),
  ],
  {
    error: `needs a name (at most ${ALLOW_LIMITS.nameCharacters} characters) and one of regex (at most ${ALLOW_LIMITS.regexCharacters} characters), words (a list of texts) and file (a path)`,
  },
);

export type AllowListDefinition = z.infer<typeof allowListSchema>;

/** Plain data: can be cloned to another thread. */
export type AllowList =
  | { readonly name: string; readonly regex: string }
  | { readonly name: string; readonly words: readonly string[] };

/** The shape of definitions as read from YAML or JSON; all problems at once. */
export function parseAllowLists(definitions: readonly unknown[]): Parsed<AllowListDefinition> {
  const problems: string[] = [];
  const values: AllowListDefinition[] = [];
  for (const [index, definition] of definitions.entries()) {
    const parsed = allowListSchema.safeParse(definition);
    if (parsed.success) values.push(parsed.data);
    else problems.push(...problemsOf(labelOf('allowLists', index, definition, 'name'), parsed.error));
  }
  const regexes = values.filter((list) => 'regex' in list).length;
  for (const [kind, count] of [
    ['regex', regexes],
    ['words', values.length - regexes],
  ] as const) {
    if (count > ALLOW_LIMITS.lists) {
      problems.push(`allowLists: ${count} lists of the kind ${kind}; at most ${ALLOW_LIMITS.lists} can be`);
    }
  }
  return { values, problems };
}

/** The entries of a words file: its lines, without blank ones. */
export function wordsOf(text: string): readonly string[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
}

/** What is wrong with the words of a list; at most a few lines, whatever their number. */
export function wordProblems(words: readonly string[]): readonly string[] {
  const problems: string[] = [];
  if (words.length === 0) problems.push('has no entries');
  if (words.length > ALLOW_LIMITS.words) {
    problems.push(`has ${words.length} entries; at most ${ALLOW_LIMITS.words} can be`);
  }
  const long = words.findIndex((word) => [...word].length > ALLOW_LIMITS.wordCharacters);
  if (long >= 0) problems.push(`entry ${long + 1} has more than ${ALLOW_LIMITS.wordCharacters} characters`);
  return problems;
}

/**
 * What the lists allow: text that is a whole entry, whatever its case, or that a regex matches wholly.
 * `wholeMatch` makes a test over whole texts of a regex, and throws SyntaxError on one that is none. Undefined without lists.
 */
export function allowanceOf(
  lists: readonly AllowList[],
  wholeMatch: (regex: string) => (value: string) => boolean,
): Allowance | undefined {
  if (lists.length === 0) return undefined;
  const words = new Set<string>();
  const tests: ((value: string) => boolean)[] = [];
  const regexes: string[] = [];
  for (const list of lists) {
    if ('words' in list) for (const word of list.words) words.add(fold(word));
    else {
      regexes.push(list.regex);
      tests.push(wholeMatch(list.regex));
    }
  }
  return {
    id: createHash('sha256')
      .update(JSON.stringify([[...words].sort(), regexes.sort()]))
      .digest('hex'),
    covers: (value) => words.has(fold(value)) || tests.some((test) => test(value)),
  };
}

/** The rows, each with what is allowed. */
export function withAllowance(
  rows: readonly DataIdentifier[],
  allowance: Allowance | undefined,
): readonly DataIdentifier[] {
  if (allowance === undefined) return rows;
  return rows.map((row) => (NEVER_ALLOWED.has(row.id) ? row : { ...row, allowance }));
}

const fold = (text: string): string => text.toLowerCase();
