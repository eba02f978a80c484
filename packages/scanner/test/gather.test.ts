import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gather } from '../src/gather.ts';

/** Gathers numbers by their value; answers each with ten times it. */
function numbers() {
  const groups: (readonly number[])[] = [];
  const add = gather<number, number>({
    mostWeight: 10,
    weightOf: (item) => item,
    send: (items) => {
      groups.push(items);
      return items.map(async (item) => {
        if (item === 0) throw new Error('nothing');
        return item * 10;
      });
    },
  });
  return { groups, add };
}

test('gather: items of one turn go together, up to the most weight, and one past it apart', async () => {
  const { groups, add } = numbers();
  assert.deepEqual(await Promise.all([4, 6, 4, 7, 1].map(add)), [40, 60, 40, 70, 10]);
  assert.deepEqual(groups, [[4, 6], [4], [7, 1]]);
});

test('gather: a heavier item goes by itself, at once and in order', async () => {
  const { groups, add } = numbers();
  const results = [1, 11, 2].map(add);
  assert.deepEqual(groups, [[1], [11]]);
  assert.deepEqual(await Promise.all(results), [10, 110, 20]);
  assert.deepEqual(groups, [[1], [11], [2]]);
});

test('gather: each item has its own result, and what comes in a later turn its own group', async () => {
  const { groups, add } = numbers();
  const failing = add(0);
  const other = add(3);
  await assert.rejects(failing, /nothing/);
  assert.equal(await other, 30);
  assert.equal(await add(3), 30);
  assert.deepEqual(groups, [[0, 3], [3]]);
});
