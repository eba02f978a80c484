import type { Piscina, TaskQueue } from 'piscina';
import { askedBy, createLaneQueue, Lane, type Place } from './lane-queue.ts';
import { takeBack } from './turn.ts';

type Options = NonNullable<ConstructorParameters<typeof Piscina>[0]>;
type Balancer = NonNullable<Options['loadBalancer']>;
type Thread = Parameters<Balancer>[1][number];

/** Tasks of a thread: the one it does, and the next, so that between the two it does not wait for the main thread. */
export const PLACES_OF_THREAD = 2;

export interface ThreadPlaces {
  readonly taskQueue: TaskQueue;
  readonly loadBalancer: Balancer;
  /** Called for each task that has ended, or was lost. */
  leave(place: Place): void;
}

/**
 * Which task goes to which thread. A thread that does nothing is always preferred. A second place has
 * - a bulk task on any thread, until a live task has to wait: then it is taken back;
 * - a live task when all threads have live work. Else it goes to the first thread that is free, as nobody knows which that will be;
 * - nothing beside a task that goes apart.
 */
export function createThreadPlaces(): ThreadPlaces {
  /** The thread of each place, in the order in which they were given. */
  const given = new Map<Place, number>();

  // A thread ends its tasks in order, and the pool gives it the next before it tells that one has ended.
  const placesOf = ({ id, currentUsage }: Thread): readonly Place[] => {
    const all = [...given.keys()].filter((place) => given.get(place) === id);
    return all.slice(all.length - currentUsage);
  };

  const second = ({ lane, apart }: Place, threads: readonly Thread[]): Thread | undefined => {
    if (apart) return undefined;
    const held = threads.map((thread) => ({ thread, places: placesOf(thread) }));
    const hasNoLive = ({ places }: (typeof held)[number]) => places.every((place) => place.lane === Lane.Bulk);
    if (lane === Lane.Live && held.some(hasNoLive)) return undefined;
    // Threads that still start are at the head of the list.
    return held.findLast(({ places }) => places.length < PLACES_OF_THREAD && !places.some((place) => place.apart))
      ?.thread;
  };

  return {
    taskQueue: createLaneQueue(() => {
      for (const { lane, apart, turn } of given.keys()) {
        if (lane === Lane.Bulk && !apart) takeBack(turn);
      }
    }),
    loadBalancer(task, threads) {
      const place = askedBy(task);
      const thread = threads.find(({ currentUsage }) => currentUsage === 0) ?? second(place, threads);
      if (thread === undefined) return null;
      given.set(place, thread.id);
      return thread;
    },
    leave: (place) => void given.delete(place),
  };
}
