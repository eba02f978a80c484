import type { Refusal, Validator } from '../data-identifier.ts';
import { valueValidator } from './value-validator.ts';

/** Longer ones are no series: the digits among them may be 0. */
const MAX_SERIES_LETTERS = 4;
const [ZERO, NINE, LETTERS] = [0x30, 0x39, 0x41];

/** Refuses a value whose letters and digits, in upper case, match the expression: ranges the authority never issues, or another stated reason. */
export function never(expression: RegExp, refusal: Refusal = 'never-issued'): Validator {
  const stateless = new RegExp(expression.source, expression.flags.replace(/[gy]/g, ''));
  return valueValidator((value) => (stateless.test(value.compact) ? refusal : null));
}

/** Refuses a value whose letters and digits, in upper case, hold one of the texts from `place` on; from the end where it is negative. */
export function neverAt(place: number, ...texts: readonly string[]): Validator {
  const all = texts.map((text) => Buffer.from(text));
  return valueValidator((value) => {
    const length = value.compactLength();
    const from = place < 0 ? length + place : place;
    for (const text of all) if (holds(value.compactBytes, from, length, text)) return 'never-issued';
    return null;
  });
}

function holds(bytes: Uint8Array, from: number, to: number, text: Uint8Array): boolean {
  if (from < 0 || from + text.length > to) return false;
  for (let i = 0; i < text.length; i++) if (bytes[from + i] !== text[i]) return false;
  return true;
}

/** Refuses a number whose digits are all zero, with or without a series' few letters before and after them: no authority issues it, and many checksums pass it. */
export const neverZero: Validator = valueValidator((value) => {
  for (let i = value.start; i < value.end; i++) if (value.bytes[i]! > ZERO && value.bytes[i]! <= NINE) return null;
  const length = value.compactLength();
  const { compactBytes } = value;
  let from = 0;
  while (from < length && compactBytes[from]! >= LETTERS) from++;
  let to = from;
  while (to < length && compactBytes[to] === ZERO) to++;
  if (to === from) return null;
  while (to < length && compactBytes[to]! >= LETTERS) to++;
  return to === length && from <= MAX_SERIES_LETTERS ? 'never-issued' : null;
});

/** Refuses one digit or letter repeated throughout, for authorities that issue none such. */
export const neverUniform: Validator = valueValidator((value) => {
  const length = value.compactLength();
  const { compactBytes } = value;
  if (length === 0) return null;
  for (let i = 1; i < length; i++) if (compactBytes[i] !== compactBytes[0]) return null;
  return 'never-issued';
});
