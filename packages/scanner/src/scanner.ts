import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Occurrence, ScanCheckpoint } from '@dowser/contracts';
import { MAX_CARRY_BYTES, type RefusedIdentifier } from '@dowser/detection';
import pLimit from 'p-limit';
import { chooseIdentifiers } from './choose-identifiers.ts';
import { createChunkBuffers } from './chunk-buffers.ts';
import { openChunkPool, WORKER_HEAP_MB, WORKER_YOUNG_MB, type WorkerSetup } from './chunk-pool.ts';
import { Lane } from './lane-queue.ts';
import { UNWRAP_LIMITS, type UnwrapLimits } from './limits.ts';
import { LAYOUT_HEAD_BYTES } from './scan-chunk.ts';
import { type ScanStep, scanObject } from './scan-object.ts';
import type { ScanSource } from './scan-source.ts';
import type { ScanSummary } from './scan-summary.ts';

export const DEFAULT_CHUNK_BYTES = 1024 * 1024;
/** A chunk holds what tells the layout. */
export const MIN_CHUNK_BYTES = LAYOUT_HEAD_BYTES;
export const MAX_CHUNK_BYTES = 64 * 1024 * 1024;
/** Enough small objects on their way to keep the threads busy while the store takes its time over each. */
export const DEFAULT_OBJECTS_IN_FLIGHT = 32;
/** One object beside its chunks: connection, decompression windows, pieces on their way, occurrences of a task. */
export const OBJECT_OVERHEAD_BYTES = 6 * 1024 * 1024;
/** One thread beside its heap: the engine's automata. */
export const WORKER_NATIVE_BYTES = 96 * 1024 * 1024;

export interface ScannerOptions extends WorkerSetup {
  /** Threads; default one per core. */
  readonly workers?: number;
  /** Decoded bytes per task, MIN_CHUNK_BYTES to MAX_CHUNK_BYTES; default DEFAULT_CHUNK_BYTES. */
  readonly chunkBytes?: number;
  /** Objects scanned at the same time in each lane; default DEFAULT_OBJECTS_IN_FLIGHT. */
  readonly objectsInFlight?: number;
  readonly limits?: UnwrapLimits;
}

export interface PartOptions extends ScanOptions {
  /** Where an earlier part ended, of the same object and identifier set; null: the first part. */
  readonly from: ScanCheckpoint | null;
  /** Stored bytes of a part. It ends with a chunk; the last one has up to a quarter more. */
  readonly partBytes: number;
}

export interface ScanOptions {
  /**
   * Takes occurrences, OCCURRENCES_PER_MESSAGE at a time (fewer in the last batch), in the order of the object but for
   * matches that a chunk's end left undecided. The scan waits for it.
   */
  readonly onOccurrences: (batch: readonly Occurrence[]) => Promise<void>;
  readonly lane?: Lane;
  /** When aborted, the scan rejects with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * Scans objects of any size in bounded memory: `memoryBoundBytes` more than the process had before, whatever the objects'
 * sizes and the number of matches.
 */
export interface Scanner {
  /** Names what is looked for: part of a scan's identity. */
  readonly identifierSetId: string;
  /** Identifiers that could not be compiled; the others are looked for. */
  readonly refused: readonly RefusedIdentifier[];
  /**
   * Waits for its turn in the lane. What is wrong with the object is in the summary; TransientError passes through once
   * READ_ATTEMPTS are used up.
   */
  scan(source: ScanSource, options: ScanOptions): Promise<ScanSummary>;
  /**
   * The same, but of a large text only the next part, after which any scanner of the same identifier set can go on. All parts
   * together give what `scan` gives. What is compressed has no parts, and one too small for another part gets none.
   */
  scanPart(source: ScanSource, options: PartOptions): Promise<ScanStep>;
  /** Lets the tasks that run end, then the threads. */
  close(): Promise<void>;
}

/**
 * The most a scanner adds to the process: per thread its heap and automata; per object in flight, in each of the two lanes,
 * two chunk buffers with their carry and the overhead of reading.
 */
export function memoryBoundBytes(options: { workers: number; chunkBytes: number; objectsInFlight: number }): number {
  const { workers, chunkBytes, objectsInFlight } = options;
  const perThread = (WORKER_HEAP_MB + WORKER_YOUNG_MB) * 1024 ** 2 + WORKER_NATIVE_BYTES;
  const perObject = 2 * (chunkBytes + MAX_CARRY_BYTES) + OBJECT_OVERHEAD_BYTES;
  return workers * perThread + Object.keys(Lane).length * objectsInFlight * perObject;
}

/** Starts the threads. Throws what `chooseIdentifiers` throws on unknown ids, and RangeError on a size out of bounds. */
export async function createScanner(options: ScannerOptions): Promise<Scanner> {
  const { identifiers, customIdentifiers = [], allowLists = [], fingerprintKey } = options;
  const { workers = availableParallelism(), limits = UNWRAP_LIMITS } = options;
  const { chunkBytes = DEFAULT_CHUNK_BYTES, objectsInFlight = DEFAULT_OBJECTS_IN_FLIGHT } = options;
  if (chunkBytes < MIN_CHUNK_BYTES || chunkBytes > MAX_CHUNK_BYTES) {
    throw new RangeError(`chunkBytes is ${chunkBytes}; it must be ${MIN_CHUNK_BYTES} to ${MAX_CHUNK_BYTES}`);
  }
  const settings = { identifiers, customIdentifiers, allowLists };
  chooseIdentifiers(settings);
  const filename = fileURLToPath(new URL('./worker.ts', import.meta.url));
  const pool = await openChunkPool({ filename, workers, setup: { ...settings, fingerprintKey } });
  const buffers = createChunkBuffers(chunkBytes);
  const turns = { [Lane.Live]: pLimit(objectsInFlight), [Lane.Bulk]: pLimit(objectsInFlight) };
  const never = new AbortController().signal;
  const scanPart: Scanner['scanPart'] = (source, options) => {
    const { lane = Lane.Live, signal = never, onOccurrences, from, partBytes } = options;
    const scanChunk = (task: Parameters<typeof pool.scan>[0]) => pool.scan(task, lane);
    return turns[lane](() =>
      scanObject(source, { limits, buffers, scanChunk, onOccurrences, signal, from, partBytes }),
    );
  };
  return {
    ...pool.description,
    scanPart,
    async scan(source, options) {
      const step = await scanPart(source, { ...options, from: null, partBytes: Number.POSITIVE_INFINITY });
      if (step.kind === 'part') throw new Error('a scan without parts ended with one');
      return step.summary;
    },
    close: () => pool.close(),
  };
}
