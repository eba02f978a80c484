import { type Clock, systemClock } from './clock.ts';
import { TransientError } from './errors.ts';

/** What was away and is back is asked again within this. */
const MAX_WAIT_MS = 4_000;

export interface RetryOptions {
  /** Ends the waiting; the work's last error is thrown. */
  readonly signal: AbortSignal;
  readonly onRetry?: (error: TransientError, attempt: number, waitMs: number) => void;
  /** First wait; doubles up to `maxWaitMs`, plus up to a quarter of jitter. */
  readonly minWaitMs?: number;
  readonly maxWaitMs?: number;
  /** Gives up after this many tries; default never. */
  readonly attempts?: number;
  readonly clock?: Clock;
}

/**
 * Runs `work` again for as long as it throws TransientError. Anything else passes through at once.
 * The signal ends a wait but never discards a success, and the error itself may ask for a longer wait (Retry-After):
 * the retry packages do neither.
 */
export async function retryTransient<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  const {
    minWaitMs = 200,
    maxWaitMs = MAX_WAIT_MS,
    attempts = Number.POSITIVE_INFINITY,
    clock = systemClock,
  } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TransientError) || attempt >= attempts || options.signal.aborted) throw error;
      const backoffMs = Math.min(maxWaitMs, minWaitMs * 2 ** (attempt - 1));
      const waitMs = Math.max(error.retryAfterMs, backoffMs) * (1 + clock.random() / 4);
      options.onRetry?.(error, attempt, waitMs);
      await clock.sleep(waitMs, options.signal).catch(() => {
        throw error;
      });
    }
  }
}
