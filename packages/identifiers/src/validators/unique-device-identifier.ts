import type { Validator } from '../data-identifier.ts';
import { weightedFromRight } from './weighted.ts';

const gtin = weightedFromRight([3, 1], 10, (remainder) => (10 - remainder) % 10);
const HIBC_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%';

/** The last character is the sum of all others mod 43. Source: ANSI/HIBC 2.6, appendix B. */
function hibc(text: string): boolean {
  let sum = 0;
  for (const character of text.slice(0, -1)) sum += HIBC_ALPHABET.indexOf(character);
  return text.at(-1) === HIBC_ALPHABET[sum % HIBC_ALPHABET.length];
}

/**
 * A device identifier with its agency's check: the GTIN of GS1, the modulo 43 character of HIBCC; ICCBBA's have none.
 * HIBCC's joined with secondary data are known by their structure: even the FDA's sample does not satisfy the check.
 * Source: FDA, "UDI formats by FDA-accredited issuing agency".
 */
export const uniqueDeviceIdentifier: Validator = (value) => {
  if (value.startsWith('=')) return null;
  if (value.startsWith('+')) return value.includes('/') || hibc(value) ? null : 'bad-checksum';
  const digits = /^\(?01\)?([0-9]{14})/.exec(value)?.[1];
  return digits === undefined ? 'bad-format' : gtin(digits);
};
