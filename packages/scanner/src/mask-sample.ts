import type { Category } from '@dowser/contracts';

/** Most characters shown, in all. */
export const MAX_SHOWN = 4;
/** One character in so many may be shown. */
export const SHOWN_ONE_IN = 3;
/** Shorter values show nothing: two digits of six are too much of a date. */
export const LEAST_LENGTH_SHOWN = 8;
/** Characters of a sample; a longer value has fewer stars than characters. */
export const MAX_SAMPLE_LENGTH = 32;

/**
 * A value as it may be shown: `12*****89`. Never more than MAX_SHOWN characters, nor more than a third; of credentials the
 * beginning only, which names the kind (`AKIA`) and not the secret. What does not print is masked.
 */
export function maskSample(value: string, category: Category): string {
  const characters = [...value];
  const shown =
    characters.length < LEAST_LENGTH_SHOWN ? 0 : Math.min(MAX_SHOWN, Math.floor(characters.length / SHOWN_ONE_IN));
  const first = category === 'CREDENTIALS' ? shown : Math.floor(shown / 2);
  const last = shown - first;
  const stars = Math.min(characters.length, MAX_SAMPLE_LENGTH) - shown;
  const print = (part: readonly string[]): string =>
    part.map((c) => (/[\p{L}\p{N}\p{P}\p{S}]/u.test(c) ? c : '*')).join('');
  return print(characters.slice(0, first)) + '*'.repeat(stars) + print(last === 0 ? [] : characters.slice(-last));
}
