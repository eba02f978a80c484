import type { Bus, BusMessage, Subscription } from '@dowser/bus';
import { ConsumerGroup, type ObjectTask, type ScanResult, topics } from '@dowser/contracts';
import type { DataIdentifier } from '@dowser/identifiers';
import type { ObjectStore } from '@dowser/objects';
import {
  type Clock,
  type Decoded,
  emit,
  logRetry,
  type Outcome,
  retryTransient,
  runStage,
  systemClock,
  TransientError,
} from '@dowser/pipeline';
import { Lane, type Scanner } from '@dowser/scanner';
import type { Telemetry } from '@dowser/telemetry';
import { matchObject } from './match-object.ts';
import { sendResults, type TracedResult } from './send-results.ts';
import { createStoreHealth } from './store-health.ts';

/** Each batch costs two durable writes, whatever it holds; with small objects they must be few. */
export const DEFAULT_BATCH_MESSAGES = 64;
export const DEFAULT_PARTITIONS_CONCURRENT = 4;

export interface MatcherOptions {
  readonly bus: Bus;
  readonly objects: ObjectStore;
  readonly scanner: Scanner;
  readonly rows: readonly DataIdentifier[];
  readonly telemetry: Telemetry;
  /** Most tasks of one partition taken at once. */
  readonly batchMessages: number;
  /** Partitions of one lane worked on at the same time. */
  readonly partitionsConcurrent: number;
  /** Once aborted, the bus is no longer waited for: the batch is given up and comes again. */
  readonly stop: AbortSignal;
  /** First wait between tries to read an object. */
  readonly retryWaitMs?: number;
  readonly clock?: Clock;
}

const lanes = [
  { lane: Lane.Live, group: ConsumerGroup.MatcherLive, topic: topics.liveObjectTasks },
  { lane: Lane.Bulk, group: ConsumerGroup.MatcherBulk, topic: topics.bulkObjectTasks },
] as const;

/** Reads object tasks of both lanes, scans the objects and sends what was found, until stopped. */
export async function runMatcher(options: MatcherOptions): Promise<Subscription> {
  const { bus, telemetry, stop, clock = systemClock } = options;
  const rows = new Map(options.rows.map((row) => [row.id, row]));
  const health = createStoreHealth();
  const waiting = { onRetry: logRetry(telemetry, 'matcher'), clock };
  const send = (result: TracedResult, signal: AbortSignal): Promise<void> =>
    retryTransient(() => sendResults(bus, [result], telemetry), {
      ...waiting,
      signal: AbortSignal.any([signal, stop]),
    });

  const subscribe = ({ lane, group, topic }: (typeof lanes)[number]): Promise<Subscription> => {
    const ended = new WeakMap<BusMessage, readonly ScanResult[]>();
    let inFlight = 0;
    const moved = (by: number): void => {
      inFlight += by;
      telemetry.set('objectsInFlight', inFlight, { lane });
    };
    const match = async ({ value, message, span }: Decoded<ObjectTask>, signal: AbortSignal) => {
      moved(1);
      try {
        // A batch that is repeated, since another of its objects had to wait, scans nothing twice.
        const headers = span.headers();
        const match = {
          ...options,
          rows,
          health,
          send: (result: ScanResult, sent: AbortSignal) => send({ result, headers }, sent),
        };
        const results = ended.get(message) ?? (await span.run(() => matchObject(value, lane, signal, match)));
        ended.set(message, results);
        return emit(...results.map((result) => ({ result, headers })));
      } finally {
        moved(-1);
      }
    };
    return runStage<ObjectTask, TracedResult>({
      name: 'matcher',
      bus,
      telemetry,
      group,
      topics: [topic],
      maxBatchMessages: options.batchMessages,
      partitionsConcurrent: options.partitionsConcurrent,
      work: (batch, { signal }) => matchAll(batch, signal, match),
      deliver: (results) => sendResults(bus, results, telemetry),
      clock,
    });
  };
  return together(
    await Promise.all(lanes.map((lane) => retryTransient(() => subscribe(lane), { ...waiting, signal: stop }))),
  );
}

type Match = (task: Decoded<ObjectTask>, signal: AbortSignal) => Promise<Outcome<TracedResult>>;

/** All objects of the batch at the same time, as far as the scanner lets them. One that must wait does not stop the others; a bug does. */
async function matchAll(
  batch: readonly Decoded<ObjectTask>[],
  signal: AbortSignal,
  match: Match,
): Promise<Outcome<TracedResult>[]> {
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
