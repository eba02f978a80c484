import type { Validator } from '../data-identifier.ts';
import { digitsOf } from './text.ts';

/** Province codes 01-52 (INE), 53 for Spaniards abroad, 66 for those first registered by the central office. */
const OTHER_PROVINCES: readonly number[] = [53, 66];
const LAST_PROVINCE = 52;

/**
 * The Spanish social security number: province (2 digits), number (8), then province and number mod 97.
 * Below 10 000 000 the number counts with seven digits; some software keeps the eighth, so both pass.
 * Source: Tesorería General de la Seguridad Social.
 */
export const seguridadSocial: Validator = (value) => {
  const digits = digitsOf(value);
  if (digits.length !== 12) return 'bad-format';
  const province = Number(digits.slice(0, 2));
  if (!(province >= 1 && province <= LAST_PROVINCE) && !OTHER_PROVINCES.includes(province)) return 'never-issued';
  const number = Number(digits.slice(2, 10));
  if (number === 0) return 'never-issued';
  const check = Number(digits.slice(10));
  const long = (province * 100_000_000 + number) % 97;
  const short = number < 10_000_000 ? (province * 10_000_000 + number) % 97 : long;
  return check === long || check === short ? null : 'bad-checksum';
};
