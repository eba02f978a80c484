import { type Clock, type RetryOptions, retryTransient, systemClock, TransientError } from '@dowser/pipeline';
import pLimit from 'p-limit';
import type { Ingest } from '../ingester.ts';

/** Between two looks at a lane that is full. */
export const FULL_LOOK_MS = 1_000;

export interface BulkTurnsOptions {
  readonly ingest: Ingest;
  /** Tasks on the bulk lane that are not worked off. */
  readonly backlog: () => Promise<number>;
  /** Beyond so many nothing is added. */
  readonly backlogMax: number;
  readonly onRetry: NonNullable<RetryOptions['onRetry']>;
  readonly clock?: Clock;
}

/**
 * Ingest for the sources that bring many objects (inventories, listings): while the bulk lane is full it waits, and sources that are
 * read at the same time add their batches by turns. So a few objects of one bucket wait for `backlogMax` tasks at most, however
 * many another bucket has, and the bus does not have to hold a whole backfill.
 * The lane may end up over the limit by a batch of each source.
 */
export function bulkTurns(options: BulkTurnsOptions): Ingest {
  const { ingest, backlog, backlogMax, onRetry, clock = systemClock } = options;
  const turn = pLimit(1);
  let room = 0;
  const roomFor = async (inputs: number, signal: AbortSignal): Promise<void> => {
    while (room <= 0) {
      if (signal.aborted) throw new TransientError('stopped while the bulk lane was full');
      room = backlogMax - (await retryTransient(backlog, { signal, onRetry, clock }));
      if (room <= 0) await clock.sleep(FULL_LOOK_MS, signal).catch(() => undefined);
    }
    room -= inputs;
  };
  return async (inputs, signal) => {
    await turn(() => roomFor(inputs.length, signal));
    await ingest(inputs, signal);
  };
}
