import type { Validator } from '../data-identifier.ts';
import { alphanumericValue, compact } from './text.ts';

/** Sum of the weights times the values of the first characters (A is 10). NaN when a character has no value. */
export function weightedSum(text: string, weights: readonly number[]): number {
  let sum = 0;
  for (const [place, weight] of weights.entries()) sum += weight * alphanumericValue(text[place] ?? '');
  return sum;
}

/** One weight for each character, the check digit included: the weighted sum must be a multiple of `modulus`. */
export function weighted(weights: readonly number[], modulus: number): Validator {
  return (value) => {
    const text = compact(value);
    if (text.length !== weights.length) return 'bad-format';
    return weightedSum(text, weights) % modulus === 0 ? null : 'bad-checksum';
  };
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
  return (value) => {
    const text = compact(value);
    if (text.length <= weights.length) return 'bad-format';
    const expected = digitFor(weightedSum(text, weights) % modulus);
    return text[weights.length] === String(expected) ? null : 'bad-checksum';
  };
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
  return (value) => {
    const text = compact(value);
    const body = text.slice(0, -1);
    if (!/^[0-9]+$/.test(body)) return 'bad-format';
    let sum = 0;
    for (let place = 0; place < body.length; place++) {
      sum += (weights[place % weights.length] ?? 0) * Number(body[body.length - 1 - place]);
    }
    return text.at(-1) === String(characterFor(sum % modulus)) ? null : 'bad-checksum';
  };
}
