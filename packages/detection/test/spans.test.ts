import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Candidates, firstAbove, orderByRow, orderOf, Spans } from '../src/spans.ts';

const start = fc.oneof(fc.nat(20), fc.nat(5_000), fc.nat(2 ** 31 - 2));
const span = fc.tuple(fc.nat(5), start, fc.nat(3));

test('spans are ordered by start, then row, then end', () => {
  const property = fc.property(fc.array(span, { maxLength: 3_000, size: 'max' }), fc.boolean(), (list, sorted) => {
    const given = sorted ? [...list].sort((a, b) => a[1] - b[1]) : list;
    const spans = new Spans();
    for (const [row, at, length] of given) spans.add(row, at, at + length);
    const found = Array.from(orderOf(spans), (i) => [spans.starts[i], spans.rows[i], spans.ends[i]]);
    const expected = given
      .map(([row, at, length]) => [at, row, (at + length) | 0] as const)
      .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
    assert.deepEqual(found, expected);
  });
  fc.assert(property, { numRuns: 100 });
});

test('by row, spans stay in the order in which they were added', () => {
  const spans = new Spans();
  for (const [row, at] of [
    [2, 5],
    [0, 9],
    [2, 1],
    [0, 3],
  ] as const)
    spans.add(row, at, at + 1);
  const { first, order } = orderByRow(spans, 4);
  assert.deepEqual([...first], [0, 2, 2, 4, 4]);
  assert.deepEqual([...order], [1, 3, 0, 2]);
});

test('candidates that no gate gave a confidence are forgotten', () => {
  const found = new Candidates();
  for (let i = 0; i < 3_000; i++) {
    found.addMatch(i, 2 * i, 2 * i + 1, 2 * i, 2 * i + 1);
    if (i % 3 === 1) found.confidences[i] = 1 + (i % 100);
  }
  found.keepMatches();
  assert.equal(found.count, 1_000);
  for (let k = 0; k < found.count; k++) {
    const i = 3 * k + 1;
    const columns = [found.rows, found.starts, found.ends, found.confidences];
    assert.deepEqual(
      columns.map((column) => column[k]),
      [i, 2 * i, 2 * i + 1, 1 + (i % 100)],
    );
  }
});

test('the first number above a limit is found from any place before it', () => {
  const columns = fc.array(fc.nat(60), { maxLength: 80 }).map((list) => Int32Array.from(list).sort());
  fc.assert(
    fc.property(columns, fc.integer({ min: -1, max: 61 }), fc.nat(80), fc.nat(80), (column, limit, some, others) => {
      const to = Math.min(column.length, some);
      const above = column.subarray(0, to).findIndex((number) => number > limit);
      const expected = above < 0 ? to : above;
      for (const from of [0, Math.min(expected, others), expected]) {
        assert.equal(firstAbove(column, from, to, limit), expected);
      }
    }),
  );
});
