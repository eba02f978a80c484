import type { Validator } from '../data-identifier.ts';
import { remainderOf } from './remainder-key.ts';
import { digitsOf } from './text.ts';

/** Years of two digits up to this one may be of this century. */
const LAST_YEAR_OF_2000S = 49;

/** The last two of eleven digits are 97 less the rest of the others mod 97; for births since 2000 with a 2 before them. Source: KB 3 april 1984. */
export const belgianNationalNumber: Validator = (value) => {
  const digits = digitsOf(value);
  if (digits.length !== 11) return 'bad-format';
  const [body, check] = [digits.slice(0, 9), Number(digits.slice(9))];
  const bodies = Number(digits.slice(0, 2)) <= LAST_YEAR_OF_2000S ? [body, `2${body}`] : [body];
  return bodies.some((text) => 97 - remainderOf(text, 97) === check) ? null : 'bad-checksum';
};
