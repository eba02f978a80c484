import { type Clock, logRetry, retryTransient, systemClock, TransientError } from '@dowser/pipeline';
import type { Telemetry } from '@dowser/telemetry';
import pLimit from 'p-limit';
import type { AccessIngest, AccessInput } from '../access/access-ingester.ts';
import type { LogObject } from '../access/log-location.ts';
import { type Ingest, type IngestInput, STAGE } from '../ingester.ts';
import { parseQueueMessage } from '../parse-queue-message.ts';
import type { S3Location } from '../s3-values.ts';
import { heldWhenStopped } from './held-when-stopped.ts';
import type { Queue, QueueMessage } from './queue.ts';
import { leaseVisibility } from './visibility-lease.ts';

/** Tries to delete what is done; what is still there afterwards comes again, which is harmless. */
export const REMOVE_ATTEMPTS = 3;
/** Receives in a row that must be empty, with nothing in flight, before a queue counts as drained: SQS's numbers are approximate. */
export const EMPTY_RECEIVES_TO_FINISH = 2;
/** Logs of one receive that are read at the same time. */
export const LOGS_IN_FLIGHT = 4;
/** Long poll. Source: Amazon SQS, ReceiveMessage (20 s is the most). */
const WAIT_SECONDS = 20;
/** Long poll when the queue is to be drained. */
const DRAIN_WAIT_SECONDS = 1;

export interface QueueSourceOptions {
  readonly queue: Queue;
  readonly ingest: Ingest;
  readonly access: AccessIngest;
  readonly telemetry: Telemetry;
  /** Receive loops at the same time. */
  readonly receivers: number;
  /** How long a message stays invisible unless renewed. */
  readonly visibilitySeconds: number;
  /** True: the source ends once the queue is empty and `mayFinish` says so; polls are short. */
  readonly drain: boolean;
  readonly mayFinish: () => boolean;
  /** The manifest (s3://…/manifest.json) that this object's creation announces, or null. */
  readonly inventoryAnnouncedBy: (bucket: string, key: string) => string | null;
  /** Brings an announced inventory in; the message that announced it is kept until this resolves. */
  readonly runInventory: (manifest: string, signal: AbortSignal) => Promise<void>;
  /** The log that this object is, or null. */
  readonly logAt: (bucket: string, key: string) => LogObject | null;
  /** Brings a log in; the message that announced it is kept until this resolves. */
  readonly runLog: (log: LogObject, signal: AbortSignal) => Promise<void>;
  /** Aborted to drain: no more receives, the batch in hand is finished unless what it needs is away. */
  readonly stop: AbortSignal;
  readonly clock?: Clock;
}

interface ReceivedMessage {
  readonly message: QueueMessage;
  readonly inputs: readonly IngestInput[];
  readonly accesses: readonly AccessInput[];
  readonly manifests: readonly string[];
  readonly logs: readonly LogObject[];
}

/**
 * Receives until stopped or drained. A message is removed only after everything it led to is durable; a malformed one is
 * dead-lettered and removed, those beside it go through. Inventories run beside the receiving, so that they delay no event;
 * logs are read before the next receive, so that no more of them are held than one receive gives.
 */
export async function runQueueSource(options: QueueSourceOptions): Promise<void> {
  const failed = new AbortController();
  const signal = AbortSignal.any([options.stop, failed.signal]);
  const inventories = new Set<Promise<void>>();
  const guard = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      failed.abort(error);
    }
  };
  const startInventories = (received: readonly ReceivedMessage[]): void => {
    const running = guard(announcedInventories(received, options, signal)).finally(() => inventories.delete(running));
    inventories.add(running);
  };
  const receivers = Array.from({ length: options.receivers }, () =>
    guard(receiveLoop(options, signal, startInventories)),
  );
  await Promise.all(receivers);
  await Promise.all(inventories);
  if (failed.signal.aborted) throw failed.signal.reason;
}

async function receiveLoop(
  options: QueueSourceOptions,
  signal: AbortSignal,
  startInventories: (received: readonly ReceivedMessage[]) => void,
): Promise<void> {
  const { queue, visibilitySeconds, telemetry, clock = systemClock } = options;
  const retry = { signal, onRetry: logRetry(telemetry, STAGE), clock };
  let emptyReceives = 0;
  while (!signal.aborted) {
    // Asked before the receive: what arrives during it is then seen by the next one.
    const mayFinish = options.drain && options.mayFinish();
    const waitSeconds = options.drain ? DRAIN_WAIT_SECONDS : WAIT_SECONDS;
    const receive = () => queue.receive({ waitSeconds, visibilitySeconds, signal });
    const received = await heldWhenStopped(retryTransient(receive, retry), signal);
    if (received === null) return;
    if (received.value.length > 0) {
      emptyReceives = 0;
      await handle(received.value, options, signal, startInventories);
    } else if (mayFinish) {
      const backlog = await heldWhenStopped(
        retryTransient(() => queue.backlog(), retry),
        signal,
      );
      emptyReceives = backlog?.value === 0 ? emptyReceives + 1 : 0;
      if (emptyReceives >= EMPTY_RECEIVES_TO_FINISH) return;
    }
  }
}

async function handle(
  messages: readonly QueueMessage[],
  options: QueueSourceOptions,
  signal: AbortSignal,
  startInventories: (received: readonly ReceivedMessage[]) => void,
): Promise<void> {
  const lease = leaseVisibility(messages, options);
  try {
    const received = messages.map((message) => understand(message, options));
    const durable = await heldWhenStopped(bringIn(received, options, signal), signal);
    if (durable === null) return await giveBack(messages, options);
    const announcing = received.filter(({ manifests }) => manifests.length > 0);
    if (announcing.length > 0) startInventories(announcing);
    const done = received.filter(({ manifests }) => manifests.length === 0).map(({ message }) => message);
    await removeAll(done, options);
  } finally {
    await lease.stop();
  }
}

async function bringIn(
  received: readonly ReceivedMessage[],
  options: QueueSourceOptions,
  signal: AbortSignal,
): Promise<void> {
  await options.ingest(
    received.flatMap(({ inputs }) => inputs),
    signal,
  );
  const accesses = received.flatMap((one) => one.accesses);
  if (accesses.length > 0) await options.access(accesses, signal);
  const limit = pLimit(LOGS_IN_FLIGHT);
  const logs = received.flatMap((one) => one.logs);
  const runs = await Promise.allSettled(logs.map((log) => limit(() => options.runLog(log, signal))));
  for (const run of runs) if (run.status === 'rejected') throw run.reason;
}

function understand(message: QueueMessage, options: QueueSourceOptions): ReceivedMessage {
  const parsed = parseQueueMessage(message.body);
  const inputs: IngestInput[] = [];
  const accesses: AccessInput[] = [];
  const places: S3Location[] = [];
  for (const [index, input] of parsed.entries()) {
    const origin = parsed.length === 1 ? `sqs:${message.id}` : `sqs:${message.id}#${index}`;
    const { payload } = input;
    if (input.kind === 'access') accesses.push({ origin, payload, outcome: input.outcome });
    else inputs.push({ origin, payload, outcome: input.outcome });
    if (input.kind === 'logs') places.push(...input.logs);
    else if (input.kind === 'object' && input.outcome.fate === 'emit') {
      places.push(...input.outcome.values.filter(({ change }) => change === 'present').map(({ object }) => object));
    }
  }
  const manifests = places.flatMap(({ bucket, key }) => options.inventoryAnnouncedBy(bucket, key) ?? []);
  const logs = places.flatMap(({ bucket, key }) => options.logAt(bucket, key) ?? []);
  return { message, inputs, accesses, manifests: [...new Set(manifests)], logs };
}

async function announcedInventories(
  received: readonly ReceivedMessage[],
  options: QueueSourceOptions,
  signal: AbortSignal,
): Promise<void> {
  const messages = received.map(({ message }) => message);
  const lease = leaseVisibility(messages, options);
  try {
    for (const { message, manifests } of received) {
      for (const manifest of manifests) {
        const done = await heldWhenStopped(options.runInventory(manifest, signal), signal);
        if (done === null) return await giveBack(messages, options);
      }
      await removeAll([message], options);
    }
  } finally {
    await lease.stop();
  }
}

/** Deletes; what cannot be deleted comes again, and everything it leads to has the same ids. */
async function removeAll(messages: readonly QueueMessage[], options: QueueSourceOptions): Promise<void> {
  const { queue, telemetry, clock = systemClock } = options;
  let left = messages;
  const remove = async (): Promise<void> => {
    left = await queue.remove(left);
    if (left.length > 0) throw new TransientError(`queue ${queue.url}: ${left.length} messages were not deleted`);
  };
  if (messages.length === 0) return;
  try {
    await retryTransient(remove, {
      signal: new AbortController().signal,
      attempts: REMOVE_ATTEMPTS,
      onRetry: logRetry(telemetry, STAGE),
      clock,
    });
  } catch (error) {
    if (!(error instanceof TransientError)) throw error;
    telemetry.log.warn(
      { queue: queue.url, messages: left.length, error: error.message },
      'done but not deleted: will come again',
    );
  }
}

/** Lets another receiver have the messages at once; when even that fails they come after their timeout. */
async function giveBack(messages: readonly QueueMessage[], { queue, telemetry }: QueueSourceOptions): Promise<void> {
  try {
    await queue.extend(messages, 0);
  } catch (error) {
    telemetry.log.warn(
      { queue: queue.url, error: String(error) },
      'messages not given back: they come after their timeout',
    );
  }
}
