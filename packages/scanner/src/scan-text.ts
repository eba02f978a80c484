import type { Occurrence } from '@dowser/contracts';
import type { ScanState } from '@dowser/detection';
import type { ChunkBuffer, ChunkBuffers } from './chunk-buffers.ts';
import type { ChunkResult, ChunkTask } from './scan-chunk.ts';
import type { Filled, TextFeed } from './text-feed.ts';

export interface TextScan {
  readonly name: string;
  readonly feed: TextFeed;
  readonly buffers: ChunkBuffers;
  readonly scanChunk: (task: ChunkTask) => Promise<ChunkResult>;
  readonly onOccurrences: (occurrences: readonly Occurrence[]) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Scans one text, chunk after chunk (the state is sequential), filling the next buffer meanwhile. Resolves to the bytes
 * scanned. At most two buffers are held; a text shorter than a chunk takes one.
 */
export async function scanText(scan: TextScan): Promise<number> {
  let current = scan.buffers.take();
  const taken = [current];
  let filling = scan.feed.fill(current.fresh);
  try {
    let state: ScanState | null = null;
    let carried = 0;
    let position = 0;
    let spare: ChunkBuffer | null = null;
    for (;;) {
      const { length, last }: Filled = await filling;
      if (length === 0) return position; // an empty text: the feed gives an empty chunk to nothing else
      let next: ChunkBuffer | null = null;
      if (!last) {
        next = spare ?? takeAnother();
        filling = scan.feed.fill(next.fresh);
        filling.catch(() => {}); // met when it is awaited
      }
      const base = position - carried;
      const bytes = current.view(carried, length);
      const end = position + length;
      while (position < end) {
        scan.signal.throwIfAborted();
        const result: ChunkResult = await scan.scanChunk({
          name: scan.name,
          bytes,
          base,
          scannedTo: position,
          last,
          state,
        });
        state = result.state;
        position = result.scannedTo;
        await scan.onOccurrences(result.occurrences);
      }
      if (next === null || state === null) return position;
      carried = Math.max(0, end - state.needFrom);
      next.view(carried, 0).set(bytes.subarray(bytes.length - carried));
      spare = current;
      current = next;
    }
  } finally {
    // A buffer that is still being filled must not go to another scan.
    await filling.catch(() => {});
    for (const buffer of taken) scan.buffers.give(buffer);
  }

  function takeAnother(): ChunkBuffer {
    const buffer = scan.buffers.take();
    taken.push(buffer);
    return buffer;
  }
}
