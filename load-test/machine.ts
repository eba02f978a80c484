import { availableParallelism, cpus, release, totalmem } from 'node:os';

/** What a run's figures depend on, for its first JSON line. */
export function machine(): Readonly<Record<string, string | number>> {
  return {
    machine: cpus()[0]?.model ?? process.arch,
    cores: availableParallelism(),
    memoryGib: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.version,
  };
}
