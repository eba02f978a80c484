import type { RejectCode } from '@dowser/contracts';

/** Why an input needs no work. Each is counted, so that received = emitted-from + dropped + rejected. */
export const DropReason = {
  TestEvent: 'test-event',
  OtherBucket: 'other-bucket',
  ContentUnchanged: 'content-unchanged',
  Superseded: 'superseded',
  EventNotUsed: 'event-not-used',
  /** Tells where a log lies; the log is read instead. */
  LogAnnouncement: 'log-announcement',
  /** Done by this process before; it came again since its commit was lost. */
  AlreadyDone: 'already-done',
  /** Older than what the tables keep in detail. */
  TooOld: 'too-old',
} as const;
export type DropReason = (typeof DropReason)[keyof typeof DropReason];

/** What becomes of one input. Describes effects; nothing in it runs. */
export type Outcome<T> =
  | { readonly fate: 'emit'; readonly values: readonly T[] }
  | { readonly fate: 'drop'; readonly reason: DropReason }
  | { readonly fate: 'reject'; readonly code: RejectCode; readonly detail: string };

/** A pure stage: one outcome per input, in order. */
export type Core<I, O> = (batch: readonly I[]) => readonly Outcome<O>[];

export const emit = <T>(...values: T[]): Outcome<T> => ({ fate: 'emit', values });
export const drop = (reason: DropReason): Outcome<never> => ({ fate: 'drop', reason });
export const reject = (code: RejectCode, detail: string): Outcome<never> => ({ fate: 'reject', code, detail });
