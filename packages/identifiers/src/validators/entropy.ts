import type { Validator } from '../data-identifier.ts';

/** Shannon entropy of the characters, in bits per character; 0 for an empty text. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let total = 0;
  for (const count of counts.values()) total += count;
  let bits = 0;
  for (const count of counts.values()) bits -= (count / total) * Math.log2(count / total);
  return bits;
}

/** Refuses text with fewer bits of entropy per character (words, paths, repeated characters). `part` chooses the random part of the value. */
export function entropy(minBitsPerCharacter: number, part: (value: string) => string = (value) => value): Validator {
  return (value) => (entropyOf(part(value)) >= minBitsPerCharacter ? null : 'low-entropy');
}
