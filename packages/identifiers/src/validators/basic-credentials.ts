import type { Validator } from '../data-identifier.ts';

/** The header's base64 decodes to `user:password` in printable characters. Source: RFC 7617, section 2. */
export const basicCredentials: Validator = (value) => {
  const token = /[A-Za-z0-9+/]+={0,2}$/.exec(value)?.[0] ?? '';
  if (token.replace(/=/g, '').length % 4 === 1) return 'bad-format';
  const decoded = Buffer.from(token, 'base64').toString('utf8');
  return decoded.includes(':') && !hasControlCharacter(decoded) ? null : 'bad-format';
};

/** RFC 7617 allows none in either part. */
function hasControlCharacter(text: string): boolean {
  for (const character of text) {
    const codePoint = character.codePointAt(0)!;
    if (codePoint < 0x20 || codePoint === 0x7f) return true;
  }
  return false;
}
