import { Charset } from './charset.ts';

/** Turns the bytes of a text into UTF-8, chunk by chunk. Never throws: what is not valid becomes U+FFFD, or stays as it is in UTF-8. */
export interface StreamDecoder {
  /** The UTF-8 bytes that these bytes complete; may be empty, may be the argument itself. */
  write(bytes: Uint8Array): Uint8Array;
  /** What is left of a character that the end cut off. */
  end(): Uint8Array;
}

const NOTHING = new Uint8Array(0);
const UTF8_BOM = [0xef, 0xbb, 0xbf];
const BYTE_ORDER_MARKS: Readonly<Record<Charset, readonly number[]>> = {
  [Charset.Utf8]: UTF8_BOM,
  [Charset.Utf16Le]: [0xff, 0xfe],
  [Charset.Utf16Be]: [0xfe, 0xff],
  [Charset.Windows1252]: [],
};

/**
 * A byte order mark at the start is dropped. The output does not depend on how the input is cut. `inside`: the text is read from
 * a character in its midst, where a mark is a character like any other.
 */
export function createTextDecoder(charset: Charset, inside = false): StreamDecoder {
  if (charset === Charset.Utf8) return inside ? PASSAGE : createUtf8Passage();
  const decoder = new TextDecoder(charset, { ignoreBOM: inside });
  const encoder = new TextEncoder();
  return {
    write: (bytes) => encoder.encode(decoder.decode(bytes, { stream: true })),
    end: () => encoder.encode(decoder.decode()),
  };
}

const PASSAGE: StreamDecoder = { write: (bytes) => bytes, end: () => NOTHING };

/** UTF-8 passes untouched, so that offsets are those of the object and invalid bytes cost nothing around them. */
function createUtf8Passage(): StreamDecoder {
  let held: Uint8Array | null = NOTHING;
  return {
    write(bytes) {
      if (held === null) return bytes;
      const start = concat(held, bytes);
      const couldBeBom = UTF8_BOM.every((byte, i) => i >= start.length || start[i] === byte);
      if (couldBeBom && start.length < UTF8_BOM.length) {
        held = start;
        return NOTHING;
      }
      held = null;
      return couldBeBom ? start.subarray(UTF8_BOM.length) : start;
    },
    end() {
      const rest = held ?? NOTHING;
      held = null;
      return rest;
    },
  };
}

/** Length of the byte order mark that a text's first bytes are. */
export function markLength(charset: Charset, head: Uint8Array): number {
  const mark = BYTE_ORDER_MARKS[charset];
  return mark.length <= head.length && mark.every((byte, i) => head[i] === byte) ? mark.length : 0;
}

const FIRST_OF_FOUR = 0xf0;

/**
 * How many bytes of `charset` the characters took that begin in these bytes of decoded text. Adds up over any cuts: a character
 * that is cut counts where it begins.
 */
export function storedLength(charset: Charset, decoded: Uint8Array): number {
  if (charset === Charset.Utf8) return decoded.length;
  let characters = 0;
  let pairs = 0;
  for (const byte of decoded) {
    if ((byte & 0xc0) !== 0x80) characters++;
    if (byte >= FIRST_OF_FOUR) pairs++;
  }
  return charset === Charset.Windows1252 ? characters : 2 * (characters + pairs);
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
