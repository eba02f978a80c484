import { createGunzip, createZstdDecompress, type Gunzip, type ZstdDecompress } from 'node:zlib';
import { isGzip, isZstd } from '@dowser/extraction';
import { type ByteStream, recut, StreamCut, streamOf } from './byte-stream.ts';

export type Compression = 'gzip' | 'zstd';

/**
 * Compressed bytes given to zlib at once: a sixteenth of those before, within these bounds. Always the same cuts, so that a
 * corrupt stream gives the same bytes however it was read; and small, since zlib drops what it had made of the piece in
 * which it finds the fault.
 */
export const MIN_INPUT_PIECE_BYTES = 64;
export const MAX_INPUT_PIECE_BYTES = 16 * 1024;
const INPUT_PIECE_SHARE = 16;

export const inputPieceBytes = (offset: number): number =>
  Math.min(MAX_INPUT_PIECE_BYTES, Math.max(MIN_INPUT_PIECE_BYTES, Math.floor(offset / INPUT_PIECE_SHARE)));

const OUTPUT_PIECE_BYTES = 64 * 1024;
/** Output pieces that may wait to be taken, of one layer. */
export const OUTPUT_PIECES_WAITING = 4;

/**
 * The decompressed bytes of a gzip or zstd stream: all members or frames, zero padding after them skipped.
 * Throws StreamCut (MALFORMED_FILE) where the stream breaks off or something else follows; errors of `stored` pass through.
 * Node's own zstd stream ends silently after the first frame of a buffer: members are therefore counted here.
 */
export function decompress(format: Compression, stored: ByteStream): ByteStream {
  const stream = streamOf(members(format, stored));
  return {
    next: stream.next,
    async close() {
      await stream.close();
      await stored.close();
    },
  };
}

async function* members(format: Compression, stored: ByteStream): AsyncGenerator<Uint8Array> {
  const input = createInput(stored);
  do yield* member(format, input);
  while (await anotherFollows(format, input));
}

async function anotherFollows(format: Compression, input: Input): Promise<boolean> {
  for (;;) {
    const piece = await input.next();
    if (piece === null) return false;
    const start = piece.findIndex((byte) => byte !== 0);
    if (start === -1) continue;
    const rest = piece.subarray(start);
    const more = rest.length < 4 ? await input.next() : null;
    const bytes = more === null ? rest : Buffer.concat([rest, more]);
    if (!(format === 'gzip' ? isGzip(bytes) : isZstd(bytes))) {
      throw new StreamCut('MALFORMED_FILE', `bytes that are not ${format} follow the ${format} stream`);
    }
    input.putBack(bytes);
    return true;
  }
}

interface Input {
  next(): Promise<Uint8Array | null>;
  putBack(bytes: Uint8Array): void;
}

function createInput(stored: ByteStream): Input {
  const pieces = recut(stored, inputPieceBytes);
  let back: Uint8Array | null = null;
  return {
    async next() {
      const piece = back;
      back = null;
      return piece ?? pieces.next();
    },
    putBack(bytes) {
      back = bytes.length === 0 ? null : bytes;
    },
  };
}

async function* member(format: Compression, input: Input): AsyncGenerator<Uint8Array> {
  const options = { chunkSize: OUTPUT_PIECE_BYTES };
  const engine = format === 'gzip' ? createGunzip(options) : createZstdDecompress(options);
  const output = watch(engine);
  try {
    for (;;) {
      const piece = await input.next();
      const before = engine.bytesWritten;
      output.give(piece);
      yield* output.taken();
      if (output.failure !== null) {
        throw new StreamCut('MALFORMED_FILE', `the ${format} stream is broken: ${output.failure.message}`, {
          cause: output.failure,
        });
      }
      if (output.ended) {
        if (piece !== null) input.putBack(piece.subarray(engine.bytesWritten - before));
        return;
      }
    }
  } finally {
    engine.destroy();
  }
}

/**
 * zlib's stream, one piece at a time: the next is given only when all output of the one before was taken, so that an error
 * (which empties the stream's own buffers) can take nothing with it.
 */
function watch(engine: Gunzip | ZstdDecompress) {
  const ready: Uint8Array[] = [];
  let given = true;
  let wake = (): void => {};
  const watched = {
    failure: null as Error | null,
    ended: false,
    give(piece: Uint8Array | null): void {
      if (piece === null) {
        engine.end();
        return;
      }
      given = false;
      engine.write(piece, () => {
        given = true;
        wake();
      });
    },
    async *taken(): AsyncGenerator<Uint8Array> {
      for (;;) {
        for (let piece = ready.shift(); piece !== undefined; piece = ready.shift()) yield piece;
        if (watched.failure !== null || watched.ended) return;
        if (engine.isPaused()) engine.resume();
        // Also after a resume: the piece may have been used up while the output waited, and then no event comes any more.
        if (given && !engine.writableEnded && engine.readableLength === 0) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
  engine.on('data', (piece: Uint8Array) => {
    ready.push(piece);
    if (ready.length >= OUTPUT_PIECES_WAITING) engine.pause();
    wake();
  });
  engine.on('error', (error: Error) => {
    watched.failure = error;
    wake();
  });
  engine.on('end', () => {
    watched.ended = true;
    wake();
  });
  return watched;
}
