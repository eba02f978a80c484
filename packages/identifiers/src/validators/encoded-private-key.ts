import type { Validator } from '../data-identifier.ts';

/** Base 64 whose text begins like a private key in PEM. Source: RFC 7468, section 10; RFC 4648, section 4. */
export const encodedPrivateKey: Validator = (value) => {
  const text = Buffer.from(value, 'base64').toString('latin1');
  return /^-----BEGIN (?:[A-Z0-9]{1,16} ){0,2}PRIVATE KEY-----/.test(text) ? null : 'bad-format';
};
