import type { Validator } from '../data-identifier.ts';
import { isCalendarDay } from './calendar.ts';
import { compact } from './text.ts';

/** Value of each character at odd places (the first is odd): 0-9, then A-Z; a digit counts as the letter of its rank. Source: DM 23/12/1976, table. */
const ODD_VALUES = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
/** Letters that stand for 0-9 when two people would share a code (omocodia). */
const OMOCODE = 'LMNPQRSTUV';
const MONTHS = 'ABCDEHLMPRST';
const FORM = /^[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$/;
/** Added to the day of birth of women. */
const FEMALE_DAY_OFFSET = 40;

function rank(character: string): number {
  return character <= '9' ? Number(character) : character.charCodeAt(0) - 65;
}

function decodeDigits(text: string): number {
  return Number(text.replace(/[A-Z]/g, (letter) => String(OMOCODE.indexOf(letter))));
}

/** Date of birth and control character of the Italian codice fiscale. */
export const codiceFiscale: Validator = (value) => {
  const code = compact(value);
  if (!FORM.test(code)) return 'bad-format';
  const day = decodeDigits(code.slice(9, 11));
  const dayOfMonth = day > FEMALE_DAY_OFFSET ? day - FEMALE_DAY_OFFSET : day;
  if (!isCalendarDay(MONTHS.indexOf(code.charAt(8)) + 1, dayOfMonth)) return 'bad-format';
  let sum = 0;
  for (const [place, character] of [...code.slice(0, 15)].entries()) {
    sum += place % 2 === 0 ? (ODD_VALUES[rank(character)] ?? 0) : rank(character);
  }
  return code.charCodeAt(15) - 65 === sum % 26 ? null : 'bad-checksum';
};
