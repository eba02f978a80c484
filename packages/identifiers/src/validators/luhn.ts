import type { Validator } from '../data-identifier.ts';
import type { Value } from '../value.ts';
import { valueValidator } from './value-validator.ts';

/** True when the digits of the value, separators left out, end with their Luhn check digit. Source: ISO/IEC 7812-1 annex B. */
function passes(value: Value): boolean {
  const count = value.digitsLength();
  const { digits } = value;
  let sum = 0;
  for (let i = count - 1; i >= 0; i -= 2) sum += digits[i]!;
  for (let i = count - 2; i >= 0; i -= 2) {
    const doubled = digits[i]! * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return count > 1 && sum % 10 === 0;
}

/** Luhn over the digits of the value, separators left out. */
export const luhn: Validator = valueValidator((value) => (passes(value) ? null : 'bad-checksum'));
