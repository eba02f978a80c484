import type { Validator } from '../data-identifier.ts';
import { remainderOf } from './remainder-key.ts';
import { alphanumericValue, compact } from './text.ts';

/** The International Bank Account Number's check digits. Source: ISO 13616-1 (ISO/IEC 7064 MOD 97-10). */
export const iban: Validator = (value) => {
  const text = compact(value);
  if (!/^[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}$/.test(text)) return 'bad-format';
  const check = Number(text.slice(2, 4));
  // 00, 01 and 99 satisfy the remainder but are never computed.
  if (check < 2 || check > 98) return 'bad-checksum';
  let digits = '';
  for (const character of text.slice(4) + text.slice(0, 4)) digits += alphanumericValue(character);
  return remainderOf(digits, 97) === 1 ? null : 'bad-checksum';
};
