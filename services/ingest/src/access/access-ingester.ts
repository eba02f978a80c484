import type { Bus } from '@dowser/bus';
import { type AccessEvent, topics } from '@dowser/contracts';
import {
  type Clock,
  deadLetterRatio,
  encode,
  logRetry,
  type Outcome,
  retryTransient,
  sendDeadLetters,
  systemClock,
} from '@dowser/pipeline';
import type { Telemetry } from '@dowser/telemetry';
import { rejected, STAGE } from '../ingester.ts';

/** One record of a log, as it was understood. */
export interface AccessInput {
  /** Where it came from, as a dead letter names it. */
  readonly origin: string;
  /** The record as received, for its dead letter. */
  readonly payload: string;
  readonly outcome: Outcome<AccessEvent>;
}

/**
 * Makes what the records led to durable: events on the bus, those that cannot be understood as dead letters. Waits for a bus
 * that is away; when `signal` ends the waiting, TransientError is thrown, and the source keeps its input.
 */
export type AccessIngest = (inputs: readonly AccessInput[], signal: AbortSignal) => Promise<void>;

export interface AccessIngesterOptions {
  readonly bus: Bus;
  readonly telemetry: Telemetry;
  readonly clock?: Clock;
}

export function createAccessIngester({ bus, telemetry, clock = systemClock }: AccessIngesterOptions): AccessIngest {
  const ratio = deadLetterRatio(`${STAGE} (access logs)`);
  return async (inputs, signal) => {
    const retry = { signal, onRetry: logRetry(telemetry, STAGE), clock };
    const events = inputs.flatMap(({ outcome }) => (outcome.fate === 'emit' ? outcome.values : []));
    const letters = inputs.flatMap((input) =>
      input.outcome.fate === 'reject' ? [rejected(input, input.outcome, clock.now())] : [],
    );
    const records = events.map((event) => ({ key: event.eventId, value: encode(topics.accessEvents, event) }));
    if (records.length > 0) await retryTransient(() => bus.produce(topics.accessEvents.name, records), retry);
    if (letters.length > 0) await retryTransient(() => sendDeadLetters(bus, letters, telemetry), retry);
    telemetry.count('received', inputs.length, { stage: STAGE });
    telemetry.count('emitted', events.length, { stage: STAGE });
    for (const { outcome } of inputs) {
      if (outcome.fate === 'drop') telemetry.count('dropped', 1, { stage: STAGE, reason: outcome.reason });
    }
    ratio(inputs.length, letters.length);
  };
}
