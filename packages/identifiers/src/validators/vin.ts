import type { Validator } from '../data-identifier.ts';
import { valueValidator } from './value-validator.ts';

const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const LETTER_VALUES: Readonly<Record<string, number>> = {
  ...{ A: 1, B: 2, C: 3, D: 4, E: 5, F: 6, G: 7, H: 8 },
  ...{ J: 1, K: 2, L: 3, M: 4, N: 5, P: 7, R: 9 },
  ...{ S: 2, T: 3, U: 4, V: 5, W: 6, X: 7, Y: 8, Z: 9 },
};
/** First characters of the United States and Canada, whose law demands the check digit at the ninth place. */
const CHECKED_REGIONS = '1245';

/**
 * A vehicle identification number: 17 letters (not I, O, Q) and digits, the last four digits; North American ones with
 * their check digit. Source: ISO 3779, ISO 3780, 49 CFR 565.15.
 */
export const vin: Validator = valueValidator(({ compact: text }) => {
  if (!/^[0-9A-HJ-NPR-Z]{13}[0-9]{4}$/.test(text) || !/[A-Z]/.test(text)) return 'bad-format';
  if (!CHECKED_REGIONS.includes(text.charAt(0))) return null;
  let sum = 0;
  for (const [place, character] of [...text].entries()) {
    sum += (LETTER_VALUES[character] ?? Number(character)) * WEIGHTS[place]!;
  }
  const remainder = sum % 11;
  return text.charAt(8) === (remainder === 10 ? 'X' : String(remainder)) ? null : 'bad-checksum';
});
