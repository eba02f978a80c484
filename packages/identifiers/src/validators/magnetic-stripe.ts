import type { Validator } from '../data-identifier.ts';
import { cardNumber } from './card-number.ts';
import { passesLuhn } from './luhn.ts';

/** Track 1 (`B<PAN>^<name>^YYMM…`) or track 2 (`<PAN>=YYMM…`): the account number is a card's and the month exists. Source: ISO/IEC 7813. */
export const magneticStripe: Validator = (value) => {
  const [, pan, month] = /([0-9]{13,19})(?:\^[^^]*\^|=)[0-9]{2}([0-9]{2})/.exec(value) ?? [];
  if (pan === undefined || month === undefined) return 'bad-format';
  if (Number(month) < 1 || Number(month) > 12) return 'bad-format';
  return cardNumber(pan) ?? (passesLuhn(pan) ? null : 'bad-checksum');
};
