import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Piscina } from 'piscina';
import { createLaneQueue, Lane, onLane } from '../src/lane-queue.ts';

type Queue = ReturnType<typeof createLaneQueue>;
type Task = NonNullable<ReturnType<Queue['shift']>>;

/** As the pool wraps what it is given: options read through. */
const poolTask = (name: string, lane: Lane): Task => {
  const given = onLane({ name }, lane) as object as Record<symbol, object>;
  return { name, [Piscina.queueOptionsSymbol]: given[Piscina.queueOptionsSymbol] } as unknown as Task;
};

const names = (queue: Queue): string[] => {
  const taken: string[] = [];
  for (let task = queue.shift(); task !== null; task = queue.shift())
    taken.push((task as unknown as { name: string }).name);
  return taken;
};

test('lane queue: live before bulk, in order within each', () => {
  const queue = createLaneQueue();
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
  const queue = createLaneQueue();
  const [a, b, c] = [poolTask('a', Lane.Bulk), poolTask('b', Lane.Bulk), poolTask('c', Lane.Live)];
  queue.push(a);
  queue.push(c);
  queue.unshift?.(b);
  queue.remove(c);
  queue.remove(c);
  assert.deepEqual(names(queue), ['b', 'a']);
});

test('lane queue: a task without a lane is live', () => {
  const queue = createLaneQueue();
  queue.push(poolTask('bulk', Lane.Bulk));
  queue.push({ name: 'none', [Piscina.queueOptionsSymbol]: null } as unknown as Task);
  assert.deepEqual(names(queue), ['none', 'bulk']);
});
