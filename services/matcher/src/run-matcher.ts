import type { Bus, BusMessage, Subscription } from '@dowser/bus';
import {
  ConsumerGroup,
  type ObjectPart,
  type ObjectTask,
  type ScanResult,
  type Topic,
  topics,
} from '@dowser/contracts';
import type { DataIdentifier } from '@dowser/identifiers';
import type { ObjectStore } from '@dowser/objects';
import {
  type Clock,
  type Decoded,
  DropReason,
  drop,
  emit,
  logRetry,
  type Outcome,
  retryTransient,
  runStage,
  systemClock,
  TransientError,
} from '@dowser/pipeline';
import { Lane, type Scanner } from '@dowser/scanner';
import type { ObjectSpan, Telemetry, TraceHeaders } from '@dowser/telemetry';
import type { MatcherMessage } from './core.ts';
import { createDoneRuns, type Progress } from './done-runs.ts';
import { matchObject, type Work } from './match-object.ts';
import { sendMessages, sendResults } from './send-results.ts';
import { createStoreHealth } from './store-health.ts';

/** Each batch costs two durable writes, whatever it holds; with small objects they must be few. */
export const DEFAULT_BATCH_MESSAGES = 64;
export const DEFAULT_PARTITIONS_CONCURRENT = 4;
/** A matcher that dies over a large object costs so many bytes read again, and a quarter more; a part of it costs two durable writes. */
export const DEFAULT_PART_BYTES = 40 * 1024 * 1024;

export interface MatcherOptions {
  readonly bus: Bus;
  readonly objects: ObjectStore;
  readonly scanner: Pick<Scanner, 'identifierSetId' | 'scanPart'>;
  readonly rows: readonly DataIdentifier[];
  readonly telemetry: Telemetry;
  /** Most tasks of one partition taken at once. */
  readonly batchMessages: number;
  /** Partitions of one lane worked on at the same time. */
  readonly partitionsConcurrent: number;
  /** Stored bytes after which the rest of a large text goes back to the bus. */
  readonly partBytes: number;
  /** Once aborted, the bus is no longer waited for: the batch is given up and comes again. */
  readonly stop: AbortSignal;
  /** First wait between tries to read an object. */
  readonly retryWaitMs?: number;
  readonly clock?: Clock;
}

/** A topic that the matcher reads. */
interface Source<I> {
  readonly group: string;
  readonly topic: Topic<I>;
  readonly batchMessages: number;
  readonly workOf: (decoded: Decoded<I>) => Work;
}

const placeOf = ({ topic, partition, offset }: BusMessage): string => `${topic}/${partition}@${offset}`;
const tasksOf =
  (lane: Lane) =>
  ({ value, message }: Decoded<ObjectTask>): Work => ({ task: value, lane, run: placeOf(message), rest: null });
const workOfPart = ({ value }: Decoded<ObjectPart>): Work => ({ ...value, rest: value });

/** Reads object tasks of both lanes and parts of large objects, scans them and sends what was found, until stopped. */
export async function runMatcher(options: MatcherOptions): Promise<Subscription> {
  const { bus, telemetry, stop, batchMessages, clock = systemClock } = options;
  const rows = new Map(options.rows.map((row) => [row.id, row]));
  const health = createStoreHealth();
  const waiting = { onRetry: logRetry(telemetry, 'matcher'), clock };
  const runs = createDoneRuns();
  const progress = new WeakMap<MatcherMessage, Progress>();
  const traces = new WeakMap<MatcherMessage, TraceHeaders>();
  const send = (result: ScanResult, signal: AbortSignal, headers: TraceHeaders | undefined): Promise<void> =>
    retryTransient(() => sendResults(bus, [result], telemetry, () => headers), {
      ...waiting,
      signal: AbortSignal.any([signal, stop]),
    });
  const deliver = async (messages: readonly MatcherMessage[]): Promise<void> => {
    await sendMessages(bus, messages, telemetry, (message) => traces.get(message));
    for (const message of messages) runs.done(progress.get(message));
  };

  const inFlight = { [Lane.Live]: 0, [Lane.Bulk]: 0 };
  const moved = (lane: Lane, by: number): void => {
    inFlight[lane] += by;
    telemetry.set('objectsInFlight', inFlight[lane], { lane });
  };
  const scan = async (work: Work, signal: AbortSignal, span: ObjectSpan): Promise<readonly MatcherMessage[]> => {
    const headers = span.headers();
    const sendPart = (result: ScanResult, until: AbortSignal): Promise<void> => send(result, until, headers);
    moved(work.lane, 1);
    try {
      const match = { ...options, rows, health, send: sendPart };
      const messages = await span.run(() => matchObject(work, signal, match));
      if (headers !== undefined) for (const message of messages) traces.set(message, headers);
      return messages;
    } finally {
      moved(work.lane, -1);
    }
  };

  const subscribe = <I>({ group, topic, batchMessages, workOf }: Source<I>): Promise<Subscription> => {
    const ended = new WeakMap<BusMessage, readonly MatcherMessage[]>();
    const match = async (decoded: Decoded<I>, signal: AbortSignal): Promise<Outcome<MatcherMessage>> => {
      const work = workOf(decoded);
      if (runs.has(work)) return drop(DropReason.AlreadyDone);
      // A batch that is repeated, since another of its objects had to wait, scans nothing twice.
      const known = ended.get(decoded.message);
      const messages = known ?? (await scan(work, signal, decoded.span));
      ended.set(decoded.message, messages);
      const last = messages.at(-1)!;
      progress.set(last, { ...work, parts: last.kind === 'part' ? last.part : Number.POSITIVE_INFINITY });
      return emit(...messages);
    };
    return runStage<I, MatcherMessage>({
      name: 'matcher',
      bus,
      telemetry,
      group,
      topics: [topic],
      maxBatchMessages: batchMessages,
      partitionsConcurrent: options.partitionsConcurrent,
      work: (batch, { signal }) => matchAll(batch, signal, match),
      deliver,
      clock,
    });
  };
  const join = <I>(source: Source<I>): Promise<Subscription> =>
    retryTransient(() => subscribe(source), { ...waiting, signal: stop });
  const { MatcherLive, MatcherBulk, MatcherParts } = ConsumerGroup;
  return together(
    await Promise.all([
      join({ group: MatcherLive, topic: topics.liveObjectTasks, batchMessages, workOf: tasksOf(Lane.Live) }),
      join({ group: MatcherBulk, topic: topics.bulkObjectTasks, batchMessages, workOf: tasksOf(Lane.Bulk) }),
      // One at a time of each partition: a part is large, and waits for no other before it is committed.
      join({ group: MatcherParts, topic: topics.objectParts, batchMessages: 1, workOf: workOfPart }),
    ]),
  );
}

type Match<I> = (task: Decoded<I>, signal: AbortSignal) => Promise<Outcome<MatcherMessage>>;

/** All objects of the batch at the same time, as far as the scanner lets them. One that must wait does not stop the others; a bug does. */
async function matchAll<I>(
  batch: readonly Decoded<I>[],
  signal: AbortSignal,
  match: Match<I>,
): Promise<Outcome<MatcherMessage>[]> {
  const failing = new AbortController();
  const either = AbortSignal.any([signal, failing.signal]);
  const outcomes = await Promise.allSettled(
    batch.map((task) =>
      match(task, either).catch((error: unknown) => {
        if (!(error instanceof TransientError)) failing.abort(error);
        throw error;
      }),
    ),
  );
  if (failing.signal.aborted) throw failing.signal.reason;
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}

/** Several subscriptions as one: when one fails, the others are stopped. `stop` only waits; what went wrong is in `done`. */
function together(subscriptions: readonly Subscription[]): Subscription {
  const stop = async (): Promise<void> => {
    await Promise.allSettled(subscriptions.map((subscription) => subscription.stop()));
  };
  const dones = subscriptions.map((subscription) =>
    subscription.done.catch(async (error: unknown) => {
      await stop();
      throw error;
    }),
  );
  const done = Promise.all(dones).then(() => {});
  done.catch(() => {}); // met by whoever awaits it
  return { stop, done };
}
