import { setTimeout as sleep } from 'node:timers/promises';

/** Time and chance as the services meet them: the system's, or a simulation's. */
export interface Clock {
  /** Wall time; may jump either way. */
  now(): Date;
  /** Milliseconds that only grow, for durations. */
  elapsedMs(): number;
  /** Rejects with the signal's reason once it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls every `ms` milliseconds; gives the way to end that. */
  every(ms: number, call: () => void): () => void;
  /** In [0, 1): the jitter of waits. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  elapsedMs: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
  every(ms, call) {
    const timer = setInterval(call, ms);
    return () => clearInterval(timer);
  },
  random: Math.random,
};
