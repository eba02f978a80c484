import type { Validator } from '../data-identifier.ts';
import { valueValidator } from './value-validator.ts';

const PERMUTATION = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** The product of two elements of the dihedral group D5, rotations 0-4 and reflections 5-9. */
function product(left: number, right: number): number {
  const leftTurn = left % 5;
  const rightTurn = right % 5;
  if (left < 5) return right < 5 ? (leftTurn + rightTurn) % 5 : ((leftTurn + rightTurn) % 5) + 5;
  return right < 5 ? ((leftTurn - rightTurn + 5) % 5) + 5 : (leftTurn - rightTurn + 5) % 5;
}

function permuted(digit: number, times: number): number {
  let result = digit;
  for (let time = 0; time < times; time++) result = PERMUTATION[result]!;
  return result;
}

/** By place mod 8, then digit, then what the check is so far. */
const STEPS = Uint8Array.from({ length: 8 * 10 * 10 }, (_, i) =>
  product(i % 10, permuted(Math.floor(i / 10) % 10, Math.floor(i / 100))),
);

/** The last digit is the Verhoeff check digit of those before it. Source: J. Verhoeff, Error Detecting Decimal Codes (1969). */
export const verhoeff: Validator = valueValidator((value) => {
  const last = value.digitsLength() - 1;
  if (last < 1) return 'bad-format';
  const { digits } = value;
  let check = 0;
  for (let place = 0; place <= last; place++) check = STEPS[(place % 8) * 100 + digits[last - place]! * 10 + check]!;
  return check === 0 ? null : 'bad-checksum';
});
