import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Assignable, assignPartitions, type GroupMember } from '../src/sqlite/assign-partitions.ts';

const TOPICS = ['a', 'b', 'c'];
const memberIds = fc.uniqueArray(fc.constantFrom('m1', 'm2', 'm3', 'm4', 'm5'), { minLength: 0, maxLength: 5 });
const partitions: fc.Arbitrary<Assignable[]> = fc
  .array(
    fc.record({
      topic: fc.constantFrom(...TOPICS),
      assignee: fc.constantFrom(null, 'm1', 'm2', 'm3', 'gone'),
    }),
    { maxLength: 24 },
  )
  .map((rows) => rows.map((row, id) => ({ ...row, id })));
const everything = (ids: readonly string[]): GroupMember[] => ids.map((id) => ({ id, topics: new Set(TOPICS) }));

function loads(result: ReadonlyMap<number, string | null>, ids: readonly string[]): number[] {
  return ids.map((id) => [...result.values()].filter((assignee) => assignee === id).length);
}

test('every partition has a member that subscribes to it, or nobody subscribes', () => {
  const members = fc.array(fc.record({ id: fc.uuid(), topics: fc.subarray(TOPICS) }), { maxLength: 5 });
  fc.assert(
    fc.property(members, partitions, (rows, all) => {
      const group = rows.map(({ id, topics }) => ({ id, topics: new Set(topics) }));
      const result = assignPartitions(group, all);
      for (const { id, topic } of all) {
        const assignee = result.get(id);
        const takers = group.filter((member) => member.topics.has(topic)).map((member) => member.id);
        if (takers.length === 0) assert.equal(assignee, null);
        else assert.ok(takers.includes(assignee!), `partition of ${topic} went to ${assignee}`);
      }
    }),
  );
});

test('members with the same topics differ by one partition at most', () => {
  fc.assert(
    fc.property(memberIds, partitions, (ids, all) => {
      fc.pre(ids.length > 0);
      const counts = loads(assignPartitions(everything(ids), all), ids);
      assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, `loads ${counts}`);
    }),
  );
});

test('an even assignment stays as it is', () => {
  fc.assert(
    fc.property(memberIds, partitions, (ids, all) => {
      const first = assignPartitions(everything(ids), all);
      const settled = all.map((partition) => ({ ...partition, assignee: first.get(partition.id)! }));
      assert.deepEqual(assignPartitions(everything([...ids].reverse()), settled), first);
    }),
  );
});

test('a joining member takes its share only: half of each topic, and the rest does not move', () => {
  const all = TOPICS.flatMap((topic, t) =>
    Array.from({ length: 4 }, (_, i) => ({ id: t * 4 + i, topic, assignee: 'm1' })),
  );
  const result = assignPartitions(everything(['m1', 'm2']), all);
  assert.deepEqual(loads(result, ['m1', 'm2']), [6, 6]);
  for (const topic of TOPICS) {
    const moved = all.filter((partition) => partition.topic === topic && result.get(partition.id) === 'm2');
    assert.equal(moved.length, 2, `of ${topic}`);
  }
});
