import type { RefusedIdentifier } from '@dowser/detection';
import type { IdentifierSelection } from '@dowser/identifiers';
import { Piscina } from 'piscina';
import { createLaneQueue, type Lane, onLane } from './lane-queue.ts';
import type { ChunkResult, ChunkTask } from './scan-chunk.ts';

/** What each thread is started with. */
export interface WorkerSetup {
  readonly identifiers: IdentifierSelection;
  readonly fingerprintKey: string;
}

export interface PoolDescription {
  readonly identifierSetId: string;
  readonly refused: readonly RefusedIdentifier[];
}

export type WorkerReply<T> = { readonly ok: true; readonly result: T } | { readonly ok: false; readonly error: string };

/** Heap of one thread; a scan of one window needs a few MiB. Past it the thread ends and its chunk goes to another. */
export const WORKER_HEAP_MB = 256;
/** Short-lived objects of one thread. */
export const WORKER_YOUNG_MB = 16;
/** Threads that may be lost over one chunk before that is taken for a fault of ours. */
export const CHUNK_ATTEMPTS = 3;

export interface ChunkPool {
  readonly description: PoolDescription;
  /** The task's bytes must stay as they are until this settles. */
  scan(task: ChunkTask, lane: Lane): Promise<ChunkResult>;
  /** Lets running tasks end. */
  close(): Promise<void>;
}

export interface ChunkPoolOptions {
  /** The module each thread runs. */
  readonly filename: string;
  readonly workers: number;
  readonly setup: WorkerSetup;
}

/** Threads that scan chunks. Resolves once one of them has compiled the identifiers. */
export async function openChunkPool({ filename, workers, setup }: ChunkPoolOptions): Promise<ChunkPool> {
  const pool = new Piscina({
    filename,
    minThreads: workers,
    maxThreads: workers,
    workerData: setup,
    taskQueue: createLaneQueue(),
    stricterFIFO: true, // a task that found no thread free goes back to the head of its lane
    recordTiming: false,
    resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB, maxYoungGenerationSizeMb: WORKER_YOUNG_MB },
  });
  const waiting = new Set<(error: Error) => void>();
  let broken: Error | null = null;
  pool.on('error', (error: Error) => {
    broken = new Error('no scanning thread can be started', { cause: error });
    for (const reject of waiting) reject(broken);
  });
  const run = <T>(task: unknown): Promise<WorkerReply<T>> =>
    new Promise((resolve, reject) => {
      if (broken !== null) return reject(broken);
      waiting.add(reject);
      pool
        .run(task)
        .then(resolve, reject)
        .finally(() => waiting.delete(reject));
    });
  const scan = async (task: ChunkTask, lane: Lane): Promise<ChunkResult> => {
    for (let attempt = 1; ; attempt++) {
      const reply = await run<ChunkResult>(onLane({ ...task }, lane)).catch((error: Error) => {
        if (broken !== null || attempt === CHUNK_ATTEMPTS) throw lost(task, attempt, error);
        return null;
      });
      if (reply !== null) return unpack(reply);
    }
  };
  try {
    const description = unpack(await run<PoolDescription>('describe'));
    return { description, scan, close: () => pool.close() };
  } catch (error) {
    await pool.destroy();
    throw error;
  }
}

function unpack<T>(reply: WorkerReply<T>): T {
  if (reply.ok) return reply.result;
  throw new Error(`a scanning thread failed: ${reply.error}`);
}

function lost(task: ChunkTask, attempts: number, cause: Error): Error {
  const place = `bytes ${task.scannedTo} to ${task.base + task.bytes.length} (decoded) of ${task.name}`;
  return new Error(`${attempts} scanning thread(s) were lost over ${place}: ${cause.message}`, { cause });
}
