import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { SeedsOrder } from './seeds-worker.ts';
import type { SimulationResult } from './simulate.ts';

/** What is reported of a seed. */
export type SeedReport = Omit<SimulationResult, 'trace'>;

/** Simulates the seeds `first` to `last` in as many threads as there are cores. Calls back for each, in no order. */
export async function runSeeds(first: number, last: number, onSeed: (report: SeedReport) => void): Promise<void> {
  const threads = availableParallelism();
  await Promise.all(
    Array.from({ length: threads }, (_, at) => runWorker({ first: first + at, last, step: threads }, onSeed)),
  );
}

/** For each mutation its first report with a violation, or null. */
export async function runMutations(
  names: readonly string[],
  last: number,
): Promise<ReadonlyMap<string, SeedReport | null>> {
  const waiting = [...names];
  const caught = new Map<string, SeedReport | null>();
  const thread = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const mutation = name;
      caught.set(mutation, null);
      await runWorker({ first: 1, last, step: 1, mutation }, (report) => {
        if (report.violations.length > 0) caught.set(mutation, report);
      });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, thread));
  return caught;
}

async function runWorker(order: SeedsOrder, onSeed: (report: SeedReport) => void): Promise<void> {
  const worker = new Worker(new URL('./seeds-worker.ts', import.meta.url), { workerData: order });
  worker.on('message', onSeed);
  const [code] = (await once(worker, 'exit')) as [number];
  if (code !== 0) throw new Error(`the thread of seeds ${order.first} to ${order.last} ended with ${code}`);
}
