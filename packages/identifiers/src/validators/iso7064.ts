import type { Validator } from '../data-identifier.ts';
import { valueValidator } from './value-validator.ts';

/** ISO/IEC 7064 MOD 11,10 (hybrid system) over all digits of the value, the check digit last. */
export const iso7064Mod11And10: Validator = valueValidator((value) => {
  const last = value.digitsLength() - 1;
  if (last < 1) return 'bad-format';
  const { digits } = value;
  let product = 10;
  for (let i = 0; i < last; i++) {
    const sum = (digits[i]! + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (product + digits[last]!) % 10 === 1 ? null : 'bad-checksum';
});
