import type { Validator } from '../data-identifier.ts';
import { valueValidator } from './value-validator.ts';

const MAX_LOCAL_PART = 64;
const MAX_LABEL = 63;

const [AT, DOT, HYPHEN] = [0x40, 0x2e, 0x2d];
const LETTER_OR_DIGIT = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[A-Za-z0-9]/.test(String.fromCharCode(byte)) ? 1 : 0,
);

/** Dots separate non-empty parts, and no label of the domain begins or ends with a hyphen. Source: RFC 5321 sections 4.1.2 and 4.5.3.1, RFC 1035. */
export const emailAddress: Validator = valueValidator((value) => {
  const { length } = value;
  let at = length - 1;
  while (at >= 0 && value.byte(at) !== AT) at--;
  if (at < 1 || at > MAX_LOCAL_PART) return 'bad-format';
  for (let i = 0, before = DOT; i <= at; i++) {
    const byte = value.byte(i);
    if (before === DOT && (byte === DOT || i === at)) return 'bad-format';
    before = byte;
  }
  let labels = 0;
  for (let start = at + 1, i = at + 1; i <= length; i++) {
    const byte = i === length ? DOT : value.byte(i);
    if (byte !== DOT) {
      if (LETTER_OR_DIGIT[byte] === 0 && byte !== HYPHEN) return 'bad-format';
      continue;
    }
    if (i === start || i - start > MAX_LABEL) return 'bad-format';
    if (value.byte(start) === HYPHEN || value.byte(i - 1) === HYPHEN) return 'bad-format';
    labels++;
    start = i + 1;
  }
  return labels > 1 ? null : 'bad-format';
});
