import type { RefusedIdentifier } from '@dowser/detection';
import { Piscina } from 'piscina';
import type { IdentifierSettings } from './choose-identifiers.ts';
import { ChunkError } from './chunk-error.ts';
import { gather } from './gather.ts';
import { createLaneQueue, Lane, onLane } from './lane-queue.ts';
import type { ChunkResult, ChunkTask } from './scan-chunk.ts';

/** What each thread is started with. */
export interface WorkerSetup extends IdentifierSettings {
  readonly fingerprintKey: string;
}

export interface PoolDescription {
  readonly identifierSetId: string;
  readonly refused: readonly RefusedIdentifier[];
}

/** What a thread is asked: to describe itself, or to scan chunks one after the other. */
export type WorkerTask = 'describe' | { readonly chunks: readonly ChunkTask[] };

export type WorkerReply<T> = { readonly ok: true; readonly result: T } | { readonly ok: false; readonly error: string };

/** Heap of one thread; a scan of one window needs a few MiB. Past it the thread ends and its chunk goes to another. */
export const WORKER_HEAP_MB = 256;
/** Short-lived objects of one thread. */
export const WORKER_YOUNG_MB = 16;
/** Small chunks that come at the same time go to a thread together, up to so many bytes: waking a thread costs as much as a few KB. */
export const GATHERED_BYTES = 64 * 1024;
/** Threads in a row that may be lost while they start. */
export const START_ATTEMPTS = 5;
/** Threads that may be lost over one chunk alone before its object is given up. */
export const CHUNK_ATTEMPTS = 3;

export interface ChunkPool {
  readonly description: PoolDescription;
  /** The task's bytes must stay as they are until this settles. Throws ChunkError when no thread can do it. */
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
  const giveUp = (cause?: Error): void => {
    broken = new Error('no scanning thread can be started', { cause });
    for (const reject of waiting) reject(broken);
  };
  pool.on('error', giveUp);
  const run = <T>(task: WorkerTask): Promise<WorkerReply<T>> =>
    new Promise((resolve, reject) => {
      if (broken !== null) return reject(broken);
      waiting.add(reject);
      pool
        .run(task)
        .then(resolve, reject)
        .finally(() => waiting.delete(reject));
    });
  // Piscina replaces no thread that was lost while it started: what was queued for it would wait until somebody asks for more.
  let startsLost = 0;
  const asked = (): void => {
    startsLost = 0;
  };
  pool.on('workerDestroy', () => {
    setImmediate(() => {
      if (broken !== null || waiting.size === 0 || pool.threads.length >= workers) return;
      if (++startsLost > START_ATTEMPTS) giveUp();
      else pool.run('describe').then(asked, () => undefined);
    });
  });
  const describe = async (): Promise<PoolDescription> => {
    for (let attempt = 1; ; attempt++) {
      const reply = await run<PoolDescription>('describe').catch((error: Error) => {
        if (broken !== null || attempt === START_ATTEMPTS) throw error;
        return null;
      });
      if (reply !== null) return unpack(reply);
    }
  };
  const send = (chunks: readonly ChunkTask[], lane: Lane): Promise<readonly WorkerReply<ChunkResult>[]> =>
    run<readonly WorkerReply<ChunkResult>[]>(onLane({ chunks }, lane)).then(unpack);
  const alone = async (task: ChunkTask, lane: Lane, threadsLost: number): Promise<ChunkResult> => {
    for (let attempt = threadsLost + 1; ; attempt++) {
      const replies = await send([task], lane).catch((error: Error) => {
        if (broken !== null) throw broken;
        if (attempt < CHUNK_ATTEMPTS) return null;
        throw new ChunkError(`${attempt} scanning threads were lost over ${placeOf(task)}: ${error.message}`, {
          cause: error,
        });
      });
      if (replies !== null) return resultOf(task, replies[0]!);
    }
  };
  // Over which of several a thread was lost is not known: it counts for none, and each goes alone.
  const together = (tasks: readonly ChunkTask[], lane: Lane): readonly Promise<ChunkResult>[] => {
    const replies = send(tasks, lane).catch(() => null);
    return tasks.map(async (task, i) => {
      const reply = (await replies)?.[i];
      return reply === undefined ? alone(task, lane, tasks.length === 1 ? 1 : 0) : resultOf(task, reply);
    });
  };
  const gatherOn = (lane: Lane) =>
    gather<ChunkTask, ChunkResult>({
      mostWeight: GATHERED_BYTES,
      weightOf: ({ bytes }) => bytes.length,
      send: (tasks) => together(tasks, lane),
    });
  const gathered = { [Lane.Live]: gatherOn(Lane.Live), [Lane.Bulk]: gatherOn(Lane.Bulk) };
  try {
    const description = await describe();
    return { description, scan: (task, lane) => gathered[lane](task), close: () => pool.close() };
  } catch (error) {
    await pool.destroy();
    throw error;
  }
}

function unpack<T>(reply: WorkerReply<T>): T {
  if (reply.ok) return reply.result;
  throw new Error(`a scanning thread failed: ${reply.error}`);
}

function resultOf(task: ChunkTask, reply: WorkerReply<ChunkResult>): ChunkResult {
  if (reply.ok) return reply.result;
  const [first = ''] = reply.error.split('\n');
  throw new ChunkError(`the engine failed on ${placeOf(task)}: ${first}`, { cause: reply.error });
}

function placeOf({ name, base, bytes, scannedTo }: ChunkTask): string {
  return `bytes ${scannedTo} to ${base + bytes.length} (decoded) of ${name}`;
}
