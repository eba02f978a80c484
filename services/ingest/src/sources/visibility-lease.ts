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

/** Renews until stopped, or until the cap: then the messages come again, and what they lead to is done twice, harmlessly. */
export function leaseVisibility(
  queue: Queue,
  messages: readonly QueueMessage[],
  visibilitySeconds: number,
  telemetry: Telemetry,
): VisibilityLease {
  const startedMs = Date.now();
  let renewal: Promise<void> = Promise.resolve();
  const renew = async (seconds: number): Promise<void> => {
    try {
      await queue.extend(messages, seconds);
    } catch (error) {
      telemetry.count('retried', 1, { stage: STAGE });
      telemetry.log.warn({ queue: queue.url, error: String(error) }, 'visibility not renewed: will try again');
    }
  };
  const timer = setInterval(
    () => {
      const leftSeconds = VISIBILITY_CAP_SECONDS - Math.ceil((Date.now() - startedMs) / 1_000);
      if (leftSeconds <= 0) {
        clearInterval(timer);
        telemetry.log.warn({ queue: queue.url }, 'messages in work for 12 hours: the queue will deliver them again');
        return;
      }
      renewal = renewal.then(() => renew(Math.min(visibilitySeconds, leftSeconds)));
    },
    (visibilitySeconds * 1_000) / RENEWALS_PER_TIMEOUT,
  );
  return {
    async stop() {
      clearInterval(timer);
      await renewal;
    },
  };
}
