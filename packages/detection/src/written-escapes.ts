import { isWordByte } from './pattern/automaton.ts';

/**
 * A written escape: a character's name in source code, JSON, logs or a URL. It is a separator before what follows it, though its
 * last byte may be a letter or a digit: `"key\nAKIA…"`, `key%3DAKIA…`. Sources: RFC 8259, section 7; RFC 3986, section 2.1;
 * ECMA-262, "Escape Sequences".
 */

const BACKSLASH = 0x5c;
const PERCENT = 0x25;
/** More backslashes before a letter than these are no escape, so that the bytes that decide are near. */
export const MAX_BACKSLASHES = 31;
/** `\u003d`. */
export const LONGEST_ESCAPE = 6;
/** What stands for a character beyond ASCII: no word byte either. */
export const BEYOND_ASCII = 0x01;

/** So many are looked at one by one in the time that a call takes. */
const FEW_BYTES = 64;
const NONE = 0xff;
const named: readonly (readonly [name: string, byte: number])[] = [
  ['0', 0x00],
  ['b', 0x08],
  ['t', 0x09],
  ['n', 0x0a],
  ['v', 0x0b],
  ['f', 0x0c],
  ['r', 0x0d],
];
/** By the byte after a backslash: what the two of them stand for, or NONE. */
export const NAMED_ESCAPES = new Uint8Array(256).fill(NONE);
for (const [name, byte] of named) NAMED_ESCAPES[name.charCodeAt(0)] = byte;
/** By byte: its value as a hexadecimal digit, or NONE. */
export const HEX_VALUES = Uint8Array.from({ length: 256 }, (_, byte) => {
  const digit = String.fromCharCode(byte);
  return /[0-9A-Fa-f]/.test(digit) ? Number.parseInt(digit, 16) : NONE;
});

/** How long the escape is that begins at `at`, times 256, plus the byte that it stands for; 0 where none begins that separates. */
function escapeAt(bytes: Uint8Array, at: number): number {
  if (bytes[at] === PERCENT) return ofCode(3, hexadecimal(bytes, at + 1, 2));
  if (bytes[at] !== BACKSLASH || !isUnescaped(bytes, at)) return 0;
  const name = bytes[at + 1]!;
  if (name === 0x78) return ofCode(4, hexadecimal(bytes, at + 2, 2));
  if (name === 0x75) return ofCode(6, hexadecimal(bytes, at + 2, 4));
  const byte = NAMED_ESCAPES[name] ?? NONE;
  // In \0 and a digit the number is longer.
  const isOctal = byte === 0 && bytes[at + 2]! >= 0x30 && bytes[at + 2]! <= 0x39;
  return byte === NONE || isOctal ? 0 : 2 * 256 + byte;
}

function ofCode(length: number, code: number): number {
  if (code < 0 || isWordByte(code)) return 0;
  return length * 256 + (code < 0x80 ? code : BEYOND_ASCII);
}

/** -1 where there are not so many digits. */
function hexadecimal(bytes: Uint8Array, at: number, digits: number): number {
  let code = 0;
  for (let i = at; i < at + digits; i++) {
    const value = HEX_VALUES[bytes[i]!] ?? NONE;
    if (value === NONE) return -1;
    code = code * 16 + value;
  }
  return code;
}

/** The backslash at `at` is not itself written after one that escapes it. */
function isUnescaped(bytes: Uint8Array, at: number): boolean {
  let count = 1;
  while (count <= MAX_BACKSLASHES && bytes[at - count] === BACKSLASH) count++;
  return count <= MAX_BACKSLASHES && count % 2 === 1;
}

/** What the written escape stands for that ends before `at`: a byte of ASCII that is no word byte; -1 where none does. */
export function escapedBefore(bytes: Uint8Array, at: number): number {
  if (at < 2 || !isWordByte(bytes[at - 1]!)) return -1;
  for (let length = 2; length <= LONGEST_ESCAPE; length++) {
    const found = escapeAt(bytes, at - length);
    if (found >> 8 === length) return found & 0xff;
  }
  return -1;
}

/** The end of the written escape that `at` is inside of, after its first byte; -1 where it is in none. */
export function escapeAround(bytes: Uint8Array, at: number): number {
  for (let i = at - 1; i > at - LONGEST_ESCAPE && i >= 0; i--) {
    if (bytes[i] !== BACKSLASH && bytes[i] !== PERCENT) continue;
    const end = i + (escapeAt(bytes, i) >> 8);
    if (end > at) return end;
  }
  return -1;
}

/** The end of the first written escape that ends in `[from, to]`; Infinity where none does. */
export function nextEscapeEnd(bytes: Uint8Array, from: number, to: number): number {
  for (let i = Math.max(0, from - LONGEST_ESCAPE); i < to; i++) {
    if (bytes[i] !== BACKSLASH && bytes[i] !== PERCENT) continue;
    const length = escapeAt(bytes, i) >> 8;
    if (length > 0 && i + length >= from && i + length <= to) return i + length;
  }
  return Number.POSITIVE_INFINITY;
}

/** Somewhere in `[from, to)` an escape could begin. */
export function mayHoldEscape(bytes: Buffer, from: number, to: number): boolean {
  if (to - from <= FEW_BYTES) {
    for (let i = Math.max(0, from); i < to; i++) if (bytes[i] === BACKSLASH || bytes[i] === PERCENT) return true;
    return false;
  }
  const part = bytes.subarray(Math.max(0, from), to);
  return part.includes(BACKSLASH) || part.includes(PERCENT);
}
