import type { Validator } from '../data-identifier.ts';
import type { Value } from '../value.ts';
import { valueValidator } from './value-validator.ts';

const [ZERO, A] = ['0'.charCodeAt(0), 'A'.charCodeAt(0)];

/** Sum of the weights times the values of the first characters of `value.compact` (A is 10); there are at least as many. */
function weightedSum(value: Value, weights: readonly number[]): number {
  const { compactBytes } = value;
  let sum = 0;
  for (let place = 0; place < weights.length; place++) {
    const byte = compactBytes[place]!;
    sum += weights[place]! * (byte < A ? byte - ZERO : byte - A + 10);
  }
  return sum;
}

/** One weight for each character, the check digit included: the weighted sum must be a multiple of `modulus`. */
export function weighted(weights: readonly number[], modulus: number): Validator {
  return valueValidator((value) => {
    if (value.compactLength() !== weights.length) return 'bad-format';
    return weightedSum(value, weights) % modulus === 0 ? null : 'bad-checksum';
  });
}

/** The first byte of what `characterFor` gives for each remainder, or 0 where that is not one character. */
function characters(modulus: number, characterFor: (remainder: number) => number | string): Uint8Array {
  return Uint8Array.from({ length: modulus }, (_, remainder) => {
    const text = String(characterFor(remainder));
    return text.length === 1 ? text.charCodeAt(0) : 0;
  });
}

/**
 * The character right after the weighted ones is `digitFor(sum mod modulus)`:
 * for schemes whose remainder is folded into one character.
 */
export function weightedCheckDigit(
  weights: readonly number[],
  modulus: number,
  digitFor: (remainder: number) => number | string,
): Validator {
  const expected = characters(modulus, digitFor);
  return valueValidator((value) => {
    if (value.compactLength() <= weights.length) return 'bad-format';
    const remainder = weightedSum(value, weights) % modulus;
    return value.compactBytes[weights.length] === expected[remainder] ? null : 'bad-checksum';
  });
}

/**
 * The last character is `characterFor(sum mod modulus)`: the sum of the digits before it times the weights,
 * taken from the right and used again from the first when they run out.
 */
export function weightedFromRight(
  weights: readonly number[],
  modulus: number,
  characterFor: (remainder: number) => number | string,
): Validator {
  const expected = characters(modulus, characterFor);
  return valueValidator((value) => {
    const last = value.compactLength() - 1;
    if (last < 1) return 'bad-format';
    const { compactBytes } = value;
    let sum = 0;
    for (let i = last - 1, place = 0; i >= 0; i--) {
      if (compactBytes[i]! >= A) return 'bad-format';
      sum += weights[place]! * (compactBytes[i]! - ZERO);
      place = place + 1 === weights.length ? 0 : place + 1;
    }
    return compactBytes[last] === expected[sum % modulus] ? null : 'bad-checksum';
  });
}
