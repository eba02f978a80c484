import type { Validator } from '../data-identifier.ts';
import { valueValidator } from './value-validator.ts';

/** Province codes 01-52 (INE), 53 for Spaniards abroad, 66 for those first registered by the central office. */
const OTHER_PROVINCES: readonly number[] = [53, 66];
const LAST_PROVINCE = 52;

function numberIn(digits: Uint8Array, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i++) number = 10 * number + digits[i]!;
  return number;
}

/**
 * The Spanish social security number: province (2 digits), number (8), then province and number mod 97.
 * Below 10 000 000 the number counts with seven digits; some software keeps the eighth, so both pass.
 * Source: Tesorería General de la Seguridad Social.
 */
export const seguridadSocial: Validator = valueValidator((value) => {
  if (value.digitsLength() !== 12) return 'bad-format';
  const { digits } = value;
  const province = numberIn(digits, 0, 2);
  if (!(province >= 1 && province <= LAST_PROVINCE) && !OTHER_PROVINCES.includes(province)) return 'never-issued';
  const number = numberIn(digits, 2, 10);
  if (number === 0) return 'never-issued';
  const check = numberIn(digits, 10, 12);
  const long = (province * 100_000_000 + number) % 97;
  const short = number < 10_000_000 ? (province * 10_000_000 + number) % 97 : long;
  return check === long || check === short ? null : 'bad-checksum';
});
