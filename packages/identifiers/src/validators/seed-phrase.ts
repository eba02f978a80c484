import { validateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { Validator } from '../data-identifier.ts';

/** 12 to 24 words of the English list, the last of which holds the checksum. Source: BIP 39. */
export const seedPhrase: Validator = (value) => {
  const words = value.toLowerCase().split(/[\s,]+/);
  if (new Set(words).size < words.length / 2) return 'published-example';
  return validateMnemonic(words.join(' '), wordlist) ? null : 'bad-checksum';
};
