import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Layout } from '../src/types.ts';
import type { ScanRequest, WorkerRows } from './scan-worker.ts';

/** Workers that scan one corpus together out of shared memory. */
export interface Threads {
  /** Seconds and matches of one scan by the first `count` of them. */
  scan(shared: SharedArrayBuffer, count: number): Promise<{ readonly seconds: number; readonly matches: number }>;
  close(): Promise<void>;
}

/** A worker with one catalogue. */
export interface OwnThread {
  /** Matches in an object. The caller's thread waits. */
  count(shared: SharedArrayBuffer, layout: Layout): number;
  /** CPU time of the last count, in microseconds. */
  cpuMicros(): number;
  close(): Promise<unknown>;
}

async function startWorker(rows: WorkerRows): Promise<Worker> {
  const worker = new Worker(new URL('./scan-worker.ts', import.meta.url), { workerData: rows });
  await once(worker, 'message');
  return worker;
}

const request = (worker: Worker, scan: ScanRequest): void => worker.postMessage(scan);

export async function startThreads(ids: readonly string[], most: number): Promise<Threads> {
  const workers = await Promise.all(Array.from({ length: most }, () => startWorker({ ids, isDoubled: false })));
  return {
    async scan(shared, count) {
      const next = new SharedArrayBuffer(4);
      const started = performance.now();
      const answers = workers.slice(0, count).map((worker) => {
        const answer = once(worker, 'message') as Promise<[number]>;
        request(worker, { shared, next });
        return answer;
      });
      const counts = await Promise.all(answers);
      return { seconds: (performance.now() - started) / 1000, matches: counts.reduce((sum, [own]) => sum + own, 0) };
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/**
 * What a service has, too: a thread that knows one catalogue. In one thread, catalogues push one another's tables out of the
 * kernel's memory and the machine's code out of its shape: half the speed.
 */
export async function startOwnThread(rows: WorkerRows): Promise<OwnThread> {
  const worker = await startWorker(rows);
  const answer = new SharedArrayBuffer(12);
  const [done, matches, micros] = [0, 1, 2];
  const words = new Int32Array(answer);
  return {
    count(shared, layout) {
      words[done] = 0;
      request(worker, { shared, layout, answer });
      Atomics.wait(words, done, 0);
      return words[matches]!;
    },
    cpuMicros: () => words[micros]!,
    close: () => worker.terminate(),
  };
}

/** Memory that threads share, with the bytes so many times over. */
export function sharedCopies(bytes: Uint8Array, copies: number): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(bytes.length * copies);
  for (let i = 0; i < copies; i++) new Uint8Array(shared).set(bytes, i * bytes.length);
  return shared;
}
