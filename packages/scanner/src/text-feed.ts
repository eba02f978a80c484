import { type Charset, createTextDecoder } from '@dowser/extraction';
import { type ByteStream, StreamCut } from './byte-stream.ts';

/** How far a buffer was filled. */
export interface Filled {
  readonly length: number;
  /** True when nothing follows. */
  readonly last: boolean;
}

/** Fills buffers with an object's text as UTF-8. */
export interface TextFeed {
  /** Full to the end, unless `last`. */
  fill(target: Uint8Array): Promise<Filled>;
  /** Set when the last bytes are not the object's end. */
  cut(): StreamCut | null;
}

/** `inside`: the stream does not begin where the text does. */
export function createTextFeed(stream: ByteStream, charset: Charset, inside = false): TextFeed {
  const decoder = createTextDecoder(charset, inside);
  let held: Uint8Array = new Uint8Array(0);
  let ended = false;
  let cut: StreamCut | null = null;

  const nextText = async (): Promise<void> => {
    const piece = await stream.next().catch((error: unknown) => {
      if (!(error instanceof StreamCut)) throw error;
      cut = error;
      return null;
    });
    ended = piece === null;
    held = piece === null ? decoder.end() : decoder.write(piece);
  };

  return {
    async fill(target) {
      let length = 0;
      for (;;) {
        const part = held.subarray(0, target.length - length);
        target.set(part, length);
        length += part.length;
        held = held.subarray(part.length);
        // One byte more than fits must be there before this chunk is known not to be the last.
        if (held.length > 0) return { length, last: false };
        if (ended) return { length, last: true };
        await nextText();
      }
    },
    cut: () => cut,
  };
}
