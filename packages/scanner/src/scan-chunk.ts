import type { Occurrence } from '@dowser/contracts';
import {
  type Catalogue,
  type MatchColumns,
  type ScanState,
  scanColumns,
  sniffLayout,
  startScan,
} from '@dowser/detection';
import { createFingerprints } from './fingerprint.ts';
import { maskSampleOfBytes } from './mask-sample.ts';

/** Decoded bytes from the start of an object that tell its layout. A first chunk holds at least these, or all there is. */
export const LAYOUT_HEAD_BYTES = 64 * 1024;
/** Bytes given to the engine at once: bounds what one call can find, and so what it holds. */
export const WINDOW_BYTES = 512 * 1024;
/** A task ends early, after the window in which it has found this many: dense chunks come back in parts. */
export const OCCURRENCES_PER_TASK = 4_000;

/** A run of one object's decoded bytes to scan; plain data, its bytes in shared memory. */
export interface ChunkTask {
  readonly name: string;
  /** What `state` still needs of earlier bytes, then the bytes not yet scanned. */
  readonly bytes: Uint8Array;
  /** Offset of `bytes[0]` in the decoded object. */
  readonly base: number;
  /** Offset of the first byte not yet scanned. */
  readonly scannedTo: number;
  /** True when the object ends with `bytes`. */
  readonly last: boolean;
  /** Null at the start of the object. */
  readonly state: ScanState | null;
}

export interface ChunkResult {
  readonly occurrences: readonly Occurrence[];
  readonly state: ScanState;
  /** As in the task; short of the end of `bytes` when there was too much to bring back at once. */
  readonly scannedTo: number;
}

/** Scans a chunk window by window. No match's value leaves: only its place, a masked sample and a keyed fingerprint. */
export function createChunkScan(catalogue: Catalogue, fingerprintKey: string): (task: ChunkTask) => ChunkResult {
  const fingerprints = createFingerprints(fingerprintKey);
  const kinds = catalogue.plan.map(({ id }) => ({ identifier: id, category: catalogue.identifiers.get(id)!.category }));
  return (task) => {
    const end = task.base + task.bytes.length;
    const occurrences: Occurrence[] = [];
    let state = task.state ?? startScan(sniffLayout(task.bytes.subarray(0, LAYOUT_HEAD_BYTES), task.name));
    let scannedTo = task.scannedTo;
    do {
      const from = Math.min(state.needFrom, scannedTo);
      scannedTo = Math.min(end, scannedTo + WINDOW_BYTES);
      const bytes = task.bytes.subarray(from - task.base, scannedTo - task.base);
      const result = scanColumns(catalogue, state, { bytes, base: from, last: task.last && scannedTo === end });
      state = result.state;
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      const names = fingerprints.ofMatches(buffer, result.found);
      for (const [i, name] of names.entries()) occurrences.push(describe(result.found, i, buffer, from, name));
    } while (scannedTo < end && occurrences.length < OCCURRENCES_PER_TASK);
    return { occurrences, state, scannedTo };
  };

  function describe(found: MatchColumns, i: number, bytes: Buffer, base: number, fingerprint: string): Occurrence {
    const { identifier, category } = kinds[found.rows[i]!]!;
    const start = found.starts[i]!;
    const end = found.ends[i]!;
    return {
      identifier,
      start: base + start,
      end: base + end,
      line: found.lines[i]!,
      column: found.columns[i]!,
      confidence: found.confidences[i]!,
      sample: maskSampleOfBytes(bytes, start, end, category),
      fingerprint,
    };
  }
}
