import type { Category } from '@dowser/contracts';

/** Most characters shown, in all. */
export const MAX_SHOWN = 4;
/** One character in so many may be shown. */
export const SHOWN_ONE_IN = 3;
/** Shorter values show nothing: two digits of six are too much of a date. */
export const LEAST_LENGTH_SHOWN = 8;
/** Characters of a sample; a longer value has fewer stars than characters. */
export const MAX_SAMPLE_LENGTH = 32;

/** How many characters of a value are shown. */
function shownOf(length: number): number {
  return length < LEAST_LENGTH_SHOWN ? 0 : Math.min(MAX_SHOWN, Math.floor(length / SHOWN_ONE_IN));
}

const firstOf = (shown: number, category: Category): number =>
  category === 'CREDENTIALS' ? shown : Math.floor(shown / 2);
const STARS = Array.from({ length: MAX_SAMPLE_LENGTH + 1 }, (_, count) => '*'.repeat(count));
const starsOf = (length: number, shown: number): string => STARS[Math.min(length, MAX_SAMPLE_LENGTH) - shown]!;

/**
 * A value as it may be shown: `12*****89`. Never more than MAX_SHOWN characters, nor more than a third; of credentials the
 * beginning only, which names the kind (`AKIA`) and not the secret. What does not print is masked.
 */
export function maskSample(value: string, category: Category): string {
  const characters = [...value];
  const shown = shownOf(characters.length);
  const first = firstOf(shown, category);
  const last = shown - first;
  const print = (part: readonly string[]): string =>
    part.map((c) => (/[\p{L}\p{N}\p{P}\p{S}]/u.test(c) ? c : '*')).join('');
  return (
    print(characters.slice(0, first)) +
    starsOf(characters.length, shown) +
    print(last === 0 ? [] : characters.slice(-last))
  );
}

const [FIRST_PRINTED, LAST_PRINTED] = ['!'.charCodeAt(0), '~'.charCodeAt(0)];

/** The same of the text that `[start, end)` holds in UTF-8. */
export function maskSampleOfBytes(bytes: Buffer, start: number, end: number, category: Category): string {
  for (let i = start; i < end; i++) {
    if (bytes[i]! < FIRST_PRINTED - 1 || bytes[i]! > LAST_PRINTED) {
      return maskSample(bytes.toString('utf8', start, end), category);
    }
  }
  const length = end - start;
  const shown = shownOf(length);
  const first = firstOf(shown, category);
  let sample = '';
  for (let i = start; i < start + first; i++) sample += printed(bytes[i]!);
  sample += starsOf(length, shown);
  for (let i = end - shown + first; i < end; i++) sample += printed(bytes[i]!);
  return sample;
}

/** Of ASCII, a space is all that could be shown and does not print. */
const printed = (byte: number): string => (byte < FIRST_PRINTED ? '*' : String.fromCharCode(byte));
