import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { SimulationResult } from './simulate.ts';

/** Seeds for a thread to simulate. */
export interface SeedsOrder {
  readonly first: number;
  readonly last: number;
  readonly step: number;
  /** Planted in every simulation; the first that notices it is the last one run. */
  readonly mutation: string | null;
}

/** What is reported of a seed. */
export type SeedReport = Omit<SimulationResult, 'trace'>;
/** What a thread says: a seed's report, or null when an order is done. */
export type FromThread = SeedReport | null;

/** Simulates the seeds `first` to `last` in as many threads as there are cores. Calls back for each, in no order. */
export async function runSeeds(first: number, last: number, onSeed: (report: SeedReport) => void): Promise<void> {
  const step = availableParallelism();
  await inThreads(
    Array.from({ length: step }, (_, at) => ({ first: first + at, last, step, mutation: null })),
    (_order, report) => onSeed(report),
  );
}

/** For each mutation the first report with a violation of the seeds 1 to `last`, or null. */
export async function runMutations(
  names: readonly string[],
  last: number,
): Promise<ReadonlyMap<string, SeedReport | null>> {
  const caught = new Map<string, SeedReport | null>(names.map((name) => [name, null]));
  await inThreads(
    names.map((mutation) => ({ first: 1, last, step: 1, mutation })),
    ({ mutation }, report) => {
      if (report.violations.length > 0) caught.set(mutation, report);
    },
  );
  return caught;
}

async function inThreads<O extends SeedsOrder>(
  orders: readonly O[],
  onSeed: (order: O, report: SeedReport) => void,
): Promise<void> {
  const waiting = [...orders];
  const thread = async (): Promise<void> => {
    const worker = new Worker(new URL('./seeds-worker.ts', import.meta.url));
    try {
      for (let order = waiting.shift(); order !== undefined; order = waiting.shift()) {
        const taken = order;
        await ordered(worker, taken, (report) => onSeed(taken, report));
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(orders.length, availableParallelism()) }, thread));
}

function ordered(worker: Worker, order: SeedsOrder, onSeed: (report: SeedReport) => void): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const told = (report: FromThread): void => (report === null ? resolve() : onSeed(report));
  worker.on('message', told);
  worker.once('error', reject);
  worker.postMessage(order);
  return promise.finally(() => {
    worker.off('message', told);
    worker.off('error', reject);
  });
}
