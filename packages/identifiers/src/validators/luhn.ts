import type { Validator } from '../data-identifier.ts';
import { digitsOf } from './text.ts';

/** True when the digits end with their Luhn check digit. Source: ISO/IEC 7812-1 annex B. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 1 && sum % 10 === 0;
}

/** Luhn over the digits of the value, separators left out. */
export const luhn: Validator = (value) => (passesLuhn(digitsOf(value)) ? null : 'bad-checksum');
