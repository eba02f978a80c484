import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileCatalogue } from '../src/compile.ts';
import { explain } from '../src/explain.ts';
import { scanWindow, startScan } from '../src/scan.ts';
import type { Layout } from '../src/types.ts';
import { row, rows } from './rows.ts';
import { scanInWindows, scanWhole } from './scan-in-windows.ts';

const text: Layout = { kind: 'text' };
const catalogue = compileCatalogue(rows);

function spans(pattern: string, content: string): readonly (readonly [number, number])[] {
  const found = scanWhole(compileCatalogue([row('P', pattern, [])]), Buffer.from(content), text);
  return found.map(({ start, end }) => [start, end]);
}

test('matches of one identifier are leftmost, greedy and apart', () => {
  assert.deepEqual(spans('aa', 'aaaaa'), [
    [0, 2],
    [2, 4],
  ]);
  assert.deepEqual(spans('a{1,3}', 'aaaa'), [
    [0, 3],
    [3, 4],
  ]);
  assert.deepEqual(spans('a|ab', 'abab'), [
    [0, 1],
    [2, 3],
  ]);
  assert.deepEqual(spans('\\d{3}\\b', '1234'), [[1, 4]]);
});

test('a match is located by what surrounds it, near and far', () => {
  assert.deepEqual(spans('\\b\\d{1,4}\\b', 'x1234 5'), [[6, 7]]);
  assert.deepEqual(spans('\\d{2}\\b|b\\d{1,4}$', 'b12 x'), [[1, 3]]);
});

test('a candidate that a gate refuses still takes its place', () => {
  const even = row('E', '\\d\\d', [], { validate: (value) => (Number(value) % 2 === 0 ? null : 'bad-checksum') });
  const found = scanWhole(compileCatalogue([even]), Buffer.from('1234 123'), text);
  assert.deepEqual(
    found.map(({ start }) => start),
    [0, 2, 5],
  );
});

test('identifiers do not hide one another; order is by start, then by catalogue', () => {
  const both = compileCatalogue([row('LATE', 'bc', []), row('EARLY', 'abc', []), row('SAME', 'bcd', [])]);
  const found = scanWhole(both, Buffer.from('abcd'), text);
  assert.deepEqual(
    found.map(({ identifier, start }) => [identifier, start]),
    [
      ['EARLY', 0],
      ['LATE', 1],
      ['SAME', 1],
    ],
  );
});

test('^ and $ are the ends of the object, not of a window', () => {
  const ends = compileCatalogue([row('FIRST', '^\\d', []), row('LAST', '\\d$', [])]);
  const bytes = Buffer.from('1 2 3\n4 '.repeat(300).trim());
  const found = scanInWindows(ends, bytes, text, Array<number>(bytes.length).fill(7));
  assert.deepEqual(
    found.map(({ start }) => start),
    [0, bytes.length - 1],
  );
});

test('lines are counted by \\n and columns by character, over any window', () => {
  const content = `é😀 tk_aaaa\r\n\n${'ж'.repeat(5000)} tk_bbbb tk_cccc\n\0tk_dddd`;
  const places = [
    [1, 4],
    [3, 5002],
    [3, 5010],
    [4, 2],
  ];
  const bytes = Buffer.from(content);
  const tokens = compileCatalogue([row('T', 'tk_[a-z]{4}', [])]);
  for (const size of [1, 3, 1000, 100_000]) {
    const found = scanInWindows(tokens, bytes, text, Array<number>(bytes.length).fill(size));
    assert.deepEqual(
      found.map(({ line, column }) => [line, column]),
      places,
    );
  }
});

test('a window is read in place from shared memory and from the middle of a buffer', () => {
  const shared = new Uint8Array(new SharedArrayBuffer(40));
  shared.set(Buffer.from('.......... tk_abcd ...'), 5);
  const found = scanWhole(catalogue, shared.subarray(10, 30), text);
  assert.deepEqual(
    found.map(({ identifier, start }) => [identifier, start]),
    [['TOKEN', 6]],
  );
});

test('a window may repeat more than is needed', () => {
  const bytes = Buffer.from(`ssn 123-45-6789 ${' '.repeat(2000)}tk_abcd`);
  const first = scanWindow(catalogue, startScan(text), { bytes: bytes.subarray(0, 1500), base: 0, last: false });
  const second = scanWindow(catalogue, first.state, { bytes, base: 0, last: true });
  assert.deepEqual([...first.matches, ...second.matches], scanWhole(catalogue, bytes, text));
});

test('a window that lacks needed bytes is a bug of the caller', () => {
  const bytes = Buffer.alloc(50_000, 'x ');
  const { state } = scanWindow(catalogue, startScan(text), { bytes, base: 0, last: false });
  assert.ok(state.needFrom > 0);
  const late = { bytes: bytes.subarray(state.needFrom + 1), base: state.needFrom + 1, last: true };
  assert.throws(() => scanWindow(catalogue, state, late), /must hold the bytes from/);
  const short = { bytes: bytes.subarray(0, 20_000), base: 0, last: true };
  assert.throws(() => scanWindow(catalogue, state, short), /must hold the bytes from/);
});

test('scanning changes no state that it was given', () => {
  const bytes = Buffer.from('{"ssn":[{"a":"123-45-6789"'.repeat(900));
  const first = scanWindow(catalogue, startScan({ kind: 'json' }), {
    bytes: bytes.subarray(0, 20_000),
    base: 0,
    last: false,
  });
  const before = structuredClone(first.state);
  const again = (): unknown =>
    scanWindow(catalogue, first.state, {
      bytes: bytes.subarray(first.state.needFrom),
      base: first.state.needFrom,
      last: true,
    });
  const once = again();
  assert.deepEqual(first.state, before);
  assert.deepEqual(again(), once);
});

test('no bytes at all throw', () => {
  const layouts: readonly Layout[] = [text, { kind: 'delimited', delimiter: '\t' }, { kind: 'json' }];
  const property = fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...layouts), (bytes, layout) => {
    scanWhole(catalogue, bytes, layout);
  });
  fc.assert(property, { numRuns: 500 });
});

test('explain names each gate, the last being the one that refused', () => {
  const bytes = Buffer.from(`ssn 123-45-6789${'.'.repeat(40)}123-45-6780${'.'.repeat(40)}ssn 000-12-3456`);
  const ssn = compileCatalogue([rows[0]!]);
  const explained = explain(ssn, bytes, text);
  assert.deepEqual(
    explained.map(({ accepted, gates }) => [accepted, ...gates.map(({ gate }) => gate)]),
    [
      [true, 'pattern', 'keyword', 'checksum'],
      [false, 'pattern', 'keyword-missing'],
      [false, 'pattern', 'keyword', 'never-issued'],
    ],
  );
  assert.match(explained[0]!.gates[1]!.detail, /keyword "ssn" 1 characters before it/);
  assert.ok(!JSON.stringify(explained).includes('45-6789'), 'an explanation never holds the value');
});
