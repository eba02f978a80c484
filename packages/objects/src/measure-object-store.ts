import { TransientError } from '@dowser/pipeline';
import { ObjectError } from './object-error.ts';
import type { ObjectStore } from './port.ts';

/** How a call ended: `refused` is about this object, `not-ready` about the store. */
export const CallOutcome = { Ok: 'ok', Refused: 'refused', NotReady: 'not-ready', Other: 'other' } as const;
export type CallOutcome = (typeof CallOutcome)[keyof typeof CallOutcome];

/** Told of each call: to its answer; of a read to its head, of a listing to its first page. */
export type OnCall = (operation: 'head' | 'read' | 'list' | 'tags', outcome: CallOutcome, seconds: number) => void;

/** The same store, with every call counted. `nowMs` only grows. */
export function measureObjectStore(store: ObjectStore, onCall: OnCall, nowMs = () => performance.now()): ObjectStore {
  const timed = async <T>(operation: Parameters<OnCall>[0], call: () => Promise<T>): Promise<T> => {
    const beganMs = nowMs();
    const ended = (outcome: CallOutcome): void => onCall(operation, outcome, (nowMs() - beganMs) / 1_000);
    try {
      const answer = await call();
      ended(CallOutcome.Ok);
      return answer;
    } catch (error) {
      ended(outcomeOf(error));
      throw error;
    }
  };
  return {
    head: (ref) => timed('head', () => store.head(ref)),
    read: (ref, options) => timed('read', () => store.read(ref, options)),
    tags: (ref) => timed('tags', () => store.tags(ref)),
    async *list(bucket, options) {
      const summaries = store.list(bucket, options)[Symbol.asyncIterator]();
      try {
        let step = await timed('list', () => summaries.next());
        for (; step.done !== true; step = await summaries.next()) yield step.value;
      } finally {
        await summaries.return?.();
      }
    },
    close: () => store.close(),
  };
}

function outcomeOf(error: unknown): CallOutcome {
  if (error instanceof ObjectError) return CallOutcome.Refused;
  return error instanceof TransientError ? CallOutcome.NotReady : CallOutcome.Other;
}
