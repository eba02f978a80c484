/** Bytes, pulled piece by piece. `close` lets go of what is behind it, also half way; it may be called twice. */
export interface ByteStream {
  /** The next piece, never empty; null at the end. */
  next(): Promise<Uint8Array | null>;
  close(): Promise<void>;
}

export function streamOf(bytes: AsyncIterable<Uint8Array>): ByteStream {
  const iterator = bytes[Symbol.asyncIterator]();
  return {
    async next() {
      for (;;) {
        const step = await iterator.next();
        if (step.done === true) return null;
        if (step.value.length > 0) return step.value;
      }
    },
    async close() {
      await iterator.return?.();
    },
  };
}

/** Why and where a stream ended before its end; what came before stands. `reason` is a verdict's reason. */
export class StreamCut extends Error {
  override readonly name = 'StreamCut';
  readonly reason: 'MALFORMED_FILE' | 'ARCHIVE_TOTAL_BYTES_EXTRACTED_OVER_LIMIT';
  constructor(reason: StreamCut['reason'], detail: string, options: { cause?: unknown } = {}) {
    super(detail, options);
    this.reason = reason;
  }
}

/** Gives `stream` back whole, with its first `length` bytes (fewer when it is shorter) shown beforehand. */
export async function peek(stream: ByteStream, length: number): Promise<{ head: Uint8Array; stream: ByteStream }> {
  const pieces: Uint8Array[] = [];
  let total = 0;
  let cut: StreamCut | null = null;
  while (total < length && cut === null) {
    try {
      const piece = await stream.next();
      if (piece === null) break;
      pieces.push(piece);
      total += piece.length;
    } catch (error) {
      if (!(error instanceof StreamCut)) throw error;
      cut = error;
    }
  }
  const head = Buffer.concat(pieces).subarray(0, length);
  const next = async (): Promise<Uint8Array | null> => {
    const piece = pieces.shift();
    if (piece !== undefined) return piece;
    if (cut !== null) throw cut;
    return stream.next();
  };
  return { head, stream: { next, close: () => stream.close() } };
}

/** Lets `limit` bytes through, and throws StreamCut when there is one more. */
export function limitBytes(stream: ByteStream, limit: number, cut: () => StreamCut): ByteStream {
  let left = limit;
  let over = false;
  return {
    async next() {
      const piece = over ? null : await stream.next();
      if (over || (piece !== null && left === 0)) throw cut();
      if (piece === null) return null;
      const through = piece.subarray(0, left);
      over = piece.length > left;
      left -= through.length;
      return through;
    },
    close: () => stream.close(),
  };
}

/**
 * Cuts a stream into pieces of exactly `lengthAt(offset)` bytes, the last one shorter, whatever pieces it came in; each is a copy.
 * Before a StreamCut comes what there was before it.
 */
export function recut(stream: ByteStream, lengthAt: (offset: number) => number): ByteStream {
  let held: Uint8Array = new Uint8Array(0);
  let cut: StreamCut | null = null;
  let offset = 0;
  const more = async (): Promise<Uint8Array | null> => {
    if (cut !== null) return null;
    try {
      return await stream.next();
    } catch (error) {
      if (!(error instanceof StreamCut)) throw error;
      cut = error;
      return null;
    }
  };
  return {
    async next() {
      const length = lengthAt(offset);
      const piece = Buffer.allocUnsafe(length);
      let filled = 0;
      while (filled < length) {
        if (held.length === 0) {
          const got = await more();
          if (got === null) break;
          held = got;
        }
        const part = held.subarray(0, length - filled);
        piece.set(part, filled);
        filled += part.length;
        held = held.subarray(part.length);
      }
      offset += filled;
      if (filled > 0) return piece.subarray(0, filled);
      if (cut !== null) throw cut;
      return null;
    },
    close: () => stream.close(),
  };
}
