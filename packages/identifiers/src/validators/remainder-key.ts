import type { Validator } from '../data-identifier.ts';
import { digitsOf } from './text.ts';

/** `digits` (any length) mod `modulus`, a safe integer below 2^49. */
export function remainderOf(digits: string, modulus: number): number {
  let remainder = 0;
  for (const digit of digits) remainder = (remainder * 10 + Number(digit)) % modulus;
  return remainder;
}

/** The last `keyLength` digits are `keyFor(the digits before them mod modulus)`. */
export function remainderKey(
  modulus: number,
  keyLength: number,
  keyFor: (remainder: number) => number = (remainder) => remainder,
): Validator {
  return (value) => {
    const digits = digitsOf(value);
    if (digits.length <= keyLength) return 'bad-format';
    const remainder = remainderOf(digits.slice(0, -keyLength), modulus);
    return Number(digits.slice(-keyLength)) === keyFor(remainder) ? null : 'bad-checksum';
  };
}
