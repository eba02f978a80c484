import type { Validator } from '../data-identifier.ts';
import type { Value } from '../value.ts';
import { valueValidator } from './value-validator.ts';

/** Texts up to this length look their terms up. */
const MAX_TABULATED = 128;
const ASCII = 128;

const counts = new Int32Array(ASCII);
const present = new Uint8Array(ASCII);
/** By total, then count: what a character that is `count` of `total` adds. Made when it is first asked for. */
const terms = new Map<number, Float64Array>();

/** Shannon entropy of the characters, in bits per character; 0 for an empty text. */
export function entropyOf(text: string): number {
  let distinct = 0;
  let place = 0;
  for (; place < text.length; place++) {
    const code = text.charCodeAt(place);
    if (code >= ASCII) break;
    if (counts[code]!++ === 0) present[distinct++] = code;
  }
  const bits = place === text.length ? bitsOf(distinct, text.length) : -1;
  clear(distinct);
  return bits < 0 ? entropyOfAny(text) : bits;
}

/** The same of a value. */
export function entropyOfValue(value: Value): number {
  const bits = entropyOfBytes(value.bytes, value.start, value.end);
  return bits < 0 ? entropyOfAny(value.text) : bits;
}

/** The same of `[start, end)`; negative where a byte is not ASCII. */
export function entropyOfBytes(bytes: Uint8Array, start: number, end: number): number {
  let distinct = 0;
  let place = start;
  for (; place < end; place++) {
    const byte = bytes[place]!;
    if (byte >= ASCII) break;
    if (counts[byte]!++ === 0) present[distinct++] = byte;
  }
  const bits = place === end ? bitsOf(distinct, end - start) : -1;
  clear(distinct);
  return bits;
}

function clear(distinct: number): void {
  for (let i = 0; i < distinct; i++) counts[present[i]!] = 0;
}

function bitsOf(distinct: number, total: number): number {
  const table = total <= MAX_TABULATED ? termsOf(total) : undefined;
  let bits = 0;
  for (let i = 0; i < distinct; i++) {
    const count = counts[present[i]!]!;
    bits -= table === undefined ? term(count, total) : table[count]!;
  }
  return bits;
}

function termsOf(total: number): Float64Array {
  let table = terms.get(total);
  if (table === undefined) {
    table = Float64Array.from({ length: total + 1 }, (_, count) => (count === 0 ? 0 : term(count, total)));
    terms.set(total, table);
  }
  return table;
}

function term(count: number, total: number): number {
  return (count / total) * Math.log2(count / total);
}

function entropyOfAny(text: string): number {
  const own = new Map<string, number>();
  for (const character of text) own.set(character, (own.get(character) ?? 0) + 1);
  let total = 0;
  for (const count of own.values()) total += count;
  let bits = 0;
  for (const count of own.values()) bits -= term(count, total);
  return bits;
}

/** Refuses text with fewer bits of entropy per character (words, paths, repeated characters). `part` chooses the random part of the value. */
export function entropy(minBitsPerCharacter: number, part?: (value: string) => string): Validator {
  return valueValidator((value) => {
    const bits = part === undefined ? entropyOfValue(value) : entropyOf(part(value.text));
    return bits >= minBitsPerCharacter ? null : 'low-entropy';
  });
}
