import type { Bus, BusBatch, BusMessage, BusRecord, Subscription } from '@dowser/bus';
import { type DeadLetter, type Topic, topics } from '@dowser/contracts';
import { type ObjectSpan, SpanKind, startSpan, type Telemetry } from '@dowser/telemetry';
import { type Clock, systemClock } from './clock.ts';
import { deadLetter } from './dead-letter.ts';
import { decode, encode } from './decode.ts';
import { RejectError, TransientError } from './errors.ts';
import type { Outcome } from './outcome.ts';
import { retryTransient } from './retry.ts';

/** A record bound for a topic. */
export interface Delivery {
  readonly topic: Topic;
  readonly record: BusRecord;
}

export interface Decoded<I> {
  readonly value: I;
  readonly message: BusMessage;
  /** From the poll to the results durable; goes on with the trace that the record's headers tell of. */
  readonly span: ObjectSpan;
}

export interface StageContext {
  /** Aborted when this work may be thrown away (rebalance, forced stop). */
  readonly signal: AbortSignal;
}

export interface StageOptions<I, O> {
  readonly name: string;
  readonly bus: Bus;
  readonly telemetry: Telemetry;
  readonly group: string;
  /** The topics read, whose values are decoded by their schema. */
  readonly topics: readonly Topic<I>[];
  readonly maxBatchMessages: number;
  readonly partitionsConcurrent?: number;
  /** One outcome per input, in order. A pure core fits as it is; a pool of workers sits behind the same shape. */
  readonly work: (
    batch: readonly Decoded<I>[],
    context: StageContext,
  ) => Promise<readonly Outcome<O>[]> | readonly Outcome<O>[];
  /** Makes the emitted values durable; resolves only then. */
  readonly deliver: (values: readonly O[], context: StageContext) => Promise<void>;
  /** Told after each batch of what is durable now, rejects left out. */
  readonly onDelivered?: (batch: readonly Decoded<I>[]) => void;
  readonly clock?: Clock;
}

/** Rejects per batch window above which the stage stops: the fault is then in us or upstream, not in single values. */
export const DEAD_LETTER_RATIO_LIMIT = 0.5;
/** Inputs in the window of the ratio: fewer say nothing. */
export const DEAD_LETTER_WINDOW = 1_000;

/**
 * poll → decode → work → deliver → await durability → commit, for every stage.
 *
 * Work may be thrown away anywhere between the poll and the end of `deliver`: nothing is committed before, so the same
 * messages come again, and everything downstream is idempotent by id. After `deliver` only the commit is left.
 * Errors: RejectError in decoding and `reject` outcomes go to the dead letters; TransientError backs off and repeats the
 * batch with offsets held; anything else ends the subscription (`done` rejects) and the process should exit.
 */
export async function runStage<I, O>(options: StageOptions<I, O>): Promise<Subscription> {
  const { name, bus, telemetry, clock = systemClock } = options;
  const byName = new Map(options.topics.map((topic) => [topic.name, topic]));
  const ratio = deadLetterRatio(name);

  const handle = async (batch: BusBatch): Promise<void> => {
    const spans: ObjectSpan[] = [];
    const spanOf = ({ headers }: BusMessage): ObjectSpan => {
      const parent = headers === undefined ? {} : { parent: headers };
      const span = startSpan(`${name} ${batch.topic}`, { kind: SpanKind.CONSUMER, ...parent });
      spans.push(span);
      return span;
    };
    try {
      await handleTraced(batch, spanOf);
      for (const span of spans) span.end();
    } catch (error) {
      for (const span of spans) span.end(error);
      throw error;
    }
  };

  const handleTraced = async (batch: BusBatch, spanOf: (message: BusMessage) => ObjectSpan): Promise<void> => {
    const beganMs = clock.elapsedMs();
    const topic = byName.get(batch.topic);
    if (topic === undefined) throw new Error(`${name}: subscribed to no topic ${batch.topic}`);
    const letters: DeadLetter[] = [];
    const decoded: Decoded<I>[] = [];
    const refuse = (message: BusMessage, error: Pick<RejectError, 'code' | 'message'>): void => {
      const origin = `${message.topic}/${message.partition}@${message.offset}`;
      const { code, message: detail } = error;
      letters.push(deadLetter({ stage: name, origin, code, detail, payload: message.value, at: clock.now() }));
    };
    for (const message of batch.messages) {
      try {
        decoded.push({ value: decode(topic, message.value), message, span: spanOf(message) });
      } catch (error) {
        if (!(error instanceof RejectError)) throw error;
        refuse(message, error);
      }
    }
    const context = { signal: batch.signal };
    const outcomes = decoded.length === 0 ? [] : await options.work(decoded, context);
    if (outcomes.length !== decoded.length) {
      throw new Error(`${name}: ${outcomes.length} outcomes for ${decoded.length} inputs`);
    }
    const values: O[] = [];
    for (const [i, outcome] of outcomes.entries()) {
      if (outcome.fate === 'emit') values.push(...outcome.values);
      else if (outcome.fate === 'drop') telemetry.count('dropped', 1, { stage: name, reason: outcome.reason });
      else refuse(decoded[i]!.message, { code: outcome.code, message: outcome.detail });
    }
    if (values.length > 0) await options.deliver(values, context);
    if (letters.length > 0) await sendDeadLetters(bus, letters, telemetry);
    telemetry.count('received', batch.messages.length, { stage: name });
    telemetry.count('emitted', values.length, { stage: name });
    telemetry.observe('batchSeconds', (clock.elapsedMs() - beganMs) / 1_000, { stage: name });
    options.onDelivered?.(decoded.filter((_, i) => outcomes[i]!.fate !== 'reject'));
    ratio(batch.messages.length, letters.length);
  };

  const stopping = new AbortController();
  const subscription = await bus.consume({
    group: options.group,
    topics: options.topics.map((topic) => topic.name),
    maxBatchMessages: options.maxBatchMessages,
    ...(options.partitionsConcurrent === undefined ? {} : { partitionsConcurrent: options.partitionsConcurrent }),
    handle: (batch) =>
      retryTransient(() => handle(batch), {
        signal: AbortSignal.any([batch.signal, stopping.signal]),
        onRetry: logRetry(telemetry, name),
        clock,
      }),
  });
  // A stop while something outside is away ends the waiting: the batch stays uncommitted and comes again.
  const done = subscription.done.catch((error: unknown) => {
    if (!(stopping.signal.aborted && error instanceof TransientError)) throw error;
  });
  return {
    done,
    stop: async () => {
      stopping.abort();
      await subscription.stop();
      await done;
    },
  };
}

/** Counts and logs each wait, so that a service that holds its offsets is seen to do so. */
export function logRetry(telemetry: Telemetry, stage: string) {
  return (error: TransientError, attempt: number, waitMs: number): void => {
    telemetry.count('retried', 1, { stage });
    telemetry.health.waiting(stage, error.message, waitMs);
    telemetry.log.warn(
      { stage, attempt, waitMs: Math.round(waitMs), error: error.message },
      'not ready: waiting, offsets held',
    );
  };
}

/** Makes rejects durable. Ingest calls it too, for inputs that do not come from the bus. */
export async function sendDeadLetters(bus: Bus, letters: readonly DeadLetter[], telemetry: Telemetry): Promise<void> {
  for (const letter of letters) {
    telemetry.count('rejected', 1, { stage: letter.stage, code: letter.code });
    telemetry.log.warn(
      { stage: letter.stage, origin: letter.origin, code: letter.code, detail: letter.detail },
      'dead letter',
    );
  }
  const records = letters.map((letter) => ({ key: letter.origin, value: encode(topics.deadLetters, letter) }));
  await bus.produce(topics.deadLetters.name, records);
}

/** A window of inputs over which too many rejects stop the stage (throws). */
export function deadLetterRatio(stage: string): (received: number, rejected: number) => void {
  let seen = 0;
  let refused = 0;
  return (received, rejected) => {
    seen += received;
    refused += rejected;
    if (seen < DEAD_LETTER_WINDOW) return;
    if (refused / seen > DEAD_LETTER_RATIO_LIMIT) {
      throw new Error(
        `${stage}: ${refused} of the last ${seen} inputs were rejected; stopping. See topic ${topics.deadLetters.name}`,
      );
    }
    seen = 0;
    refused = 0;
  };
}
