/**
 * Preloaded (`node --import`) into a service under test: SIGUSR2 ends one of its worker threads at once, in whatever it does,
 * as running out of memory would.
 */
import { syncBuiltinESMExports } from 'node:module';
import workerThreads, { isMainThread, Worker } from 'node:worker_threads';

if (isMainThread) {
  const running: Worker[] = [];
  workerThreads.Worker = class extends Worker {
    constructor(...started: ConstructorParameters<typeof Worker>) {
      super(...started);
      running.push(this);
      this.once('exit', () => running.splice(running.indexOf(this), 1));
    }
  };
  syncBuiltinESMExports();
  process.on('SIGUSR2', () => void running[0]?.terminate());
}
