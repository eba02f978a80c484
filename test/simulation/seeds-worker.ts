import { parentPort } from 'node:worker_threads';
import { mutations } from './mutations.ts';
import type { FromThread, SeedsOrder } from './run-seeds.ts';
import { simulate } from './simulate.ts';

// As in simulation.test.ts: thousands of injected errors.
Error.stackTraceLimit = 0;

const say = (what: FromThread): void => parentPort!.postMessage(what);

parentPort!.on('message', async ({ first, last, step, mutation }: SeedsOrder) => {
  for (let seed = first; seed <= last; seed += step) {
    const planted = mutation === null ? {} : { mutation: mutations[mutation]!() };
    const { trace: _untraced, ...report } = await simulate({ seed, ...planted });
    say(report);
    if (mutation !== null && report.violations.length > 0) break;
  }
  say(null);
});
