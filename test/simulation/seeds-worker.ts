import { parentPort, workerData } from 'node:worker_threads';
import { mutations } from './mutations.ts';
import { simulate } from './simulate.ts';

export interface SeedsOrder {
  readonly first: number;
  readonly last: number;
  readonly step: number;
  /** Planted in every simulation; the first that notices it is the last one run. */
  readonly mutation?: string;
}

// Thousands of injected errors: their stacks would be most of the work.
Error.stackTraceLimit = 0;
const { first, last, step, mutation } = workerData as SeedsOrder;
for (let seed = first; seed <= last; seed += step) {
  const planted = mutation === undefined ? {} : { mutation: mutations[mutation]!() };
  const { trace: _untraced, ...report } = await simulate({ seed, ...planted });
  parentPort!.postMessage(report);
  if (mutation !== undefined && report.violations.length > 0) break;
}
