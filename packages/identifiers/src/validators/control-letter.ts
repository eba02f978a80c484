import type { Validator } from '../data-identifier.ts';
import { valueValidator } from './value-validator.ts';

/** Control letters of the Spanish DNI and NIE, by the number mod 23. Source: Real Decreto 1553/2005, Orden INT/2058/2008. */
const LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const LETTER_CODES = Uint8Array.from(LETTERS, (letter) => letter.charCodeAt(0));
/** What a letter in front stands for; 0 for the digit 0 or for nothing. */
const PREFIX_DIGITS: ReadonlyMap<number, number> = new Map(
  Object.entries({ K: 0, L: 0, M: 0, X: 0, Y: 1, Z: 2 }).map(([letter, digit]) => [letter.charCodeAt(0), digit]),
);
const LENGTH = 9;
const [ZERO, A] = ['0'.charCodeAt(0), 'A'.charCodeAt(0)];

/** The last letter follows from the digits before it; a leading X, Y or Z stands for 0, 1 or 2; a leading K, L or M is not counted. */
export const controlLetter: Validator = valueValidator((value) => {
  const length = value.compactLength();
  const { compactBytes } = value;
  if (length !== LENGTH || compactBytes[length - 1]! < A) return 'bad-format';
  let number = 0;
  for (let i = 0; i < length - 1; i++) {
    const byte = compactBytes[i]!;
    const digit = byte < A ? byte - ZERO : i === 0 ? PREFIX_DIGITS.get(byte) : undefined;
    if (digit === undefined) return 'bad-format';
    number = number * 10 + digit;
  }
  return compactBytes[length - 1] === LETTER_CODES[number % LETTER_CODES.length] ? null : 'bad-checksum';
});
