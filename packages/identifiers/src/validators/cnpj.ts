import type { Validator } from '../data-identifier.ts';
import { valueValidator } from './value-validator.ts';

const FIRST_WEIGHTS = [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
const SECOND_WEIGHTS = [6, ...FIRST_WEIGHTS];
/** A character's value is its ASCII code less that of 0, so that digits stand for themselves and A is 17. */
const ZERO_CODE = 48;

function digitFor(body: string, weights: readonly number[]): string {
  let sum = 0;
  for (const [place, weight] of weights.entries()) sum += weight * (body.charCodeAt(place) - ZERO_CODE);
  const remainder = sum % 11;
  return String(remainder < 2 ? 0 : 11 - remainder);
}

/**
 * Both check digits of the Brazilian register of legal entities, numeric or (from July 2026) alphanumeric.
 * Source: Instrução Normativa RFB nº 2.119/2022 with nº 2.229/2024.
 */
export const cnpj: Validator = valueValidator(({ compact: text }) => {
  if (!/^[0-9A-Z]{12}[0-9]{2}$/.test(text)) return 'bad-format';
  const body = text.slice(0, 12);
  const first = digitFor(body, FIRST_WEIGHTS);
  return text.slice(12) === first + digitFor(body + first, SECOND_WEIGHTS) ? null : 'bad-checksum';
});
