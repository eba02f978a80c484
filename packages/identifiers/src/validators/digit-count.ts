import type { Validator } from '../data-identifier.ts';
import { digitsOf } from './text.ts';

/** Refuses values with fewer or more digits, separators left out. */
export function digitCount(min: number, max: number): Validator {
  return (value) => {
    const { length } = digitsOf(value);
    return length >= min && length <= max ? null : 'bad-format';
  };
}
