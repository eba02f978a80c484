import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileCatalogue } from '../src/compile.ts';
import {
  JSON_MAX_DEPTH,
  MAX_CARRY_BYTES,
  MAX_COLUMNS,
  MAX_KEYWORD_CHARACTERS,
  MAX_MATCH_BYTES,
} from '../src/limits.ts';
import { scanWindow, startScan } from '../src/scan.ts';
import { row } from './rows.ts';
import { scanWhole } from './scan-in-windows.ts';

const value = '123456789';
const catalogue = compileCatalogue([row('N', '\\b\\d{9}\\b', ['ssn'])]);

function reasonFor(pattern: string, keywords: readonly string[] = []): string | undefined {
  return compileCatalogue([row('R', pattern, keywords)]).refused[0]?.reason;
}

test(`JSON of ${JSON_MAX_DEPTH} levels is JSON, one more is text`, () => {
  const nested = (levels: number): Buffer => Buffer.from(`${'['.repeat(levels)}"ssn","${value}"${']'.repeat(levels)}`);
  assert.equal(scanWhole(catalogue, nested(JSON_MAX_DEPTH), { kind: 'json' }).length, 0);
  assert.equal(scanWhole(catalogue, nested(JSON_MAX_DEPTH + 1), { kind: 'json' }).length, 1);
});

test(`column ${MAX_COLUMNS} has a name, the next has none`, () => {
  const table = (columns: number): Buffer =>
    Buffer.from(`${','.repeat(columns - 1)}ssn\n${','.repeat(columns - 1)}${value}`);
  assert.equal(scanWhole(catalogue, table(MAX_COLUMNS), { kind: 'delimited', delimiter: ',' }).length, 1);
  assert.equal(scanWhole(catalogue, table(MAX_COLUMNS + 1), { kind: 'delimited', delimiter: ',' }).length, 0);
});

test(`a match may have ${MAX_MATCH_BYTES} bytes, no more`, () => {
  const pattern = (bytes: number): string => `${'a{0,1000}'.repeat(8)}b{1,${bytes - 8000}}`;
  assert.equal(reasonFor(pattern(MAX_MATCH_BYTES)), undefined);
  assert.match(reasonFor(pattern(MAX_MATCH_BYTES + 1))!, /can match 8193 bytes/);
  assert.match(reasonFor('a+')!, /without end/);
});

test(`a keyword may have ${MAX_KEYWORD_CHARACTERS} characters, no more`, () => {
  assert.equal(reasonFor('a', ['é'.repeat(MAX_KEYWORD_CHARACTERS)]), undefined);
  assert.match(reasonFor('a', ['é'.repeat(MAX_KEYWORD_CHARACTERS + 1)])!, /more than 90 characters/);
});

test('the longest match is found whole from the smallest carry', () => {
  const long = compileCatalogue([row('LONG', `<${'a{1000}'.repeat(8)}b{190}>`, [])]);
  assert.deepEqual(long.refused, []);
  const bytes = Buffer.from(`${'.'.repeat(20_000)}<${'a'.repeat(8000)}${'b'.repeat(190)}>${'.'.repeat(20_000)}`);
  for (let cut = 20_000; cut < 29_000; cut += 197) {
    const first = scanWindow(long, startScan({ kind: 'json' }), {
      bytes: bytes.subarray(0, cut),
      base: 0,
      last: false,
    });
    const base = first.state.needFrom;
    assert.ok(cut - base <= MAX_CARRY_BYTES);
    const second = scanWindow(long, first.state, { bytes: bytes.subarray(base), base, last: true });
    const spans = [...first.matches, ...second.matches].map(({ start, end }) => [start, end]);
    assert.deepEqual(spans, [[20_000, 28_192]]);
  }
});
