import type { ObjectBody, ObjectHead, ObjectRef, ObjectStore } from '@dowser/objects';
import { type Clock, type RetryOptions, retryTransient, systemClock } from '@dowser/pipeline';
import type { ScanSource, SourceSpan } from './scan-source.ts';

/** Bytes per ranged GET: a cut connection costs one, and one that waits for a worker is not held for long. */
export const RANGE_BYTES = 8 * 1024 * 1024;
/** The next range is asked for when this many bytes of the current one are left: its first bytes are there in time. */
const ASK_AHEAD_BYTES = 1024 * 1024;
/** Tries at one place of an object, without a byte gained, before its TransientError passes through. */
export const READ_ATTEMPTS = 6;
const FIRST_WAIT_MS = 200;

export interface ObjectSourceOptions {
  /** The version meant; '' takes what is there, and holds to it. */
  readonly ifMatch: string;
  readonly rangeBytes?: number;
  /** First wait between tries; doubles. */
  readonly minWaitMs?: number;
  readonly clock?: Clock;
  /** Before each further try: `attempt` tries at this place have failed. */
  readonly onRetry?: NonNullable<RetryOptions['onRetry']>;
}

export interface ObjectSource extends ScanSource {
  /** What the first read said of the object; null before. */
  head(): ObjectHead | null;
}

/** An object read by ranges under If-Match, going on where a connection was cut. */
export function objectSource(
  store: Pick<ObjectStore, 'read'>,
  ref: ObjectRef,
  options: ObjectSourceOptions,
): ObjectSource {
  const { rangeBytes = RANGE_BYTES, minWaitMs = FIRST_WAIT_MS, clock = systemClock, onRetry } = options;
  let head: ObjectHead | null = null;
  return {
    name: ref.key,
    head: () => head,
    async open(signal, { from, to }) {
      const closing = new AbortController();
      const either = AbortSignal.any([signal, closing.signal]);
      const retry = {
        signal: either,
        attempts: READ_ATTEMPTS,
        minWaitMs,
        clock,
        ...(onRetry === undefined ? {} : { onRetry }),
      };
      const read = (start: number, ifMatch: string): Promise<ObjectBody> =>
        store.read(ref, { ifMatch, range: { start, end: endOf(start) }, signal: either });
      const endOf = (start: number): number => (start < to ? Math.min(start + rangeBytes, to) : start + rangeBytes);
      const first = await retryTransient(() => read(from, options.ifMatch), retry);
      head = first.head;
      const { size, etag } = first.head;
      const end = (start: number): number => Math.min(size, endOf(start));
      const bytes = readRanges(first, {
        from,
        to,
        size,
        endOf: end,
        retry,
        closing,
        read: (start) => read(start, etag),
      });
      return { size, bytes };
    },
  };
}

interface RangeReading extends SourceSpan {
  readonly size: number;
  /** Of the range that begins there. */
  readonly endOf: (start: number) => number;
  readonly retry: RetryOptions;
  readonly closing: AbortController;
  readonly read: (start: number) => Promise<ObjectBody>;
}

interface AskedAhead {
  readonly start: number;
  readonly opening: Promise<ObjectBody>;
}

async function* readRanges(first: ObjectBody, reading: RangeReading): AsyncGenerator<Uint8Array> {
  const { from, to, size, endOf, retry, closing, read } = reading;
  let position = from;
  let rangeEnd = endOf(from);
  let body: AsyncIterator<Uint8Array> | null = first.body[Symbol.asyncIterator]();
  let ahead: AskedAhead | null = null;
  // After a cut the next range begins elsewhere than the one asked for ahead.
  const takeAhead = (): Promise<ObjectBody> | null => {
    const asked = ahead;
    ahead = null;
    if (asked === null || asked.start === position) return asked?.opening ?? null;
    asked.opening.then(letGo).catch(() => {});
    return null;
  };
  const nextPiece = async (): Promise<Uint8Array | null> => {
    try {
      if (body === null) {
        const opening = takeAhead() ?? read(position);
        rangeEnd = endOf(position);
        body = (await opening).body[Symbol.asyncIterator]();
      }
      const step = await body.next();
      return step.done === true ? null : step.value;
    } catch (error) {
      body = null;
      throw error;
    }
  };
  try {
    while (position < size) {
      const piece = await retryTransient(nextPiece, retry);
      if (piece === null) {
        if (position < rangeEnd)
          throw new Error(`the store ended a range at byte ${position} of ${rangeEnd} without an error`);
        body = null;
        continue;
      }
      position += piece.length;
      if (ahead === null && rangeEnd < size && rangeEnd !== to && rangeEnd - position <= ASK_AHEAD_BYTES) {
        ahead = { start: rangeEnd, opening: read(rangeEnd) };
        ahead.opening.catch(() => {}); // its error is met when its turn comes
      }
      yield piece;
    }
  } finally {
    // A body that was heard to its end leaves its connection to the next request.
    if (position === rangeEnd) await body?.next().catch(() => {});
    if (position < size) closing.abort();
    await body?.return?.();
    await (ahead as AskedAhead | null)?.opening.then(letGo).catch(() => {});
  }
}

/** A generator that was never started would not run its own clean-up. */
async function letGo(opened: ObjectBody): Promise<void> {
  const iterator = opened.body[Symbol.asyncIterator]();
  await iterator.next();
  await iterator.return?.();
}
