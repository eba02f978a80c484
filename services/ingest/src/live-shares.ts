import { type Clock, systemClock, TransientError } from '@dowser/pipeline';

/** Between two looks at the live lane. */
export const LIVE_LOOK_MS = 1_000;

export interface LiveSharesOptions {
  /** Tasks on the live lane that are not worked off. */
  readonly backlog: () => Promise<number>;
  /** Beyond so many the buckets with more than an equal share of them use the bulk lane. */
  readonly backlogMax: number;
  readonly clock?: Clock;
}

/** Told the bucket of each task of a batch before it is sent; says which of them are not for the live lane. */
export type CrowdedBuckets = (buckets: readonly string[]) => Promise<ReadonlySet<string>>;

/**
 * Keeps the live lane short, so that an event waits for `backlogMax` tasks at most, however many another bucket announces at once:
 * what a bucket has beyond its share is worked off with the backfills. Tasks count from when the lane was last within its limit.
 * A bus that does not tell its backlog changes nothing: sending waits for it.
 */
export function liveShares({ backlog, backlogMax, clock = systemClock }: LiveSharesOptions): CrowdedBuckets {
  const tasks = new Map<string, number>();
  let waiting = 0;
  let lookAt = 0;
  const look = async (): Promise<void> => {
    const now = clock.now().getTime();
    if (now < lookAt) return;
    lookAt = now + LIVE_LOOK_MS;
    waiting = await backlog();
    if (waiting <= backlogMax) tasks.clear();
  };
  return async (buckets) => {
    await look().catch((error: unknown) => {
      if (!(error instanceof TransientError)) throw error;
    });
    for (const bucket of buckets) tasks.set(bucket, (tasks.get(bucket) ?? 0) + 1);
    const crowded = waiting + buckets.length > backlogMax ? overShare(tasks, backlogMax) : new Set<string>();
    waiting += buckets.filter((bucket) => !crowded.has(bucket)).length;
    return crowded;
  };
}

/** The buckets that have more than an equal share of `backlogMax` tasks. */
export function overShare(tasks: ReadonlyMap<string, number>, backlogMax: number): ReadonlySet<string> {
  const share = backlogMax / tasks.size;
  return new Set([...tasks].flatMap(([bucket, count]) => (count > share ? [bucket] : [])));
}
