import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { freeIntervals, mergedIntervals, newIntervals } from '../src/intervals.ts';

const LENGTH = 2_000;
const places = fc.array(
  fc.tuple(fc.nat(LENGTH), fc.nat(50)).map(([from, length]): [number, number] => [from, from + length]),
  { maxLength: 80 },
);

test('intervals: merged lists hold what each of them holds, ascend and are apart, in whatever order places came', () => {
  fc.assert(
    fc.property(fc.array(places, { maxLength: 7 }), (all) => {
      freeIntervals();
      const lists = all.map((pairs) => {
        const list = newIntervals();
        for (const [from, to] of pairs) list.add(from, to);
        return list.ordered();
      });
      const merged = mergedIntervals(lists)?.all ?? new Int32Array();
      for (let i = 2; i < merged.length; i += 2) assert.ok(merged[i - 1]! < merged[i]!);
      for (const [from, to] of all.flat()) {
        assert.ok(merged.some((start, i) => i % 2 === 0 && start <= from && merged[i + 1]! >= to));
      }
    }),
  );
});

test('intervals: a list stands until all are freed, however many and long they are', () => {
  freeIntervals();
  const lists = Array.from({ length: 300 }, (_, i) => {
    const list = newIntervals();
    list.add(i, i + 1);
    return list;
  });
  assert.deepEqual(
    lists.map((list) => [...list.all]),
    lists.map((_, i) => [i, i + 1]),
  );
  for (let i = 0; i < 40_000; i++) lists[0]!.add(100 * i, 100 * i + 1);
  assert.equal(lists[0]!.all.length, 80_000);
  freeIntervals();
  assert.deepEqual([...newIntervals().all], []);
});
