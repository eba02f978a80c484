import type { Readable } from 'node:stream';
import { TransientError } from '@dowser/pipeline';

export interface CompleteBodyOptions {
  /** For messages: what is being read. */
  readonly what: string;
  /** Bytes that the response announced. */
  readonly expected: number;
  /** Longest wait for the next bytes. Time in which nobody asks for bytes does not count. */
  readonly idleMs: number;
  readonly mapError: (error: unknown) => unknown;
}

/** The stream's bytes, in order; TransientError unless exactly `expected` of them come. Leaving early closes the connection. */
export async function* completeBody(stream: Readable, options: CompleteBodyOptions): AsyncGenerator<Uint8Array> {
  const { what, expected, idleMs } = options;
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  let received = 0;
  try {
    for (;;) {
      const next = await nextWithin(stream, chunks, idleMs, what).catch((error: unknown) => {
        throw options.mapError(error);
      });
      if (next.done === true) break;
      received += next.value.length;
      yield next.value;
    }
  } finally {
    stream.destroy();
  }
  if (received !== expected) {
    throw new TransientError(`${what}: the body ended after ${received} of ${expected} bytes`);
  }
}

async function nextWithin(
  stream: Readable,
  chunks: AsyncIterator<Uint8Array>,
  idleMs: number,
  what: string,
): Promise<IteratorResult<Uint8Array>> {
  const timer = setTimeout(() => stream.destroy(new TransientError(`${what}: no bytes for ${idleMs} ms`)), idleMs);
  try {
    return await chunks.next();
  } finally {
    clearTimeout(timer);
  }
}
