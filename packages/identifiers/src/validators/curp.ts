import type { Validator } from '../data-identifier.ts';
import { isDate } from './calendar.ts';
import { valueValidator } from './value-validator.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';
const FORM = /^[A-Z]{4}([0-9]{2})([0-9]{2})([0-9]{2})[HMX][A-Z]{5}([0-9A-Z])([0-9])$/;

/** Date of birth (the 17th character is a digit for those born before 2000) and check digit of the Mexican CURP. Source: RENAPO, Instructivo normativo para la asignación de la CURP. */
export const curp: Validator = valueValidator(({ compact: text }) => {
  const [, year, month, day, century, check] = FORM.exec(text) ?? [];
  if (century === undefined) return 'bad-format';
  const fullYear = Number(year) + (/[0-9]/.test(century) ? 1900 : 2000);
  if (!isDate(fullYear, Number(month), Number(day))) return 'bad-format';
  let sum = 0;
  for (let place = 0; place < 17; place++) sum += (18 - place) * ALPHABET.indexOf(text.charAt(place));
  return Number(check) === (10 - (sum % 10)) % 10 ? null : 'bad-checksum';
});
