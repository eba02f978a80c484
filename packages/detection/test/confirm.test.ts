import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compileCatalogue, compiled } from '../src/compile.ts';
import { confirmMatches } from '../src/confirm.ts';
import { openWindow } from '../src/kernel/kernel.ts';
import { plainRecords, RECORDS_BYTES } from '../src/records.ts';
import { Candidates, orderByRow } from '../src/spans.ts';
import { row, rows } from './rows.ts';
import { scanWhole } from './scan-in-windows.ts';

const text = { kind: 'text' } as const;
const engine = compiled(
  compileCatalogue([
    row('EDGES', '\\b[a-z]{2,8}\\b', []),
    row('LINE', '(?m)^[0-9]{2,4}$', []),
    row('WHOLE', '^x[0-9]$', []),
    row('LEFT_OUT', '\\+[^\\s.\\]]{2}.\\D', []),
    row('BINARY', '[\\x00-\\x1f]{2}z', []),
  ]),
);

type Matches = readonly (readonly [row: number, start: number, end: number])[];

/** What is left of matches that passed every other gate; the same whoever writes the records. */
function confirmed(bytes: Buffer, matches: Matches) {
  const results = [plainRecords(bytes), openWindow(engine.kernel!, bytes)!.records].map((records) => {
    const found = new Candidates();
    for (const [own, start, end] of matches) found.addMatch(own, start, end, start, end);
    found.confidences.fill(1, 0, found.count);
    const { first, order } = orderByRow(found, engine.rows.length);
    let disagreements = 0;
    for (const row of engine.rows) {
      const [from, to] = [first[row.index]!, first[row.index + 1]!];
      disagreements += confirmMatches(row, bytes, found, order, from, to, records);
    }
    // What RE2 says instead is not judged yet.
    for (let i = matches.length; i < found.count; i++) found.confidences[i] = 1;
    found.keepMatches();
    const left = Array.from({ length: found.count }, (_, i) => [found.rows[i]!, found.starts[i]!, found.ends[i]!]);
    return { disagreements, left };
  });
  assert.deepEqual(results[0], results[1]);
  return results[0]!;
}

describe('RE2 confirms what automata find', () => {
  const bytes = Buffer.from('ab cdef\n1234\n\x01\x02z +gh');

  test('in records, and one by one at the ends and where a match can hold the mark of a record', () => {
    const matches = [
      [0, 0, 2],
      [0, 3, 7],
      [1, 8, 12],
      [4, 13, 16],
      [0, 18, 20],
    ] as const;
    assert.deepEqual(confirmed(bytes, matches), { disagreements: 0, left: matches.map((one) => [...one]) });
    assert.equal(engine.rows[4]!.confirmation(), undefined);
    for (const own of [0, 1, 2, 3]) assert.notEqual(engine.rows[own]!.confirmation(), undefined);
  });

  test('a match that RE2 does not see is dropped, of another end replaced; the rest of the batch stays', () => {
    const found = confirmed(bytes, [
      [0, 3, 7],
      [0, 3, 5],
      [0, 4, 7],
      [1, 9, 12],
    ]);
    assert.deepEqual(found, {
      disagreements: 3,
      left: [
        [0, 3, 7],
        [0, 3, 7],
      ],
    });
  });

  test('what a class only does not leave out is no hindrance', () => {
    const content = Buffer.from(' +ab.c +ab\x02c ');
    const right = [
      [3, 1, 6],
      [3, 7, 12],
    ] as const;
    assert.equal(confirmed(content, right).disagreements, 0);
    assert.equal(confirmed(content, [...right, [3, 1, 5]]).disagreements, 1);
    assert.equal(engine.rows[3]!.confirmation()!.match(Buffer.from('\x02a+ab.ca\x02\x01+xyzz\n')).length, 1);
    assert.equal(engine.rows[3]!.confirmation()!.match(Buffer.from('\x02a+a..ca')).length, 0);
  });

  test('more than fit in one batch', () => {
    const many = Buffer.from('abcdefg '.repeat(20_000));
    const matches = Array.from({ length: 20_000 }, (_, i) => [0, 8 * i, 8 * i + 7] as const);
    assert.equal(confirmed(many, matches).disagreements, 0);
    const wrong = matches.map(([own, start, end], i) => [own, start, i === 15_000 ? end - 1 : end] as const);
    const { disagreements, left } = confirmed(many, wrong);
    assert.equal(disagreements, 1);
    assert.equal(left.length, matches.length);
  });
});

test('the kernel writes the records that JavaScript writes, up to the match that does not fit or holds the mark', () => {
  const piece = fc.constantFrom('abc', 'é', '_', '\x02', '\n', ' ', '-', 'x'.repeat(40), 'y'.repeat(RECORDS_BYTES / 2));
  const property = fc.property(fc.array(piece, { minLength: 3, maxLength: 30 }), fc.array(fc.nat()), (pieces, cuts) => {
    const bytes = Buffer.from(pieces.join(''));
    const places = cuts.map((cut) => 1 + (cut % (bytes.length - 1))).sort((a, b) => a - b);
    const found = new Candidates();
    for (const [i, to] of places.entries()) {
      const from = places[i - 1] ?? 1;
      if (from < to) found.addMatch(0, from, to, from, to);
    }
    const order = Int32Array.from({ length: found.count }, (_, i) => i);
    const kernel = openWindow(engine.kernel!, bytes)!.records;
    for (let at = 0; at < found.count; at++) {
      const plain = plainRecords(bytes).write(found, order, at, found.count);
      assert.deepEqual(kernel.write(found, order, at, found.count), plain);
    }
  });
  fc.assert(property, { numRuns: 150 });
});

test('automata and RE2 agree on what stands beside a match', () => {
  const catalogue = compileCatalogue([
    ...rows,
    row('EDGES', '\\b[a-z]{2,8}\\b', []),
    row('LINE', '(?m)^[0-9]{2,4}$', []),
  ]);
  const piece = fc.constantFrom('ab', 'abc', '_', '12', '\n', ' ', 'é', '\x01', '-', 'ssn 123-45-6789', 'tk_abcd');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      scanWhole(catalogue, Buffer.from(pieces.join('')), text);
    }),
  );
  assert.equal(compiled(catalogue).disagreements.count, 0);
});
