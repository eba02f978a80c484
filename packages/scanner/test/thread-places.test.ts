import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lane, onPlace, type Place } from '../src/lane-queue.ts';
import { createThreadPlaces, PLACES_OF_THREAD } from '../src/thread-places.ts';
import { inTurn, newTurn } from '../src/turn.ts';

type Balancer = ReturnType<typeof createThreadPlaces>['loadBalancer'];
type Task = Parameters<Balancer>[0];
type Threads = Parameters<Balancer>[1];

/** A pool of `count` threads that do nothing by themselves. */
function threadsOf(count: number) {
  const places = createThreadPlaces();
  const held = Array.from({ length: count }, (): Place[] => []);
  return {
    /** The thread that a task is given, by its number; null: it waits. */
    give(lane: Lane, apart = false): { thread: number | null; place: Place } {
      const place = { lane, apart, turn: newTurn() };
      const threads = held.map(({ length }, id) => ({ id, currentUsage: length })) as unknown as Threads;
      const thread = places.loadBalancer(onPlace({}, place) as Task, threads)?.id ?? null;
      if (thread === null) places.taskQueue.unshift!(onPlace({}, place) as Task);
      else held[thread]!.push(place);
      return { thread, place };
    },
    /** The first task of a thread has ended; the pool comes to know of it later. */
    end: (thread: number): Place => held[thread]!.shift()!,
    leave: places.leave,
  };
}

test('thread places: a thread that does nothing first, then second places, then none', () => {
  const { give } = threadsOf(2);
  const threads = Array.from({ length: 2 * PLACES_OF_THREAD + 1 }, () => give(Lane.Bulk).thread);
  assert.deepEqual(threads, [0, 1, 1, 0, null]);
});

test('thread places: a live task takes a second place only when all threads have live work', () => {
  const { give, end, leave } = threadsOf(2);
  give(Lane.Live);
  give(Lane.Bulk);
  assert.equal(give(Lane.Live).thread, null);
  leave(end(1));
  assert.equal(give(Lane.Live).thread, 1);
  assert.equal(give(Lane.Live).thread, 1);
});

test('thread places: a task that has ended does not count, also before the pool has told so', () => {
  const { give, end } = threadsOf(1);
  give(Lane.Bulk);
  end(0);
  give(Lane.Live);
  assert.equal(give(Lane.Live).thread, 0);
});

test('thread places: what goes apart shares its thread with nothing', () => {
  const { give, end, leave } = threadsOf(2);
  give(Lane.Bulk);
  assert.equal(give(Lane.Bulk, true).thread, 1);
  assert.deepEqual([give(Lane.Bulk).thread, give(Lane.Bulk).thread], [0, null]);
  leave(end(0));
  assert.equal(give(Lane.Bulk, true).thread, null);
  leave(end(1));
  give(Lane.Bulk);
  assert.equal(give(Lane.Bulk).thread, 1, 'and is forgotten');
});

test('thread places: a live task that waits takes back the bulk tasks that no thread has begun, but none that goes apart', () => {
  const { give } = threadsOf(3);
  const begun = give(Lane.Bulk).place;
  const apart = give(Lane.Bulk, true).place;
  give(Lane.Live);
  const waiting = [give(Lane.Bulk).place, give(Lane.Bulk).place];
  const live = inTurn(begun.turn, () => give(Lane.Live));
  assert.equal(live!.thread, null);
  const isBegun = ({ turn }: Place) => inTurn(turn, () => true);
  assert.deepEqual([apart, ...waiting].map(isBegun), [true, null, null]);
});
