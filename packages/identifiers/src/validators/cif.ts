import type { Validator } from '../data-identifier.ts';
import { valueValidator } from './value-validator.ts';

const CONTROL_LETTERS = 'JABCDEFGHI';
/** Kinds of entity whose control is always a letter; those whose control is always a digit; the rest have either. */
const LETTER_ONLY = 'NPQRSW';
const DIGIT_ONLY = 'ABEH';

/** Control character of the tax number of Spanish entities. Source: Orden EHA/451/2008; Real Decreto 1065/2007. */
export const cif: Validator = valueValidator(({ compact }) => {
  const [, kind, digits, control] = /^([ABCDEFGHJNPQRSUVW])([0-9]{7})([0-9A-J])$/.exec(compact) ?? [];
  if (kind === undefined || digits === undefined || control === undefined) return 'bad-format';
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[place]);
    sum += place % 2 === 1 ? digit : Math.floor((digit * 2) / 10) + ((digit * 2) % 10);
  }
  const check = (10 - (sum % 10)) % 10;
  const asDigit = control === String(check) && !LETTER_ONLY.includes(kind);
  const asLetter = control === CONTROL_LETTERS[check] && !DIGIT_ONLY.includes(kind);
  return asDigit || asLetter ? null : 'bad-checksum';
});
