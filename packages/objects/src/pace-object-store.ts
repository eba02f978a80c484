import type { Clock } from '@dowser/pipeline';
import type { ObjectBody, ObjectStore } from './port.ts';

/** What a store is asked for at most; Infinity: no limit. */
export interface Pace {
  readonly requestsPerSecond: number;
  readonly bytesPerSecond: number;
}

/** What may be used at once after a pause: so much of a second's worth. */
export const BURST_SECONDS = 0.25;

/** A store whose requests, and the bytes of whose bodies, wait for their turn. */
export function paceObjectStore(store: ObjectStore, pace: Pace, clock: Clock): ObjectStore {
  const requests = createTurns(pace.requestsPerSecond, clock);
  const bytes = createTurns(pace.bytesPerSecond, clock);
  return {
    ...store,
    async head(ref) {
      await requests(1);
      return store.head(ref);
    },
    async tags(ref) {
      await requests(1);
      return store.tags(ref);
    },
    async read(ref, options): Promise<ObjectBody> {
      await requests(1, options.signal);
      const { head, body } = await store.read(ref, options);
      const paced = async function* (): AsyncGenerator<Uint8Array> {
        for await (const piece of body) {
          await bytes(piece.length, options.signal);
          yield piece;
        }
      };
      return { head, body: paced() };
    },
  };
}

/** Resolves when the amount's turn has come. Who comes first goes first. */
function createTurns(perSecond: number, clock: Clock): (amount: number, signal?: AbortSignal) => Promise<void> {
  /** When all that was given away so far is used up at this pace. */
  let usedUpMs = Number.NEGATIVE_INFINITY;
  return async (amount, signal) => {
    const now = clock.elapsedMs();
    const turnMs = Math.max(usedUpMs, now - 1_000 * BURST_SECONDS);
    usedUpMs = turnMs + (1_000 * amount) / perSecond;
    if (turnMs > now) await clock.sleep(turnMs - now, signal);
  };
}
