import type { Validator } from '../data-identifier.ts';
import { compact } from './text.ts';

/** Control letters of the Spanish DNI and NIE, by the number mod 23. Source: Real Decreto 1553/2005, Orden INT/2058/2008. */
const LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const NIE_PREFIX_DIGIT: Readonly<Record<string, string>> = { X: '0', Y: '1', Z: '2' };

/** The last letter follows from the digits before it; a leading X, Y or Z stands for 0, 1 or 2; a leading K, L or M is not counted. */
export const controlLetter: Validator = (value) => {
  const [, prefix, digits, letter] = /^([KLMXYZ]?)([0-9]{7,8})([A-Z])$/.exec(compact(value)) ?? [];
  if (prefix === undefined || digits === undefined) return 'bad-format';
  if (digits.length !== (prefix === '' ? 8 : 7)) return 'bad-format';
  const number = Number((NIE_PREFIX_DIGIT[prefix] ?? '') + digits);
  return letter === LETTERS[number % LETTERS.length] ? null : 'bad-checksum';
};
