import type { ObjectTask, Occurrence, ScanResult } from '@dowser/contracts';
import type { DataIdentifier } from '@dowser/identifiers';
import { ObjectError, type ObjectStore } from '@dowser/objects';
import { type Clock, systemClock, TransientError } from '@dowser/pipeline';
import { type Lane, objectSource, type Scanner, type ScanSummary } from '@dowser/scanner';
import { occurrencesMessage, type ScanIdentity, unavailable, verdictMessage } from './core.ts';
import type { ObjectWatch, StoreHealth } from './store-health.ts';

/** A last part with more occurrences goes out by itself: what the batches in hand hold back stays small. */
export const MAX_HELD_OCCURRENCES = 200;

export interface MatchOptions {
  readonly scanner: Scanner;
  readonly objects: ObjectStore;
  /** The identifiers looked for. */
  readonly rows: ReadonlyMap<string, DataIdentifier>;
  readonly health: StoreHealth;
  /** Makes a part durable while the scan goes on. */
  readonly send: (result: ScanResult, signal: AbortSignal) => Promise<void>;
  /** First wait between tries to read. */
  readonly retryWaitMs?: number;
  readonly clock?: Clock;
}

/**
 * Scans one object. Parts are sent meanwhile; a last one of at most MAX_HELD_OCCURRENCES is returned together with the
 * verdict, to be sent in this order. Throws TransientError when the store is down as a whole: the task must come again.
 */
export async function matchObject(
  task: ObjectTask,
  lane: Lane,
  signal: AbortSignal,
  options: MatchOptions,
): Promise<readonly ScanResult[]> {
  const { scanner, objects, rows, health, clock = systemClock } = options;
  const identity: ScanIdentity = { task, identifierSetId: scanner.identifierSetId };
  const { bucket, key, versionId, etag } = task.object;
  const waitMs = options.retryWaitMs === undefined ? {} : { minWaitMs: options.retryWaitMs };
  const watch = health.watch();
  const onRetry = (_error: TransientError, attempt: number): void => {
    if (attempt === 1) watch.failing();
  };
  const source = objectSource(
    watched(objects, watch),
    { bucket, key, versionId },
    { ifMatch: etag, clock, onRetry, ...waitMs },
  );
  let unsent: unknown = null;
  const parts = createParts((part, batch) =>
    options.send(occurrencesMessage(identity, part, batch), signal).catch((error: unknown) => {
      unsent = error;
      throw error;
    }),
  );
  const began = clock.elapsedMs();
  const summary = await scanner
    .scan(source, { lane, signal, onOccurrences: parts.add })
    .catch((error: unknown): ScanSummary => {
      signal.throwIfAborted();
      // That the bus is away says nothing of the object.
      if (!(error instanceof TransientError) || error === unsent || watch.isDown(error)) throw error;
      return unavailable(error.message, parts.counts);
    });
  const timing = { endedAt: clock.now(), durationMs: clock.elapsedMs() - began };
  const verdict = verdictMessage(identity, summary, rows, source.head(), timing);
  return [...parts.rest().map(({ part, batch }) => occurrencesMessage(identity, part, batch)), verdict];
}

/** An answer is the object's bytes, or what is wrong with it. */
function watched(objects: Pick<ObjectStore, 'read'>, watch: ObjectWatch): Pick<ObjectStore, 'read'> {
  return {
    async read(ref, options) {
      try {
        const opened = await objects.read(ref, options);
        watch.served();
        return opened;
      } catch (error) {
        if (error instanceof ObjectError) watch.served();
        throw error;
      }
    },
  };
}

interface Part {
  readonly part: number;
  readonly batch: readonly Occurrence[];
}

/** Holds the latest batch back when it is small: an object with one goes out together with its verdict. */
function createParts(send: (part: number, batch: readonly Occurrence[]) => Promise<void>) {
  const counts = new Map<string, number>();
  let parts = 0;
  let held: Part | null = null;
  const sendHeld = async (): Promise<void> => {
    const before = held;
    held = null;
    if (before !== null) await send(before.part, before.batch);
  };
  return {
    counts,
    async add(batch: readonly Occurrence[]): Promise<void> {
      for (const { identifier } of batch) counts.set(identifier, (counts.get(identifier) ?? 0) + 1);
      await sendHeld();
      held = { part: parts++, batch };
      if (batch.length > MAX_HELD_OCCURRENCES) await sendHeld();
    },
    rest: (): readonly Part[] => (held === null ? [] : [held]),
  };
}
