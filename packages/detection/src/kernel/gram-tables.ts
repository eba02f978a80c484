import { GRAM_BYTES, type Gram, membersOf } from './grams.ts';
import {
  HASH_FOLD,
  hashOfBytes,
  LONG_WORD,
  MASK_BITS,
  MASKED_BYTES,
  OTHER_HASH_FACTOR,
  SHORT_WORD,
  TRIPLE_BITS,
  WORD_BITS,
  WORD_FACTOR,
} from './memory-map.ts';

/** A gram whose first three bytes stand for more texts than these has no masks: it is looked up by its first two bytes instead. */
export const MAX_MASKED_TEXTS = 128;
/** A gram whose first five or seven bytes stand for at most so many texts is known by the hashes of these. */
export const MAX_WORD_TEXTS = 8;
/** A gram that stands for more texts than these makes every place one of its own. */
export const MAX_TEXTS = 40_000;
const HASHED_BYTES = 3;
const FOLD = HASH_FOLD & 0xff;

/** What may stand at the places that Teddy and the beginnings of words name: see GramField. */
export interface GramTables {
  readonly triples: Uint8Array;
  readonly pairs: Uint8Array;
  readonly words: Uint8Array;
  readonly masked: Uint8Array;
  readonly masks: Uint32Array;
  readonly classes: Uint8Array;
}

export function gramTables(grams: readonly Gram[]): GramTables {
  const triples = new Uint8Array(2 ** TRIPLE_BITS / 8);
  const pairs = new Uint8Array(2 ** 16 / 8);
  const words = new Uint8Array(2 ** WORD_BITS / 8);
  const masked = new Uint8Array(2 ** TRIPLE_BITS / 8);
  const masks = new Uint32Array(MASKED_BYTES * 2 ** MASK_BITS);
  const include = (table: Uint8Array, bit: number): void => {
    table[bit >>> 3]! |= 1 << (bit & 7);
  };
  for (const { sets, next } of grams) {
    const folded = [...sets, ...next].map((set) => [...new Set(membersOf(set).map((byte) => byte | FOLD))]);
    const first = folded.slice(0, HASHED_BYTES);
    const count = textsIn(first);
    if (count > MAX_MASKED_TEXTS) {
      for (const pair of texts(sets.slice(0, 2).map(membersOf))) include(pairs, pair);
    }
    if (count > MAX_TEXTS) {
      triples.fill(0xff);
      continue;
    }
    const known = texts(first);
    for (const text of known) include(triples, hashOf(text, TRIPLE_BITS));
    if (count > MAX_MASKED_TEXTS) continue;
    const length = [LONG_WORD, SHORT_WORD].find((some) => textsIn(folded.slice(0, some)) <= MAX_WORD_TEXTS);
    if (length !== undefined) {
      const ends = texts(folded.slice(GRAM_BYTES, length));
      for (const begin of texts(folded.slice(0, GRAM_BYTES))) {
        for (const end of ends) include(words, hashOfWord(begin, end, length));
      }
      continue;
    }
    const own = [...sets, ...next].slice(HASHED_BYTES, HASHED_BYTES + MASKED_BYTES).map(classMask);
    for (const text of known) {
      include(masked, hashOf(text, TRIPLE_BITS, OTHER_HASH_FACTOR));
      const slot = hashOf(text, MASK_BITS) * MASKED_BYTES;
      for (const [k, mask] of own.entries()) masks[slot + k]! |= mask;
    }
  }
  return { triples, pairs, words, masked, masks, classes: CLASSES };
}

/** Of so many bytes, folded: the first GRAM_BYTES, then the others; each with the first one lowest. */
function hashOfWord(begin: number, end: number, length: number): number {
  const text = BigInt(begin >>> 0) | (BigInt(end) << BigInt(8 * GRAM_BYTES));
  const product = BigInt.asUintN(64, (text << BigInt(64 - 8 * length)) * WORD_FACTOR);
  return Number(product >> BigInt(64 - WORD_BITS));
}

/** Of three bytes, the first one lowest, after HASH_FOLD. */
function hashOf(triple: number, bits: number, factor?: number): number {
  return hashOfBytes(triple << 8, bits, factor);
}

/** Small letters have a class each; capitals, digits, spaces, separators, other ASCII and what is beyond it one each. */
const CLASSES = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (/[a-z]/.test(character)) return byte - 0x61;
  const kind = [/[A-Z]/, /[0-9]/, /[ \t\r\n\0]/, /[_-]/].findIndex((some) => some.test(character));
  if (kind >= 0) return 26 + kind;
  return byte < 0x80 ? 30 : 31;
});

function classMask(set: Uint8Array): number {
  return membersOf(set).reduce((mask, byte) => mask | (1 << CLASSES[byte]!), 0);
}

function textsIn(members: readonly (readonly number[])[]): number {
  return members.reduce((product, { length }) => product * length, 1);
}

/** Every choice of one member each, as a number with the first one lowest. */
function texts(members: readonly (readonly number[])[]): readonly number[] {
  let found = [0];
  for (const [k, own] of members.entries()) {
    found = found.flatMap((text) => own.map((byte) => text | (byte << (8 * k))));
  }
  return found;
}
