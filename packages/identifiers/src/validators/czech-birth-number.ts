import type { Validator } from '../data-identifier.ts';
import { allOf } from './all-of.ts';
import { birthDate } from './birth-date.ts';
import { valueValidator } from './value-validator.ts';

/** Births until this year (of two digits) have numbers of nine digits without a check. */
const LAST_YEAR_WITHOUT_CHECK = 53;
/** Until this year a remainder of 10 was written as 0; since then such numbers are not given. */
const LAST_YEAR_OF_TEN = 85;

const check: Validator = valueValidator((value) => {
  const count = value.digitsLength();
  const { digits } = value;
  if (count === 9) return digits[0]! * 10 + digits[1]! <= LAST_YEAR_WITHOUT_CHECK ? null : 'bad-format';
  if (count !== 10) return 'bad-format';
  let remainder = 0;
  for (let i = 0; i < 9; i++) remainder = (remainder * 10 + digits[i]!) % 11;
  if (remainder === digits[9]) return null;
  const year = digits[0]! * 10 + digits[1]!;
  const ten = remainder === 10 && digits[9] === 0 && year > LAST_YEAR_WITHOUT_CHECK && year <= LAST_YEAR_OF_TEN;
  return ten ? null : 'bad-checksum';
});

/** Date of birth, and a last digit that is the rest of the others mod 11. Source: zákon č. 133/2000 Sb., § 13. */
export const czechBirthNumber: Validator = allOf(
  birthDate({ month: 2, day: 4, monthOffsets: [20, 50, 70], dayOffsets: [40] }),
  check,
);
