import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { DataIdentifier } from '../src/types.ts';

/** Workers that scan one corpus together out of shared memory. */
export interface Threads {
  /** Seconds and matches of one scan by the first `count` of them. */
  scan(shared: SharedArrayBuffer, count: number): Promise<{ readonly seconds: number; readonly matches: number }>;
  close(): Promise<void>;
}

export async function startThreads(rows: readonly DataIdentifier[], most: number): Promise<Threads> {
  const workerData = { ids: rows.map(({ id }) => id) };
  const workers = Array.from(
    { length: most },
    () => new Worker(new URL('./scan-worker.ts', import.meta.url), { workerData }),
  );
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  return {
    async scan(shared, count) {
      const next = new SharedArrayBuffer(4);
      const started = performance.now();
      const answers = workers.slice(0, count).map((worker) => {
        const answer = once(worker, 'message') as Promise<[number]>;
        worker.postMessage({ shared, next });
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
