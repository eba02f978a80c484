import type { ObjectPart, ObjectTask, Occurrence, ScanResult } from '@dowser/contracts';
import type { DataIdentifier } from '@dowser/identifiers';
import { ObjectError, type ObjectStore } from '@dowser/objects';
import { type Clock, systemClock, TransientError } from '@dowser/pipeline';
import { type Lane, objectSource, type Scanner, type ScanStep } from '@dowser/scanner';
import {
  type MatcherMessage,
  occurrencesMessage,
  partMessage,
  type ScanIdentity,
  unavailable,
  verdictMessage,
} from './core.ts';
import type { ObjectWatch, StoreHealth } from './store-health.ts';

/** A last part with more occurrences goes out by itself: what the batches in hand hold back stays small. */
export const MAX_HELD_OCCURRENCES = 200;

/** An object to scan, or the rest of one. */
export interface Work {
  readonly task: ObjectTask;
  readonly lane: Lane;
  /** Where the task stood on the bus. */
  readonly run: string;
  /** What the parts before left; null: nothing is scanned yet. */
  readonly rest: ObjectPart | null;
}

export interface MatchOptions {
  readonly scanner: Pick<Scanner, 'identifierSetId' | 'scanPart'>;
  /** As the scanner's: what a large object is cut into. */
  readonly partBytes: number;
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
 * Scans one object, or the next part of a large one. Occurrences are sent meanwhile; a last run of at most MAX_HELD_OCCURRENCES
 * is returned together with the verdict, or with what is left to scan, to be sent in this order. What another identifier set
 * has begun begins anew. Throws TransientError when the store is down as a whole: the work must come again.
 */
export async function matchObject(
  { task, lane, run, rest: left }: Work,
  signal: AbortSignal,
  options: MatchOptions,
): Promise<readonly MatcherMessage[]> {
  const { scanner, partBytes, objects, rows, health, clock = systemClock } = options;
  const { identifierSetId } = scanner;
  const identity: ScanIdentity = { task, identifierSetId };
  const before = left?.identifierSetId === identifierSetId ? left : null;
  const { bucket, key, versionId, etag } = task.object;
  const waitMs = options.retryWaitMs === undefined ? {} : { minWaitMs: options.retryWaitMs };
  const watch = health.watch();
  const onRetry = (_error: TransientError, attempt: number): void => {
    if (attempt === 1) watch.failing();
  };
  const source = objectSource(
    watched(objects, watch),
    { bucket, key, versionId },
    { ifMatch: before?.etag ?? etag, clock, onRetry, ...waitMs },
  );
  let unsent: unknown = null;
  const parts = createParts(before, (part, batch) =>
    options.send(occurrencesMessage(identity, part, batch), signal).catch((error: unknown) => {
      unsent = error;
      throw error;
    }),
  );
  const began = clock.elapsedMs();
  const step = await scanner
    .scanPart(source, { lane, signal, onOccurrences: parts.add, from: before?.checkpoint ?? null, partBytes })
    .catch((error: unknown): ScanStep => {
      signal.throwIfAborted();
      // That the bus is away says nothing of the object.
      if (!(error instanceof TransientError) || error === unsent || watch.isDown(error)) throw error;
      return { kind: 'ended', summary: unavailable(error.message, parts.counts) };
    });
  const timing = { endedAt: clock.now(), durationMs: (before?.durationMs ?? 0) + clock.elapsedMs() - began };
  const held = parts.rest().map(({ part, batch }) => occurrencesMessage(identity, part, batch));
  if (step.kind === 'ended') return [...held, verdictMessage(identity, step.summary, rows, source.head(), timing)];
  const done = { lane, run, parts: (before?.part ?? 0) + 1, messages: parts.number(), durationMs: timing.durationMs };
  return [...held, partMessage(identity, done, source.head()?.etag ?? '', step.checkpoint)];
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
function createParts(before: ObjectPart | null, send: (part: number, batch: readonly Occurrence[]) => Promise<void>) {
  const counts = new Map(Object.entries(before?.checkpoint.counts ?? {}));
  let parts = before?.messages ?? 0;
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
    /** Of messages of occurrences so far, with those of the parts before. */
    number: () => parts,
    rest: (): readonly Part[] => (held === null ? [] : [held]),
  };
}
