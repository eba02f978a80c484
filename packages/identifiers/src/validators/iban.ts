import type { Validator } from '../data-identifier.ts';
import { valueValidator } from './value-validator.ts';

const [ZERO, A] = ['0'.charCodeAt(0), 'A'.charCodeAt(0)];
/** Country and check digits. */
const HEAD = 4;
const [SHORTEST, LONGEST] = [HEAD + 11, HEAD + 30];
const MODULUS = 97;

/** The International Bank Account Number's check digits. Source: ISO 13616-1 (ISO/IEC 7064 MOD 97-10). */
export const iban: Validator = valueValidator((value) => {
  const length = value.compactLength();
  const { compactBytes } = value;
  if (length < SHORTEST || length > LONGEST) return 'bad-format';
  for (let i = 0; i < HEAD; i++) if (compactBytes[i]! >= A !== i < 2) return 'bad-format';
  const check = (compactBytes[2]! - ZERO) * 10 + compactBytes[3]! - ZERO;
  // 00, 01 and 99 satisfy the remainder but are never computed.
  if (check < 2 || check > 98) return 'bad-checksum';
  let remainder = 0;
  for (let i = 0; i < length; i++) {
    const byte = compactBytes[(i + HEAD) % length]!;
    remainder = (byte < A ? remainder * 10 + byte - ZERO : remainder * 100 + byte - A + 10) % MODULUS;
  }
  return remainder === 1 ? null : 'bad-checksum';
});
