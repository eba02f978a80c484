import { GRAM_BYTES, type Gram } from './grams.ts';
import { HASH_BITS, HASH_FACTOR, HASH_FOLD } from './memory-map.ts';

/** A gram that stands for more texts than these is looked up by its first two bytes only. */
const MAX_TEXTS = 6_000;

/** What may stand at the places that Teddy and the beginnings of words name: two sets of bits. */
export interface GramTables {
  /** By the hash of four bytes. */
  readonly hashes: Uint8Array;
  /** By the first two bytes. */
  readonly pairs: Uint8Array;
}

export function gramTables(grams: readonly Gram[]): GramTables {
  const hashes = new Uint8Array(2 ** HASH_BITS / 8);
  const pairs = new Uint8Array(2 ** 16 / 8);
  const include = (table: Uint8Array, bit: number): void => {
    table[bit >>> 3]! |= 1 << (bit & 7);
  };
  for (const { sets } of grams) {
    const members = sets.map((set, k) => membersOf(set, (HASH_FOLD >>> (8 * k)) & 0xff));
    if (members.reduce((product, { length }) => product * length, 1) <= MAX_TEXTS) {
      for (const text of texts(members)) include(hashes, hashOf(text));
    } else {
      for (const pair of texts(sets.slice(0, 2).map((set) => membersOf(set, 0)))) include(pairs, pair);
    }
  }
  return { hashes, pairs };
}

/** Of four bytes, the first one lowest, after HASH_FOLD. */
function hashOf(word: number): number {
  return Math.imul(word, HASH_FACTOR) >>> (32 - HASH_BITS);
}

function membersOf(set: Uint8Array, fold: number): readonly number[] {
  const members = new Set<number>();
  for (let byte = 0; byte < 256; byte++) if (set[byte] === 1) members.add(byte | fold);
  return [...members];
}

/** Every choice of one member each, as a number with the first one lowest. */
function texts(members: readonly (readonly number[])[]): readonly number[] {
  let found = [0];
  for (let k = 0; k < Math.min(GRAM_BYTES, members.length); k++) {
    found = found.flatMap((text) => members[k]!.map((byte) => text | (byte << (8 * k))));
  }
  return found;
}
