import { scanColumns, startScan } from '../src/scan.ts';
import type { Catalogue, Layout } from '../src/types.ts';

export const CHUNK_BYTES = 4 * 1024 * 1024;

/** Matches in an object that comes in chunks. */
export function countInChunks(catalogue: Catalogue, bytes: Uint8Array, layout: Layout): number {
  let count = 0;
  let state = startScan(layout);
  for (let end = 0; end < bytes.length; ) {
    end = Math.min(bytes.length, end + CHUNK_BYTES);
    const base = state.needFrom;
    const result = scanColumns(catalogue, state, {
      bytes: bytes.subarray(base, end),
      base,
      last: end === bytes.length,
    });
    count += result.found.count;
    state = result.state;
  }
  return count;
}

/** Matches in those chunks that nobody else took, each an object by itself. `next[0]`: the first that is not taken. */
export function countSlices(catalogue: Catalogue, bytes: Uint8Array, next: Int32Array): number {
  let count = 0;
  for (;;) {
    const from = Atomics.add(next, 0, 1) * CHUNK_BYTES;
    if (from >= bytes.length) return count;
    count += countInChunks(catalogue, bytes.subarray(from, from + CHUNK_BYTES), { kind: 'text' });
  }
}
