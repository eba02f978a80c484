import type { RefusedIdentifier } from '@dowser/detection';
import { Piscina } from 'piscina';
import type { IdentifierSettings } from './choose-identifiers.ts';
import { ChunkError } from './chunk-error.ts';
import { gather } from './gather.ts';
import { Lane, onPlace, type Place } from './lane-queue.ts';
import type { ChunkResult, ChunkTask } from './scan-chunk.ts';
import { createThreadPlaces } from './thread-places.ts';
import { newTurn, renew, type Turn, wasRunning } from './turn.ts';

/** What each thread is started with. */
export interface WorkerSetup extends IdentifierSettings {
  readonly fingerprintKey: string;
}

export interface PoolDescription {
  readonly identifierSetId: string;
  readonly refused: readonly RefusedIdentifier[];
}

/** What a thread is asked: to describe itself, or to scan chunks one after the other. */
export type WorkerTask = { readonly describe: true } | { readonly chunks: readonly ChunkTask[]; readonly turn: Turn };

export type WorkerReply<T> = { readonly ok: true; readonly result: T } | { readonly ok: false; readonly error: string };

/** One for each chunk of a task. */
export type ChunkReplies = WorkerReply<readonly WorkerReply<ChunkResult>[]>;

/** Null: the task was taken back before the thread came to it. */
export type WorkerAnswer = WorkerReply<PoolDescription> | ChunkReplies | null;

/** Heap of one thread; a scan of one window needs a few MiB. Past it the thread ends and its chunks go to others. */
export const WORKER_HEAP_MB = 256;
/** Short-lived objects of one thread. */
export const WORKER_YOUNG_MB = 16;
/** Small chunks that come at the same time go to a thread together, up to so many bytes: waking a thread costs as much as a few KB. */
export const GATHERED_BYTES = 64 * 1024;
/** Threads in a row that may be lost while they start. */
export const START_ATTEMPTS = 5;
/** Threads that may be lost over one chunk before its object is given up. One that was at another chunk does not count. */
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
  const places = createThreadPlaces();
  const { taskQueue, loadBalancer } = places;
  const pool = new Piscina({
    filename,
    minThreads: workers,
    maxThreads: workers,
    workerData: setup,
    taskQueue,
    loadBalancer,
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
  const post = <T>(task: WorkerTask, place: Place): Promise<T> =>
    pool.run(onPlace(task, place)).finally(() => places.leave(place));
  const run = <T>(task: WorkerTask, place: Place): Promise<T> =>
    new Promise((resolve, reject) => {
      if (broken !== null) return reject(broken);
      waiting.add(reject);
      post<T>(task, place)
        .then(resolve, reject)
        .finally(() => waiting.delete(reject));
    });
  // Apart: beside another task it would bring no new thread.
  const toDescribe = (): [WorkerTask, Place] => [{ describe: true }, { lane: Lane.Live, apart: true, turn: newTurn() }];
  // Piscina replaces no thread that was lost while it started: what was queued for it would wait until somebody asks for more.
  let startsLost = 0;
  const asked = (): void => {
    startsLost = 0;
  };
  pool.on('workerDestroy', () => {
    setImmediate(() => {
      if (broken !== null || waiting.size === 0 || pool.threads.length >= workers) return;
      if (++startsLost > START_ATTEMPTS) giveUp();
      else post(...toDescribe()).then(asked, () => undefined);
    });
  });
  const describe = async (): Promise<PoolDescription> => {
    for (let attempt = 1; ; attempt++) {
      const reply = await run<WorkerReply<PoolDescription>>(...toDescribe()).catch((error: Error) => {
        if (broken !== null || attempt === START_ATTEMPTS) throw error;
        return null;
      });
      if (reply !== null) return unpack(reply);
    }
  };
  // What has been taken back, or has lost its thread beside another, goes apart: neither happens to it again.
  const send = async (chunks: readonly ChunkTask[], place: Place): Promise<readonly WorkerReply<ChunkResult>[]> => {
    const task = { chunks, turn: place.turn };
    const reply = await run<ChunkReplies | null>(task, place);
    if (reply !== null) return unpack(reply);
    renew(place.turn);
    return unpack(await run<ChunkReplies>(task, { ...place, apart: true }));
  };
  const alone = async (task: ChunkTask, lane: Lane, threadsLost: number): Promise<ChunkResult> => {
    for (let attempt = threadsLost + 1; ; attempt++) {
      const replies = await send([task], { lane, apart: true, turn: newTurn() }).catch((error: Error) => {
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
    const turn = newTurn();
    const replies = send(tasks, { lane, apart: false, turn }).catch(() => null);
    return tasks.map(async (task, i) => {
      const reply = (await replies)?.[i];
      if (reply !== undefined) return resultOf(task, reply);
      return alone(task, lane, tasks.length === 1 && wasRunning(turn) ? 1 : 0);
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
