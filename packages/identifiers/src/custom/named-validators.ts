import type { Validator } from '../data-identifier.ts';
import { allOf } from '../validators/all-of.ts';
import { cardNumber } from '../validators/card-number.ts';
import { deaNumber } from '../validators/dea-number.ts';
import { iban } from '../validators/iban.ts';
import { iso7064Mod11And10 } from '../validators/iso7064.ts';
import { luhn } from '../validators/luhn.ts';
import { onPart } from '../validators/on-part.ts';
import { digitsOf } from '../validators/text.ts';
import { verhoeff } from '../validators/verhoeff.ts';
import { vin } from '../validators/vin.ts';

/** The checks that a custom identifier can ask for by name. */
export const namedValidators = {
  /** An issuer's prefix and length, and the Luhn check digit. */
  card: allOf(cardNumber, luhn),
  dea: deaNumber,
  iban,
  luhn,
  'mod-11-10': iso7064Mod11And10,
  /** Luhn over the digits behind 80840. Source: 45 CFR 162.406. */
  npi: onPart((value) => `80840${digitsOf(value)}`, luhn),
  verhoeff,
  vin,
} as const satisfies Readonly<Record<string, Validator>>;

export type ValidatorName = keyof typeof namedValidators;
