import type { Validator } from '../data-identifier.ts';
import { valueValidator } from './value-validator.ts';

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
  return valueValidator((value) => {
    const count = value.digitsLength() - keyLength;
    if (count <= 0) return 'bad-format';
    const { digits } = value;
    let remainder = 0;
    for (let i = 0; i < count; i++) remainder = (remainder * 10 + digits[i]!) % modulus;
    let key = 0;
    for (let i = count; i < count + keyLength; i++) key = key * 10 + digits[i]!;
    return key === keyFor(remainder) ? null : 'bad-checksum';
  });
}
