import type { Validator } from '../data-identifier.ts';
import { valueValidator } from './value-validator.ts';

const BASE64 = Uint8Array.from({ length: 256 }, (_, byte) => (/[A-Za-z0-9+/]/.test(String.fromCharCode(byte)) ? 1 : 0));
const MAX_PADDING = 2;
const [PADDING, COLON, FIRST_PRINTED, DELETE] = [0x3d, 0x3a, 0x20, 0x7f];

/** The header's base64 decodes to `user:password` without control characters, of which neither part may have any. Source: RFC 7617, section 2. */
export const basicCredentials: Validator = valueValidator((value) => {
  let to = value.length;
  while (value.length - to < MAX_PADDING && to > 0 && value.byte(to - 1) === PADDING) to--;
  let from = to;
  while (from > 0 && BASE64[value.byte(from - 1)] === 1) from--;
  if ((to - from) % 4 === 1) return 'bad-format';
  const decoded = Buffer.from(value.bytes.toString('latin1', value.start + from, value.end), 'base64');
  // In UTF-8, these bytes are characters of their own.
  const isControl = decoded.some((byte) => byte < FIRST_PRINTED || byte === DELETE);
  return decoded.includes(COLON) && !isControl ? null : 'bad-format';
});
