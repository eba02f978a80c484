import type { Occurrence } from '@dowser/contracts';
import type { ScanState } from '@dowser/detection';
import type { ChunkBuffer, ChunkBuffers } from './chunk-buffers.ts';
import type { ChunkResult, ChunkTask } from './scan-chunk.ts';
import type { Filled, TextFeed } from './text-feed.ts';

export interface TextScan {
  readonly name: string;
  readonly feed: Pick<TextFeed, 'fill'>;
  readonly buffers: ChunkBuffers;
  readonly scanChunk: (task: ChunkTask) => Promise<ChunkResult>;
  readonly onOccurrences: (occurrences: readonly Occurrence[]) => Promise<void>;
  readonly signal: AbortSignal;
  /** Where the feed begins, and what is scanned already. */
  readonly from?: TextStart;
  readonly part?: TextPart;
}

/** A scan that is to end before its text does. */
export interface TextPart {
  /** Asked when a chunk has been filled: true when the scan is to end after it. Then no byte of the next one is asked for. */
  readonly isFull: () => boolean;
  /** Asked when such a chunk has been scanned: false when the scan cannot end at this place, but goes on by one more. */
  readonly mayEnd: (place: TextPlace) => boolean;
}

/** Offsets of the decoded text. */
export interface TextStart {
  /** Of the feed's first byte. */
  readonly feedFrom: number;
  readonly scannedTo: number;
  readonly state: ScanState | null;
}

/** The end of a chunk. */
export interface TextPlace {
  readonly scannedTo: number;
  readonly state: ScanState;
  /** The decoded bytes before `scannedTo`: the chunk, and what was carried into it. */
  readonly bytes: Uint8Array;
}

const BEGINNING: TextStart = { feedFrom: 0, scannedTo: 0, state: null };

/**
 * Scans one text, chunk after chunk (the state is sequential), filling the next buffer meanwhile. Resolves to the
 * offset scanned to. At most two buffers are held; a text shorter than a chunk takes one.
 */
export async function scanText(scan: TextScan): Promise<number> {
  const { feedFrom, scannedTo, state: started } = scan.from ?? BEGINNING;
  let current = scan.buffers.take();
  const taken = [current];
  let filling = scan.feed.fill(current.fresh);
  try {
    let state = started;
    let carried = 0;
    let position = scannedTo;
    let filledFrom = feedFrom;
    let spare: ChunkBuffer | null = null;
    const fillNext = (): ChunkBuffer => {
      const next = spare ?? takeAnother();
      filling = scan.feed.fill(next.fresh);
      filling.catch(() => {}); // met when it is awaited
      return next;
    };
    for (;;) {
      const { length, last }: Filled = await filling;
      if (length === 0) return position; // an empty text: the feed gives an empty chunk to nothing else
      const base = filledFrom - carried;
      const bytes = current.view(carried, length);
      const end = filledFrom + length;
      const isPartEnd = scan.part?.isFull() === true;
      let next: ChunkBuffer | null = last || isPartEnd ? null : fillNext();
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
      if (last || state === null) return position;
      if (isPartEnd && scan.part!.mayEnd({ scannedTo: position, state, bytes })) return position;
      next ??= fillNext();
      filledFrom = end;
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
