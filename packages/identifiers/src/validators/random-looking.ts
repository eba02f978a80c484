import type { Refusal } from '../data-identifier.ts';
import { entropyOfBytes } from './entropy.ts';
import { WordScreen } from './word-screen.ts';

/** Texts of this length or more reach LONG_SHARE of the greatest entropy they could have; shorter ones reach SHORT_SHARE: all but 1 in 10 000 random ones. */
const LONG = 24;
const LONG_SHARE = 0.65;
const SHORT_SHARE = 0.52;
/** Letters or digits one after the other (abcdefgh, 12345678), which random text has once in 10^10. */
const MAX_SEQUENCE = 7;
/** What documentation writes in place of a secret. Shorter words turn up in random text. */
const PLAIN_WORDS = ['example', 'placeholder', 'changeme', 'change_me', 'redacted', 'xxxxx', 'dummy'];
const WORDS = new RegExp(`${PLAIN_WORDS.join('|')}|your[_-]?(?:api|key|token|secret)|insert[_-]?(?:your|key)`, 'i');
const screen = new WordScreen([...PLAIN_WORDS, 'your', 'insert']);

/**
 * Refuses in `[start, end)` what a generator of secrets over an alphabet of `alphabet` characters does not give: words of
 * documentation, sequences, repetition. What is not ASCII is in no such alphabet: its entropy is negative.
 */
export function refusalOfRandomBytes(bytes: Buffer, start: number, end: number, alphabet: number): Refusal | null {
  if (longestSequence(bytes, start, end) > MAX_SEQUENCE) return 'low-entropy';
  if (entropyOfBytes(bytes, start, end) < leastBits(end - start, alphabet)) return 'low-entropy';
  if (!screen.mayHold(bytes, start, end)) return null;
  return WORDS.test(bytes.toString('latin1', start, end)) ? 'published-example' : null;
}

function leastBits(length: number, alphabet: number): number {
  const share = length < LONG ? SHORT_SHARE : LONG_SHARE;
  return share * Math.log2(Math.min(alphabet, Math.max(length, 1)));
}

function longestSequence(bytes: Uint8Array, start: number, end: number): number {
  let longest = 1;
  let begin = start;
  for (let place = start + 1; place < end; place++) {
    if (bytes[place]! - bytes[place - 1]! === 1) continue;
    if (place - begin > longest) longest = place - begin;
    begin = place;
  }
  return Math.max(longest, end - begin);
}
