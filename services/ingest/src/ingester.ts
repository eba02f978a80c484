import type { Bus, BusRecord } from '@dowser/bus';
import { type DeadLetter, topics } from '@dowser/contracts';
import type { ObjectStore } from '@dowser/objects';
import {
  type Clock,
  deadLetter,
  deadLetterRatio,
  encode,
  logRetry,
  type Outcome,
  retryTransient,
  sendDeadLetters,
  systemClock,
} from '@dowser/pipeline';
import { type ObjectSpan, SpanKind, startSpan, type Telemetry, type TraceHeaders } from '@dowser/telemetry';
import pLimit from 'p-limit';
import { complete } from './complete.ts';
import { admit, decide, type IngestMessage, inLane, liveBuckets, lookupsFor, type Policy } from './core.ts';
import type { CrowdedBuckets } from './live-shares.ts';
import type { Completed, Observation } from './observation.ts';

/** This stage's name in counters and dead letters. */
export const STAGE = 'ingest';
/** Requests about objects (HEAD, tags) at the same time. */
export const LOOKUPS_IN_FLIGHT = 16;

const NONE_CROWDED: CrowdedBuckets = async () => new Set();

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
  /** Which buckets have more than their share of the live lane; absent: none ever has. */
  readonly crowded?: CrowdedBuckets;
  readonly clock?: Clock;
}

/**
 * The way that every source shares: admit, ask the object store what is missing, decide, produce, dead-letter, count.
 * What is not ready (bus, object store) is waited for; when `signal` ends the waiting, TransientError is thrown, and the
 * source keeps its input.
 */
export function createIngester(options: IngesterOptions): Ingest {
  const { bus, telemetry, crowded: crowdedNow = NONE_CROWDED, clock = systemClock } = options;
  const ratio = deadLetterRatio(STAGE);
  return async (inputs, signal) => {
    const retry = { signal, onRetry: logRetry(telemetry, STAGE), clock };
    const spans = createSpans();
    try {
      const { outcomes, completed } = await retryTransient(() => understand(inputs, options, spans), retry);
      const decided = decide(options.policy, clock.now())(completed.map(({ completed }) => completed));
      const crowded = await crowdedNow(decided.flatMap(liveBuckets));
      const traced = decided.flatMap((outcome, index): TracedMessage[] => {
        const headers = completed[index]!.span.headers();
        return outcome.fate === 'emit'
          ? outcome.values.map((message) => ({ message: inLane(message, crowded), headers }))
          : [];
      });
      const letters = outcomes.flatMap((outcome, index) =>
        outcome.fate === 'reject' ? [rejected(inputs[index]!, outcome, clock.now())] : [],
      );
      await retryTransient(() => produce(bus, traced), retry);
      if (letters.length > 0) await retryTransient(() => sendDeadLetters(bus, letters, telemetry), retry);
      count(telemetry, outcomes, traced);
      spans.end();
      ratio(inputs.length, letters.length);
    } catch (error) {
      spans.end(error);
      throw error;
    }
  };
}

/** A message and the trace of its object. */
interface TracedMessage {
  readonly message: IngestMessage;
  readonly headers: TraceHeaders | undefined;
}

/** Where the trace of each object begins. */
function createSpans() {
  const spans = new Map<Observation, ObjectSpan>();
  return {
    of(observation: Observation): ObjectSpan {
      const { bucket, key, versionId, source, observedAt } = observation.object;
      const attributes = {
        'aws.s3.bucket': bucket,
        'aws.s3.key': key,
        'dowser.version_id': versionId,
        'dowser.source': source,
        'dowser.observed_at': observedAt,
      };
      const span = spans.get(observation) ?? startSpan('ingest object', { kind: SpanKind.INTERNAL, attributes });
      spans.set(observation, span);
      return span;
    },
    end(error?: unknown): void {
      for (const span of spans.values()) span.end(error);
    },
  };
}

async function understand(
  inputs: readonly IngestInput[],
  { policy, objects }: IngesterOptions,
  spans: ReturnType<typeof createSpans>,
) {
  const admitted = admit(policy)(
    inputs.flatMap(({ outcome }) => (outcome.fate === 'emit' ? outcome.values : [])),
  ).values();
  const outcomes = inputs.map(({ outcome }) => (outcome.fate === 'emit' ? admitted.next().value! : outcome));
  const limit = pLimit(LOOKUPS_IN_FLIGHT);
  const observations = outcomes.flatMap((outcome) => (outcome.fate === 'emit' ? outcome.values : []));
  const completed = await Promise.all(
    observations.map(async (observation): Promise<{ completed: Completed; span: ObjectSpan }> => {
      const span = spans.of(observation);
      const lookups = lookupsFor(observation, policy);
      if (!lookups.head && !lookups.tags) return { completed: { observation, tags: null, problem: null }, span };
      return { completed: await limit(() => span.run(() => complete(observation, lookups, objects))), span };
    }),
  );
  return { outcomes, completed };
}

/** Records before tasks and verdicts, so that whoever reads a result can know the object. */
async function produce(bus: Bus, messages: readonly TracedMessage[]): Promise<void> {
  const byTopic = new Map<string, BusRecord[]>([[topics.objectRecords.name, []]]);
  for (const { message, headers } of messages) {
    const { topic, key, value } = message;
    const records = byTopic.get(topic.name) ?? [];
    records.push({ key, value: encode(topic, value), ...(headers === undefined ? {} : { headers }) });
    byTopic.set(topic.name, records);
  }
  for (const [topic, records] of byTopic) if (records.length > 0) await bus.produce(topic, records);
}

function count(telemetry: Telemetry, outcomes: readonly Outcome<Observation>[], messages: readonly TracedMessage[]) {
  telemetry.count('received', outcomes.length, { stage: STAGE });
  telemetry.count('emitted', messages.length, { stage: STAGE });
  for (const outcome of outcomes) {
    if (outcome.fate === 'drop') telemetry.count('dropped', 1, { stage: STAGE, reason: outcome.reason });
  }
  for (const { message } of messages) {
    const { value } = message;
    if ('verdict' in value) telemetry.count('verdicts', 1, { verdict: value.verdict, reason: value.reason });
  }
}

export function rejected(
  { origin, payload }: Pick<IngestInput, 'origin' | 'payload'>,
  { code, detail }: Outcome<never> & { fate: 'reject' },
  at: Date,
): DeadLetter {
  return deadLetter({ stage: STAGE, origin, code, detail, payload: Buffer.from(payload), at });
}
