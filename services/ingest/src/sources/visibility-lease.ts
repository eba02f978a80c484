import { type Clock, systemClock } from '@dowser/pipeline';
import type { Telemetry } from '@dowser/telemetry';
import { STAGE } from '../ingester.ts';
import type { Queue, QueueMessage } from './queue.ts';

/** No message stays invisible longer than this after it was received. Source: Amazon SQS, "Visibility timeout". */
export const VISIBILITY_CAP_SECONDS = 12 * 60 * 60;
/** A lease is renewed this many times before it would run out, so that two renewals may fail. */
const RENEWALS_PER_TIMEOUT = 3;

/** Keeps messages invisible while work goes on. */
export interface VisibilityLease {
  /** Ends the renewing; waits for one that is under way. */
  stop(): Promise<void>;
}

export interface LeaseOptions {
  readonly queue: Queue;
  readonly visibilitySeconds: number;
  readonly telemetry: Telemetry;
  readonly clock?: Clock;
}

/** Renews until stopped, or until the cap: then the messages come again, and what they lead to is done twice, harmlessly. */
export function leaseVisibility(messages: readonly QueueMessage[], options: LeaseOptions): VisibilityLease {
  const { queue, visibilitySeconds, telemetry, clock = systemClock } = options;
  const startedMs = clock.elapsedMs();
  let renewal: Promise<void> = Promise.resolve();
  const renew = async (seconds: number): Promise<void> => {
    try {
      await queue.extend(messages, seconds);
    } catch (error) {
      telemetry.count('retried', 1, { stage: STAGE });
      telemetry.log.warn({ queue: queue.url, error: String(error) }, 'visibility not renewed: will try again');
    }
  };
  const end = clock.every((visibilitySeconds * 1_000) / RENEWALS_PER_TIMEOUT, () => {
    const leftSeconds = VISIBILITY_CAP_SECONDS - Math.ceil((clock.elapsedMs() - startedMs) / 1_000);
    if (leftSeconds <= 0) {
      end();
      telemetry.log.warn({ queue: queue.url }, 'messages in work for 12 hours: the queue will deliver them again');
      return;
    }
    renewal = renewal.then(() => renew(Math.min(visibilitySeconds, leftSeconds)));
  });
  return {
    async stop() {
      end();
      await renewal;
    },
  };
}
