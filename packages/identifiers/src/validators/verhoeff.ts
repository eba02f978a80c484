import type { Validator } from '../data-identifier.ts';
import { digitsOf } from './text.ts';

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

/** The last digit is the Verhoeff check digit of those before it. Source: J. Verhoeff, Error Detecting Decimal Codes (1969). */
export const verhoeff: Validator = (value) => {
  const digits = [...digitsOf(value)].reverse();
  if (digits.length < 2) return 'bad-format';
  let check = 0;
  for (const [place, digit] of digits.entries()) check = product(check, permuted(Number(digit), place % 8));
  return check === 0 ? null : 'bad-checksum';
};
