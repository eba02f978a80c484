import { crc32 } from 'node:zlib';
import type { Validator } from '../data-identifier.ts';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM_LENGTH = 6;

/** `value` in base 62, left-padded with 0 to six characters. */
function base62(value: number): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / BASE62.length)) {
    text = BASE62.charAt(rest % BASE62.length) + text;
  }
  return text.padStart(CHECKSUM_LENGTH, '0');
}

/**
 * The last six characters are the CRC-32 of those between the prefix and them.
 * Source: GitHub engineering blog, "Behind GitHub's new authentication token formats" (2021-04-05).
 */
export const githubChecksum: Validator = (value) => {
  const body = value.slice(value.lastIndexOf('_') + 1);
  if (body.length <= CHECKSUM_LENGTH) return 'bad-format';
  const payload = body.slice(0, -CHECKSUM_LENGTH);
  return body.slice(-CHECKSUM_LENGTH) === base62(crc32(payload)) ? null : 'bad-checksum';
};
