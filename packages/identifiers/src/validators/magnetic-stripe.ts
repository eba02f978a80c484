import type { Validator } from '../data-identifier.ts';
import { Value } from '../value.ts';
import { cardNumber } from './card-number.ts';
import { luhn } from './luhn.ts';
import { checkOf, valueValidator } from './value-validator.ts';

const [refusalOfCard, refusalOfLuhn] = [checkOf(cardNumber), checkOf(luhn)];

/** Track 1 (`B<PAN>^<name>^YYMM…`) or track 2 (`<PAN>=YYMM…`): the account number is a card's and the month exists. Source: ISO/IEC 7813. */
export const magneticStripe: Validator = valueValidator(({ text }) => {
  const [, pan, month] = /([0-9]{13,19})(?:\^[^^]*\^|=)[0-9]{2}([0-9]{2})/.exec(text) ?? [];
  if (pan === undefined || month === undefined) return 'bad-format';
  if (Number(month) < 1 || Number(month) > 12) return 'bad-format';
  const number = new Value(pan);
  return refusalOfCard(number) ?? refusalOfLuhn(number);
});
