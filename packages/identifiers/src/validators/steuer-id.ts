import type { Refusal, Validator } from '../data-identifier.ts';
import { digitsOf } from './text.ts';

/**
 * Shape of the German tax identification number: 11 digits, no leading zero; among the first ten, exactly one digit
 * occurs twice or three times (never three in a row) and every other at most once.
 * Source: Bundeszentralamt für Steuern, "Steueridentifikationsnummer", § 139b AO.
 */
export const steuerIdShape: Validator = (value): Refusal | null => {
  const digits = digitsOf(value);
  if (digits.length !== 11 || digits.startsWith('0')) return 'bad-format';
  const body = digits.slice(0, 10);
  if (/(.)\1\1/.test(body)) return 'bad-format';
  const counts = new Map<string, number>();
  for (const digit of body) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const repeated = [...counts.values()].filter((count) => count > 1);
  return repeated.length === 1 && repeated[0]! <= 3 ? null : 'bad-format';
};
