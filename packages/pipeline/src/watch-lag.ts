import type { Bus } from '@dowser/bus';
import type { Telemetry } from '@dowser/telemetry';
import { type Clock, systemClock } from './clock.ts';
import { TransientError } from './errors.ts';

/** How often the lag is asked for: a few requests to the brokers each time. */
export const LAG_EVERY_MS = 10_000;

export interface WatchLagOptions {
  readonly bus: Bus;
  readonly telemetry: Telemetry;
  /** The topics of each consumer group of this process. */
  readonly groups: readonly { readonly group: string; readonly topics: readonly { readonly name: string }[] }[];
  readonly clock?: Clock;
}

/**
 * Keeps the metric `lag`; gives the way to end that. A bus that is away leaves it as it was: the stages say so. Nor does
 * another error end the service: it would be measured no more, but it works.
 */
export function watchLag({ bus, telemetry, groups, clock = systemClock }: WatchLagOptions): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const look = async (): Promise<void> => {
    for (const { group, topics } of groups) {
      for (const { name: topic } of topics) telemetry.set('lag', await bus.lag(group, [topic]), { group, topic });
    }
  };
  const watch = async (): Promise<void> => {
    while (!signal.aborted) {
      await look().catch((error: unknown) => {
        if (!(error instanceof TransientError)) telemetry.log.error({ err: error }, 'the lag is not known');
      });
      await clock.sleep(LAG_EVERY_MS, signal).catch(() => undefined);
    }
  };
  const watching = watch();
  return () => {
    stopping.abort();
    return watching;
  };
}
