import type { Validator } from '../data-identifier.ts';
import { digitsOf } from './text.ts';

/** ISO/IEC 7064 MOD 11,10 (hybrid system) over all digits of the value, the check digit last. */
export const iso7064Mod11And10: Validator = (value) => {
  const digits = digitsOf(value);
  if (digits.length < 2) return 'bad-format';
  let product = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (product + Number(digits.at(-1))) % 10 === 1 ? null : 'bad-checksum';
};
