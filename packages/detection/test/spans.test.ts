import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { orderOf, Spans } from '../src/spans.ts';

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
