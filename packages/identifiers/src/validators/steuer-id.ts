import type { Validator } from '../data-identifier.ts';
import { valueValidator } from './value-validator.ts';

const LENGTH = 11;

/**
 * Shape of the German tax identification number: 11 digits, no leading zero; among the first ten, exactly one digit
 * occurs twice or three times (never three in a row) and every other at most once.
 * Source: Bundeszentralamt für Steuern, "Steueridentifikationsnummer", § 139b AO.
 */
export const steuerIdShape: Validator = valueValidator((value) => {
  const { digits } = value;
  if (value.digitsLength() !== LENGTH || digits[0] === 0) return 'bad-format';
  let repeated = 0;
  for (let i = 0; i < LENGTH - 1; i++) {
    const digit = digits[i]!;
    if (i > 1 && digits[i - 1] === digit && digits[i - 2] === digit) return 'bad-format';
    let before = 0;
    let after = 0;
    for (let k = 0; k < LENGTH - 1; k++) {
      if (digits[k] !== digit) continue;
      if (k < i) before++;
      else if (k > i) after++;
    }
    if (before === 0 && after > 0) repeated++;
    if (before + after > 2) return 'bad-format';
  }
  return repeated === 1 ? null : 'bad-format';
});
