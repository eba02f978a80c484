import { type ByteStream, streamOf } from '../src/byte-stream.ts';

/** `bytes` in pieces of these lengths, over and over. */
export function* inPieces(bytes: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = Math.max(1, lengths[i % lengths.length] ?? bytes.length);
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

/** The same as a stream; `closed` counts how often it was let go. */
export function pieceStream(bytes: Uint8Array, lengths: readonly number[] = []): ByteStream & { closed: number } {
  const stream = streamOf(
    (async function* () {
      yield* inPieces(bytes, lengths);
    })(),
  );
  const counted = {
    closed: 0,
    next: stream.next,
    async close() {
      counted.closed++;
      await stream.close();
    },
  };
  return counted;
}

/** Everything until the end, or until the error. */
export async function drain(stream: ByteStream): Promise<{ bytes: Buffer; error: unknown }> {
  const pieces: Uint8Array[] = [];
  try {
    for (let piece = await stream.next(); piece !== null; piece = await stream.next()) pieces.push(Buffer.from(piece));
    return { bytes: Buffer.concat(pieces), error: null };
  } catch (error) {
    return { bytes: Buffer.concat(pieces), error };
  }
}
