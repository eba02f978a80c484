import type { Validator } from '../data-identifier.ts';
import { isCalendarDay } from './calendar.ts';
import { valueValidator } from './value-validator.ts';

/** Value of each character at odd places (the first is odd): 0-9, then A-Z; a digit counts as the letter of its rank. Source: DM 23/12/1976, table. */
const ODD_VALUES = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
/** Letters that stand for 0-9 when two people would share a code (omocodia). */
const OMOCODE = 'LMNPQRSTUV';
const [DIGIT_0, LETTER_A] = [0x30, 0x41];
const MONTHS = 'ABCDEHLMPRST';
const FORM = /^[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$/;
/** Added to the day of birth of women. */
const FEMALE_DAY_OFFSET = 40;

function rank(code: number): number {
  return code < LETTER_A ? code - DIGIT_0 : code - LETTER_A;
}

function decodeDigits(text: string): number {
  return Number(text.replace(/[A-Z]/g, (letter) => String(OMOCODE.indexOf(letter))));
}

/** Date of birth and control character of the Italian codice fiscale. */
export const codiceFiscale: Validator = valueValidator(({ compact: code }) => {
  if (!FORM.test(code)) return 'bad-format';
  const day = decodeDigits(code.slice(9, 11));
  const dayOfMonth = day > FEMALE_DAY_OFFSET ? day - FEMALE_DAY_OFFSET : day;
  if (!isCalendarDay(MONTHS.indexOf(code.charAt(8)) + 1, dayOfMonth)) return 'bad-format';
  let sum = 0;
  for (let place = 0; place < 15; place++) {
    const value = rank(code.charCodeAt(place));
    sum += place % 2 === 0 ? (ODD_VALUES[value] ?? 0) : value;
  }
  return code.charCodeAt(15) - LETTER_A === sum % 26 ? null : 'bad-checksum';
});
