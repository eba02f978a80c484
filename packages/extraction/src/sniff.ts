import { matchSignature } from './binary-signatures.ts';
import { type Charset, detectCharset, startsWith } from './charset.ts';
import { textMimeType } from './mime-type.ts';

/** What the first bytes of an object, or of an unwrapped layer of it, are. */
export type Sniffed =
  | { readonly kind: 'text'; readonly charset: Charset; readonly mimeType: string }
  | { readonly kind: 'gzip' | 'zstd' | 'binary' | 'empty'; readonly mimeType: string };

/** Bytes from the start that decide. With fewer the object must be that short, or the answer depends on how it came. */
export const SNIFF_BYTES = 64 * 1024;

/** RFC 1952: ID1, ID2, and deflate, the one method there is. */
const GZIP = [0x1f, 0x8b, 8];
/** RFC 8878: a frame, and the three bytes that end the magic number of a skippable frame (50-5F 2A 4D 18). */
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];
const ZSTD_SKIPPABLE_TAIL = [0x2a, 0x4d, 0x18];

export const isGzip = (bytes: Uint8Array): boolean => startsWith(bytes, GZIP);
export const isZstd = (bytes: Uint8Array): boolean =>
  startsWith(bytes, ZSTD) || ((bytes[0] ?? 0) >> 4 === 5 && startsWith(bytes, ZSTD_SKIPPABLE_TAIL, 1));

/** `head`: the first SNIFF_BYTES bytes, or all there are. `name`: key or file name, for the MIME type of texts. */
export function sniff(head: Uint8Array, name: string): Sniffed {
  if (head.length === 0) return { kind: 'empty', mimeType: 'application/x-empty' };
  if (isGzip(head)) return { kind: 'gzip', mimeType: 'application/gzip' };
  if (isZstd(head)) return { kind: 'zstd', mimeType: 'application/zstd' };
  const charset = detectCharset(head);
  const signature = matchSignature(head, charset !== null);
  if (signature !== null) return { kind: 'binary', mimeType: signature.mimeType };
  if (charset === null) return { kind: 'binary', mimeType: 'application/octet-stream' };
  return { kind: 'text', charset, mimeType: textMimeType(name) };
}
