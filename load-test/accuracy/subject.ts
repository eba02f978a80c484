import type { Random } from './random.ts';

/** What makes a value recognisable: a check digit, a prefix that nothing else has, its shape alone, or what surrounds it to a learned scorer. */
export type Strength = 'checksum' | 'prefix' | 'format' | 'learned';

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
  /** A line that looks like one with a value and holds none. */
  readonly miss?: (random: Random) => string;
}

export function subject(
  id: string,
  strength: Strength,
  names: string,
  make: (random: Random) => string,
  rest: Pick<Subject, 'also' | 'checkLast' | 'miss'> = {},
): Subject {
  const list = names === '' ? [] : names.split('; ');
  return { id, strength, names: list, make, checkLast: strength === 'checksum', ...rest };
}
