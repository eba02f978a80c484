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

/** A byte order mark at the start is dropped. The output does not depend on how the input is cut. */
export function createTextDecoder(charset: Charset): StreamDecoder {
  if (charset === Charset.Utf8) return createUtf8Passage();
  const decoder = new TextDecoder(charset);
  const encoder = new TextEncoder();
  return {
    write: (bytes) => encoder.encode(decoder.decode(bytes, { stream: true })),
    end: () => encoder.encode(decoder.decode()),
  };
}

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

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
