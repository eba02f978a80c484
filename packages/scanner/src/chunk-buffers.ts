import { MAX_CARRY_BYTES } from '@dowser/detection';

/** Shared memory for one chunk: room for what is carried from the chunk before, then the chunk. */
export interface ChunkBuffer {
  /** Where the chunk's own bytes go. */
  readonly fresh: Uint8Array;
  /** The last `carried` bytes before the chunk, and its first `length`. */
  view(carried: number, length: number): Uint8Array;
}

export interface ChunkBuffers {
  readonly chunkBytes: number;
  take(): ChunkBuffer;
  give(buffer: ChunkBuffer): void;
}

/** Buffers of one size, used again and again. Holds as many as were ever in use at the same time. */
export function createChunkBuffers(chunkBytes: number): ChunkBuffers {
  const free: ChunkBuffer[] = [];
  return {
    chunkBytes,
    take: () => free.pop() ?? createChunkBuffer(chunkBytes),
    give: (buffer) => void free.push(buffer),
  };
}

function createChunkBuffer(chunkBytes: number): ChunkBuffer {
  const memory = new SharedArrayBuffer(MAX_CARRY_BYTES + chunkBytes);
  return {
    fresh: new Uint8Array(memory, MAX_CARRY_BYTES, chunkBytes),
    view(carried, length) {
      if (carried > MAX_CARRY_BYTES) throw new Error(`${carried} bytes to carry, more than ${MAX_CARRY_BYTES}`);
      return new Uint8Array(memory, MAX_CARRY_BYTES - carried, carried + length);
    },
  };
}
