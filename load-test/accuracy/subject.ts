import type { Random } from './random.ts';

/** What makes a value recognisable: a check digit, a prefix that nothing else has, or its shape alone. */
export type Strength = 'checksum' | 'prefix' | 'format';

/** How values of one identifier come about, and how people name them. */
export interface Subject {
  readonly id: string;
  readonly strength: Strength;
  /** Names in texts, columns and keys, in the languages of the country. Empty: the identifier needs none. */
  readonly names: readonly string[];
  make(random: Random): string;
  /** Other identifiers of which the value is one as well. */
  readonly also?: readonly string[];
  /** The last character is checked, so that another one makes a near miss. */
  readonly checkLast?: boolean;
  /** Values that were not made here but drawn from the row's own pattern: they test everything but the pattern. */
  readonly drawn?: boolean;
}

export function subject(
  id: string,
  strength: Strength,
  names: string,
  make: (random: Random) => string,
  rest: Pick<Subject, 'also' | 'checkLast'> = {},
): Subject {
  const list = names === '' ? [] : names.split('; ');
  return { id, strength, names: list, make, checkLast: strength === 'checksum', ...rest };
}
