import { hash } from 'node:crypto';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { Validator } from '../data-identifier.ts';

const WORD_BITS = 11;
const [LEAST_WORDS, MOST_WORDS] = [12, 24];
/** A bit of the checksum comes with so many words. */
const WORDS_A_CHECK_BIT = 3;

const places = new Map(wordlist.map((word, place) => [word, place]));

/** 12 to 24 words of the English list, the last of which holds the checksum. Source: BIP 39. */
export const seedPhrase: Validator = (value) => {
  const words = value
    .toLowerCase()
    .normalize('NFKD')
    .split(/[\s,]+/);
  const { length } = words;
  if (new Set(words).size < length / 2) return 'published-example';
  if (length < LEAST_WORDS || length > MOST_WORDS || length % WORDS_A_CHECK_BIT !== 0) return 'bad-checksum';
  const checkBits = length / WORDS_A_CHECK_BIT;
  const entropy = new Uint8Array((length * WORD_BITS - checkBits) / 8);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const word of words) {
    const place = places.get(word);
    if (place === undefined) return 'bad-checksum';
    bits = ((bits << WORD_BITS) | place) & 0x7_ffff;
    held += WORD_BITS;
    for (; held >= 8 && at < entropy.length; held -= 8) entropy[at++] = bits >>> (held - 8);
  }
  const check = bits & ((1 << checkBits) - 1);
  return hash('sha256', entropy, 'buffer')[0]! >>> (8 - checkBits) === check ? null : 'bad-checksum';
};
