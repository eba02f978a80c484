import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Piscina } from 'piscina';
import { createLaneQueue, Lane, onPlace } from '../src/lane-queue.ts';
import { newTurn } from '../src/turn.ts';

type Queue = ReturnType<typeof createLaneQueue>;
type Task = NonNullable<ReturnType<Queue['shift']>>;

/** As the pool wraps what it is given: options read through. */
const poolTask = (name: string, lane: Lane, apart = false): Task => {
  const given = onPlace({ name }, { lane, apart, turn: newTurn() }) as object as Record<symbol, object>;
  return { name, [Piscina.queueOptionsSymbol]: given[Piscina.queueOptionsSymbol] } as unknown as Task;
};

const names = (queue: Queue): string[] => {
  const taken: string[] = [];
  for (let task = queue.shift(); task !== null; task = queue.shift())
    taken.push((task as unknown as { name: string }).name);
  return taken;
};

test('lane queue: live before bulk, in order within each', () => {
  const queue = createLaneQueue(() => undefined);
  for (const [name, lane] of [
    ['b1', Lane.Bulk],
    ['l1', Lane.Live],
    ['b2', Lane.Bulk],
    ['l2', Lane.Live],
  ] as const) {
    queue.push(poolTask(name, lane));
  }
  assert.equal(queue.size, 4);
  assert.deepEqual(names(queue), ['l1', 'l2', 'b1', 'b2']);
  assert.equal(queue.size, 0);
});

test('lane queue: what is put back comes first in its lane; what is removed does not come', () => {
  const queue = createLaneQueue(() => undefined);
  const [a, b, c] = [poolTask('a', Lane.Bulk), poolTask('b', Lane.Bulk), poolTask('c', Lane.Live)];
  queue.push(a);
  queue.push(c);
  queue.unshift?.(b);
  queue.remove(c);
  queue.remove(c);
  assert.deepEqual(names(queue), ['b', 'a']);
});

test('lane queue: a task that goes apart comes first in its lane', () => {
  const queue = createLaneQueue(() => undefined);
  queue.push(poolTask('bulk', Lane.Bulk));
  queue.push(poolTask('bulk apart', Lane.Bulk, true));
  queue.push(poolTask('live', Lane.Live));
  assert.deepEqual(names(queue), ['live', 'bulk apart', 'bulk']);
});

test('lane queue: it tells when a live task has to wait, new or put back', () => {
  let waits = 0;
  const queue = createLaneQueue(() => {
    waits++;
  });
  queue.push(poolTask('bulk', Lane.Bulk, true));
  assert.equal(waits, 0);
  queue.push(poolTask('live', Lane.Live));
  queue.unshift?.(queue.shift()!);
  assert.equal(waits, 2);
});
