import type { Validator } from '../data-identifier.ts';
import { valueValidator } from './value-validator.ts';

interface CardRange {
  readonly issuer: string;
  /** First and last prefix, of equal length. */
  readonly from: string;
  readonly to: string;
  readonly lengths: readonly number[];
}

const SIXTEEN_TO_NINETEEN = [16, 17, 18, 19];

/** Issuer prefixes and lengths. Sources: the issuers' published account ranges; ISO/IEC 7812-1. Electron numbers are Visa's. */
export const CARD_RANGES: readonly CardRange[] = [
  { issuer: 'Visa', from: '4', to: '4', lengths: [13, 16, 19] },
  { issuer: 'Mastercard', from: '51', to: '55', lengths: [16] },
  { issuer: 'Mastercard', from: '2221', to: '2720', lengths: [16] },
  { issuer: 'American Express', from: '34', to: '34', lengths: [15] },
  { issuer: 'American Express', from: '37', to: '37', lengths: [15] },
  { issuer: 'Diners Club', from: '300', to: '305', lengths: [14, 16, 17, 18, 19] },
  { issuer: 'Diners Club', from: '3095', to: '3095', lengths: [14, 16, 17, 18, 19] },
  { issuer: 'Diners Club', from: '36', to: '36', lengths: [14, 15, 16, 17, 18, 19] },
  { issuer: 'Diners Club', from: '38', to: '39', lengths: [14, 16, 17, 18, 19] },
  { issuer: 'Discover', from: '6011', to: '6011', lengths: SIXTEEN_TO_NINETEEN },
  { issuer: 'Discover', from: '644', to: '659', lengths: SIXTEEN_TO_NINETEEN },
  { issuer: 'JCB', from: '3528', to: '3589', lengths: SIXTEEN_TO_NINETEEN },
  { issuer: 'UnionPay', from: '62', to: '62', lengths: SIXTEEN_TO_NINETEEN },
  { issuer: 'UnionPay', from: '81', to: '81', lengths: SIXTEEN_TO_NINETEEN },
  { issuer: 'Dankort', from: '5019', to: '5019', lengths: [16] },
];

const LONGEST_PREFIX = 4;
const prefixes = CARD_RANGES.map(({ from, to, lengths }) => ({
  places: from.length,
  from: Number(from),
  to: Number(to),
  lengths: lengths.reduce((set, length) => set | (1 << length), 0),
}));

/** Refuses digits that no supported issuer's prefix and length allow. */
export const cardNumber: Validator = valueValidator((value) => {
  const count = value.digitsLength();
  if (count < LONGEST_PREFIX || count > 31) return 'bad-format';
  const { digits } = value;
  for (const { places, from, to, lengths } of prefixes) {
    if ((lengths & (1 << count)) === 0) continue;
    let prefix = 0;
    for (let i = 0; i < places; i++) prefix = prefix * 10 + digits[i]!;
    if (prefix >= from && prefix <= to) return null;
  }
  return 'bad-format';
});
