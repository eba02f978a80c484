import type { Validator } from '../data-identifier.ts';
import { valueValidator } from './value-validator.ts';

export interface TwoPassOptions {
  /** The check digit by the sum mod 11; the remainder itself when absent. 10 asks for the second weights. */
  readonly digitFor?: (remainder: number) => number;
  /** The check digit when the second weights give 10 as well; none passes when absent. */
  readonly otherwise?: number;
}

/** The digit right after the weighted ones is their sum mod 11; where that is 10, the sum with the second weights. */
export function twoPassCheckDigit(
  first: readonly number[],
  second: readonly number[],
  { digitFor = (remainder) => remainder, otherwise }: TwoPassOptions = {},
): Validator {
  return valueValidator((value) => {
    if (value.digitsLength() !== first.length + 1) return 'bad-format';
    const { digits } = value;
    const check = (weights: readonly number[]): number => {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * digits[i]!;
      return digitFor(sum % 11);
    };
    let expected: number | undefined = check(first);
    if (expected > 9) expected = check(second);
    if (expected > 9) expected = otherwise;
    return digits[first.length] === expected ? null : 'bad-checksum';
  });
}
