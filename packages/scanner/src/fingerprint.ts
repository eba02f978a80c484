import { createHmac, type KeyObject } from 'node:crypto';

/** What people write between the parts of a number, and what differs in writing only. */
const SEPARATORS = /[\s./-]+/g;

/**
 * Names a value without telling it: 32 lower-case hex characters of HMAC-SHA-256 under the installation's key.
 * `123-45-6789` and `123 45 6789` have the same; so have values that differ in case or in Unicode compatibility (NFKC).
 */
export function fingerprint(key: KeyObject | string, value: string): string {
  const normalised = value.normalize('NFKC').replace(SEPARATORS, '').toUpperCase();
  return createHmac('sha256', key).update(normalised).digest('hex').slice(0, 32);
}
