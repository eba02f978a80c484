import type { Bus, BusRecord } from '@dowser/bus';
import { type DeadLetter, topics } from '@dowser/contracts';
import type { ObjectStore } from '@dowser/objects';
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
import pLimit from 'p-limit';
import { complete } from './complete.ts';
import { admit, decide, type IngestMessage, lookupsFor, type Policy } from './core.ts';
import type { Completed, Observation } from './observation.ts';

/** This stage's name in counters and dead letters. */
export const STAGE = 'ingest';
/** Requests about objects (HEAD, tags) at the same time. */
export const LOOKUPS_IN_FLIGHT = 16;
/** Most bytes of an input in its dead letter: base64 makes 2/3 MiB of it, under Kafka's default limit of 1 MiB a message. */
export const DEAD_LETTER_PAYLOAD_LIMIT = 512 * 1024;

/** One input of a source, as it was understood. */
export interface IngestInput {
  /** Where it came from, as a dead letter names it. */
  readonly origin: string;
  /** The input as received, for its dead letter. */
  readonly payload: string;
  readonly outcome: Outcome<Observation>;
}

/** Takes a batch of inputs to the bus; resolves when everything it led to is durable. */
export type Ingest = (inputs: readonly IngestInput[], signal: AbortSignal) => Promise<void>;

export interface IngesterOptions {
  readonly bus: Bus;
  readonly objects: ObjectStore;
  readonly telemetry: Telemetry;
  readonly policy: Policy;
  readonly clock?: Clock;
}

/**
 * The way that every source shares: admit, ask the object store what is missing, decide, produce, dead-letter, count.
 * What is not ready (bus, object store) is waited for; when `signal` ends the waiting, TransientError is thrown, and the
 * source keeps its input.
 */
export function createIngester(options: IngesterOptions): Ingest {
  const { bus, telemetry, clock = systemClock } = options;
  const ratio = deadLetterRatio(STAGE);
  return async (inputs, signal) => {
    const retry = { signal, onRetry: logRetry(telemetry, STAGE), clock };
    const { outcomes, completed } = await retryTransient(() => understand(inputs, options), retry);
    const decided = decide(options.policy, clock.now())(completed);
    const messages = decided.flatMap((outcome) => (outcome.fate === 'emit' ? outcome.values : []));
    const letters = outcomes.flatMap((outcome, index) =>
      outcome.fate === 'reject' ? [deadLetter(inputs[index]!, outcome, clock.now())] : [],
    );
    await retryTransient(() => produce(bus, messages), retry);
    if (letters.length > 0) await retryTransient(() => sendDeadLetters(bus, letters, telemetry), retry);
    count(telemetry, outcomes, messages);
    ratio(inputs.length, letters.length);
  };
}

async function understand(inputs: readonly IngestInput[], { policy, objects }: IngesterOptions) {
  const admitted = admit(policy)(
    inputs.flatMap(({ outcome }) => (outcome.fate === 'emit' ? outcome.values : [])),
  ).values();
  const outcomes = inputs.map(({ outcome }) => (outcome.fate === 'emit' ? admitted.next().value! : outcome));
  const limit = pLimit(LOOKUPS_IN_FLIGHT);
  const observations = outcomes.flatMap((outcome) => (outcome.fate === 'emit' ? outcome.values : []));
  const completed = await Promise.all(
    observations.map((observation): Completed | Promise<Completed> => {
      const lookups = lookupsFor(observation, policy);
      if (!lookups.head && !lookups.tags) return { observation, tags: null, problem: null };
      return limit(() => complete(observation, lookups, objects));
    }),
  );
  return { outcomes, completed };
}

/** Records before tasks and verdicts, so that whoever reads a result can know the object. */
async function produce(bus: Bus, messages: readonly IngestMessage[]): Promise<void> {
  const byTopic = new Map<string, BusRecord[]>([[topics.objectRecords.name, []]]);
  for (const { topic, key, value } of messages) {
    const records = byTopic.get(topic.name) ?? [];
    records.push({ key, value: encode(topic, value) });
    byTopic.set(topic.name, records);
  }
  for (const [topic, records] of byTopic) if (records.length > 0) await bus.produce(topic, records);
}

function count(telemetry: Telemetry, outcomes: readonly Outcome<Observation>[], messages: readonly IngestMessage[]) {
  telemetry.count('received', outcomes.length, { stage: STAGE });
  telemetry.count('emitted', messages.length, { stage: STAGE });
  for (const outcome of outcomes) {
    if (outcome.fate === 'drop') telemetry.count('dropped', 1, { stage: STAGE, reason: outcome.reason });
  }
  for (const { value } of messages) {
    if ('verdict' in value) telemetry.count('verdicts', 1, { verdict: value.verdict, reason: value.reason });
  }
}

export function deadLetter(
  input: Pick<IngestInput, 'origin' | 'payload'>,
  outcome: Outcome<never> & { fate: 'reject' },
  at: Date,
): DeadLetter {
  const payload = Buffer.from(input.payload);
  const whole = payload.length <= DEAD_LETTER_PAYLOAD_LIMIT;
  return {
    schemaVersion: 1,
    stage: STAGE,
    origin: input.origin,
    code: outcome.code,
    detail: whole ? outcome.detail : `${outcome.detail} (payload cut to ${DEAD_LETTER_PAYLOAD_LIMIT} bytes)`,
    payload: payload.subarray(0, DEAD_LETTER_PAYLOAD_LIMIT).toString('base64'),
    rejectedAt: at.toISOString(),
  };
}
