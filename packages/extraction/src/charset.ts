/** How the bytes of a text stand for characters. What is none of the first three is read as windows-1252. */
export const Charset = {
  Utf8: 'utf-8',
  Utf16Le: 'utf-16le',
  Utf16Be: 'utf-16be',
  Windows1252: 'windows-1252',
} as const;
export type Charset = (typeof Charset)[keyof typeof Charset];

/** UTF-16 without a byte order mark: least share of units whose other byte is NUL. English has nearly all, Chinese a few. */
const UTF16_LEAST_NULS = 0.05;
/** UTF-16 without a byte order mark: NULs on the expected side, as a multiple of those on the other. */
const UTF16_SIDE_RATIO = 2;
/** Most control characters in a text that is valid in its charset. Above it, the bytes are binary. */
export const MAX_CONTROL_RATIO = 0.1;
/** The same for bytes that any charset of one byte would accept: random bytes hold 11 %. */
export const MAX_CONTROL_RATIO_SINGLE_BYTE = 0.01;

/**
 * The charset of a text's first bytes, by byte order mark, then by validity; null when they are no text.
 * A character cut off at the end of `head` is not held against it.
 */
export function detectCharset(head: Uint8Array): Charset | null {
  if (startsWith(head, [0xff, 0xfe, 0, 0]) || startsWith(head, [0, 0, 0xfe, 0xff])) return null; // UTF-32
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return Charset.Utf8;
  if (startsWith(head, [0xff, 0xfe])) return Charset.Utf16Le;
  if (startsWith(head, [0xfe, 0xff])) return Charset.Utf16Be;
  const utf16 = detectUtf16(head);
  if (utf16 !== null) return utf16;
  const counts = countUtf8(head);
  const controls = counts.controls / head.length;
  if (counts.invalid === 0 || counts.multibyte > counts.invalid) {
    return controls <= MAX_CONTROL_RATIO ? Charset.Utf8 : null;
  }
  return controls <= MAX_CONTROL_RATIO_SINGLE_BYTE ? Charset.Windows1252 : null;
}

export const startsWith = (bytes: Uint8Array, prefix: readonly number[], at = 0): boolean =>
  bytes.length >= at + prefix.length && prefix.every((byte, i) => bytes[at + i] === byte);

function detectUtf16(head: Uint8Array): Charset | null {
  if (!head.includes(0)) return null;
  const units = head.length >> 1;
  let evenNuls = 0;
  let oddNuls = 0;
  for (let i = 0; i < units * 2; i += 2) {
    if (head[i] === 0) evenNuls++;
    if (head[i + 1] === 0) oddNuls++;
  }
  const littleEndian = oddNuls > evenNuls;
  const [near, far] = littleEndian ? [oddNuls, evenNuls] : [evenNuls, oddNuls];
  if (near === 0 || near < units * UTF16_LEAST_NULS || near < far * UTF16_SIDE_RATIO) return null;
  return isUtf16Text(head, units, littleEndian) ? (littleEndian ? Charset.Utf16Le : Charset.Utf16Be) : null;
}

function isUtf16Text(head: Uint8Array, units: number, littleEndian: boolean): boolean {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let bad = 0;
  for (let i = 0; i < units; i++) {
    const unit = view.getUint16(i * 2, littleEndian);
    if (isHighSurrogate(unit)) {
      if (i + 1 === units) break;
      if (isLowSurrogate(view.getUint16(i * 2 + 2, littleEndian))) i++;
      else bad++;
    } else if (isLowSurrogate(unit) || unit >= 0xfffe || isControl(unit)) bad++;
  }
  return bad <= units * MAX_CONTROL_RATIO_SINGLE_BYTE;
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** C0 without what texts use: backspace to carriage return (08-0D) and escape (1B, terminal colours); and DEL. */
const isControl = (code: number): boolean =>
  (code < 0x20 && (code < 8 || code > 0x0d) && code !== 0x1b) || code === 0x7f;

interface Utf8Counts {
  /** Well-formed sequences of two bytes or more. */
  readonly multibyte: number;
  /** Bytes that are part of no well-formed sequence. */
  readonly invalid: number;
  readonly controls: number;
}

function countUtf8(head: Uint8Array): Utf8Counts {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let multibyte = 0;
  let invalid = 0;
  let controls = 0;
  for (let i = 0; i < head.length; ) {
    if (i + 4 <= head.length && isPrintableAscii(view.getUint32(i))) {
      i += 4;
      continue;
    }
    const byte = head[i]!;
    if (byte < 0x80) {
      if (isControl(byte)) controls++;
      i++;
      continue;
    }
    const length = sequenceLength(head, i);
    if (length > 0) {
      multibyte++;
      i += length;
    } else if (length < 0) break;
    else {
      invalid++;
      i++;
    }
  }
  return { multibyte, invalid, controls };
}

/**
 * True when four bytes are all 20 to 7E; most of a text is. A byte under 20 borrows from its top bit, one of 7F or more
 * carries into it; no carry or borrow reaches a neighbour unless one of them has failed already.
 */
const isPrintableAscii = (four: number): boolean =>
  ((four | (four - 0x20202020) | (four + 0x01010101)) & 0x80808080) === 0;

/** Bytes of the well-formed sequence at `at`; 0 when there is none; -1 when the end cuts it. Source: Unicode, table 3-7. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  const length =
    lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  if (length === 0) return 0;
  for (let k = 1; k < length; k++) {
    const next = bytes[at + k];
    if (next === undefined) return -1;
    const low = k > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const high = k > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (next < low || next > high) return 0;
  }
  return length;
}
