import type { Validator } from '../data-identifier.ts';
import { remainderOf } from './remainder-key.ts';
import { compact } from './text.ts';

/** Letters in a French account number count as 1 to 9, by their place on the keys of a telephone. */
const FRENCH_LETTERS = '12345678912345678923456789';

/** The key of a relevé d'identité bancaire: with it the whole number is a multiple of 97. Source: CFONB, RIB. */
export const frenchAccount: Validator = (value) => {
  const digits = compact(value).replace(/[A-Z]/g, (letter) => FRENCH_LETTERS.charAt(letter.charCodeAt(0) - 65));
  return digits.length === 23 && remainderOf(digits, 97) === 0 ? null : 'bad-checksum';
};

const ITALIAN_ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** The control letter (CIN) that comes first. Source: ABI, coordinate bancarie nazionali. */
export const italianAccount: Validator = (value) => {
  const text = compact(value);
  if (text.length !== 23) return 'bad-format';
  let sum = 0;
  for (const [place, character] of [...text.slice(1)].entries()) {
    const rank = character <= '9' ? Number(character) : character.charCodeAt(0) - 65;
    sum += place % 2 === 0 ? (ITALIAN_ODD[rank] ?? 0) : rank;
  }
  return text.charCodeAt(0) - 65 === sum % 26 ? null : 'bad-checksum';
};

const SPANISH_WEIGHTS = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];

function spanishDigit(ten: string): string {
  let sum = 0;
  for (const [place, weight] of SPANISH_WEIGHTS.entries()) sum += weight * Number(ten.charAt(place));
  const check = 11 - (sum % 11);
  if (check === 11) return '0';
  return check === 10 ? '1' : String(check);
}

/** Both control digits of a código cuenta cliente: of bank and branch, and of the account. Source: Consejo Superior Bancario, CCC. */
export const spanishAccount: Validator = (value) => {
  const text = compact(value);
  if (text.length !== 20) return 'bad-format';
  const control = spanishDigit(`00${text.slice(0, 8)}`) + spanishDigit(text.slice(10));
  return text.slice(8, 10) === control ? null : 'bad-checksum';
};
