import type { Validator } from '../data-identifier.ts';
import { valueValidator } from './value-validator.ts';

/** Refuses values with fewer or more digits, separators left out. */
export function digitCount(min: number, max: number): Validator {
  return valueValidator((value) => {
    const length = value.digitsLength();
    return length >= min && length <= max ? null : 'bad-format';
  });
}
