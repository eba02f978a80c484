import type { Refusal } from '../data-identifier.ts';
import { entropyOf } from './entropy.ts';

/** Texts of this length or more reach LONG_SHARE of the greatest entropy they could have; shorter ones reach SHORT_SHARE: all but 1 in 10 000 random ones. */
const LONG = 24;
const LONG_SHARE = 0.65;
const SHORT_SHARE = 0.52;
/** Letters or digits one after the other (abcdefgh, 12345678), which random text has once in 10^10. */
const MAX_SEQUENCE = 7;
/** What documentation writes in place of a secret. Shorter words turn up in random text. */
const WORDS =
  /example|placeholder|changeme|change_me|redacted|your[_-]?(?:api|key|token|secret)|xxxxx|insert[_-]?(?:your|key)|dummy/i;

function longestSequence(text: string): number {
  let longest = 1;
  let length = 1;
  for (let place = 1; place < text.length; place++) {
    const step = text.charCodeAt(place) - text.charCodeAt(place - 1);
    length = step === 1 ? length + 1 : 1;
    longest = Math.max(longest, length);
  }
  return longest;
}

/** Refuses what a generator of secrets over an alphabet of `alphabet` characters does not give: words of documentation, sequences, repetition. */
export function refusalOfRandomText(text: string, alphabet: number): Refusal | null {
  if (longestSequence(text) > MAX_SEQUENCE) return 'low-entropy';
  const share = text.length < LONG ? SHORT_SHARE : LONG_SHARE;
  if (entropyOf(text) < share * Math.log2(Math.min(alphabet, Math.max(text.length, 1)))) return 'low-entropy';
  return WORDS.test(text) ? 'published-example' : null;
}
