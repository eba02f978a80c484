import { luhnDigit } from './check-digits.ts';
import type { Plantable } from './plantable.ts';
import type { Random } from './random.ts';

/** Prefix and length by issuer. Source: ISO/IEC 7812, the issuers' public ranges. */
const ISSUERS = [
  ['40', 16],
  ['45', 16],
  ['52', 16],
  ['55', 16],
  ['37', 15],
  ['6011', 16],
] as const;

function cardDigits(random: Random): string {
  const [prefix, length] = random.pick(ISSUERS);
  // The digit after the prefix keeps clear of the issuers' published test numbers.
  const payload = `${prefix}${random.between(6, 8)}${random.digits(length - prefix.length - 2)}`;
  return payload + luhnDigit(payload);
}

/** As people write them: in a run, or sixteen digits in fours. */
function cardNumber(random: Random): string {
  const digits = cardDigits(random);
  if (digits.length !== 16 || random.oneIn(2)) return digits;
  return digits.replace(/(\d{4})(?=\d)/g, random.oneIn(2) ? '$1-' : '$1 ');
}

/** Track 1 and track 2. Source: ISO/IEC 7813. */
function magneticStripe(random: Random): string {
  const digits = cardDigits(random);
  const expiry = `${random.between(27, 32)}${String(random.between(1, 12)).padStart(2, '0')}`;
  return random.oneIn(2)
    ? `%B${digits}^HOLDER/SAMPLE^${expiry}101${random.digits(12)}?`
    : `;${digits}=${expiry}101${random.digits(8)}?`;
}

export const cardPlantable: Plantable = {
  identifier: 'CREDIT_CARD_NUMBER',
  field: 'card_number',
  label: 'credit card',
  make: cardNumber,
};

export const stripePlantable: Plantable = {
  identifier: 'CREDIT_CARD_MAGNETIC_STRIPE',
  field: 'swipe',
  label: 'magstripe',
  make: magneticStripe,
};
