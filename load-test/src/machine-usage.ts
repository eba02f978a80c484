import { cpus } from 'node:os';

interface Times {
  readonly busy: number;
  readonly total: number;
}

function times(): Times {
  let busy = 0;
  let total = 0;
  for (const { times } of cpus()) {
    const all = Object.values(times).reduce((sum, ms) => sum + ms, 0);
    total += all;
    busy += all - times.idle;
  }
  return { busy, total };
}

/** Measures from now on which share of all cores is busy, with whatever work: 0 to 1. */
export function watchMachine(): () => { readonly busy: number; readonly cpuSeconds: number } {
  const before = times();
  return () => {
    const after = times();
    const total = after.total - before.total;
    const busy = after.busy - before.busy;
    return { busy: total === 0 ? 0 : busy / total, cpuSeconds: busy / 1_000 };
  };
}
