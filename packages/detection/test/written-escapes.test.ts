import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compileCatalogue, compiled, withoutKernel } from '../src/compile.ts';
import { explain } from '../src/explain.ts';
import { scanReference } from '../src/reference.ts';
import type { DataIdentifier, Layout } from '../src/types.ts';
import { escapeAround, escapedBefore, MAX_BACKSLASHES, nextEscapeEnd } from '../src/written-escapes.ts';
import { anyCut } from './objects.ts';
import { located, row, rows, tokens } from './rows.ts';
import { scanInWindows, scanWhole } from './scan-in-windows.ts';

const text: Layout = { kind: 'text' };
/** Rows that need something before their matches, and rows that may begin anywhere. */
const edges: readonly DataIdentifier[] = [
  row('KEY', '\\bAK[A-Z0-9]{4}\\b', []),
  row('LED_KEY', '(?:^|[\\s"\'=:,&])(?P<value>ghk[a-z0-9]{3})\\b', []),
  row('LED_FAR', '(?:^|[^0-9]\\.)(?P<value>[1-4][0-9]{3})\\b', []),
  row('LED_WHOLE', '[^A-Za-z0-9/+]zq[0-9]{2}', []),
  row('LINE', '(?m)^(?P<value>qx[0-9]{2})$', []),
  row('NO_EDGE', '\\Bwy[0-9]{2}', []),
  row('ANYWHERE', '[a-z0-9]{2,9}@x\\.yz', []),
  row('SPACES', '\\s{1,3}z?', ['ssn']),
  row('WORD', '\\p{Lu}\\p{Ll}{2,8}\\b', []),
  row('IN_CLASS', '(?:^|[^0-9A-Za-z])(?P<value>[0-9a-f]{8})\\b', ['key', 'ssn']),
  row('HOLDS_ESCAPES', '\\bBEGIN(?:\\\\n|[A-Z=%0-9]){1,20}END\\b', []),
];

const escapes = ['\\n', '\\t', '\\r', '\\0', '\\x3d', '\\u003D', '\\u00e9', '%3D', '%20', '%0A', '%C3%A9', '%25'];
const others = [
  '\\\\n',
  '\\\\\\n',
  '\\"',
  '\\/',
  '\\',
  '%',
  '%4',
  '%41',
  '\\x4',
  '\\u0041',
  '\\u003',
  '%2F',
  '%2B',
  '\\d',
  'n',
  '3D',
];
const values = [
  'AK12AB',
  'ghkabc',
  '.1234',
  '1234',
  'zq12',
  'qx12',
  'wy12',
  'bob@x.yz',
  'Anna',
  '12345678',
  'deadbeef',
  'BEGIN',
  'END',
];
const more = [
  ' ',
  '\n',
  '=',
  '"',
  '.',
  'key',
  'ssn',
  'ssn: ',
  'tk_abcd',
  '123-45-6789',
  'q1',
  'Xqab',
  ' 22#AB',
  '10.0.0.1',
  'skx12',
  'é',
  'x',
];
const piece = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...escapes) },
  { weight: 2, arbitrary: fc.constantFrom(...others) },
  { weight: 5, arbitrary: fc.constantFrom(...values) },
  { weight: 3, arbitrary: fc.constantFrom(...more) },
);
const tokenPiece = fc.oneof(
  { weight: 2, arbitrary: piece },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '123456789',
      '2345 2345 2345',
      'e123',
      'a12',
      '"12ab"',
      '.2345 2345 2345',
      `1${'a'.repeat(55)}`,
    ),
  },
);
const objects = fc
  .tuple(fc.array(tokenPiece, { maxLength: 300, size: 'max' }), fc.nat(140))
  .map(([pieces, shift]) => Buffer.from(' '.repeat(shift) + pieces.join('')));

function spans(own: readonly DataIdentifier[], content: string): readonly string[] {
  const bytes = Buffer.from(content);
  const catalogue = compileCatalogue(own);
  assert.deepEqual(catalogue.refused, []);
  const found = scanWhole(catalogue, bytes, text);
  assert.deepEqual(found, scanReference(own, bytes, text));
  assert.deepEqual(scanWhole(withoutKernel(catalogue), bytes, text), found);
  const explained = explain(catalogue, bytes, text).filter(({ accepted }) => accepted);
  assert.deepEqual(
    explained.map(({ identifier, start }) => [identifier, start]),
    found.map(({ identifier, start }) => [identifier, start]),
  );
  return found.map(({ identifier, start, end }) => `${identifier} ${bytes.toString('utf8', start, end)}`);
}

describe('texts rich in escapes: any cut finds what the reference finds', () => {
  for (const [name, own] of [
    ['edges', edges],
    ['rows', rows],
    ['located', located],
    ['tokens', tokens],
  ] as const) {
    test(name, () => {
      const catalogue = compileCatalogue(own);
      const plain = withoutKernel(catalogue);
      let found = 0;
      fc.assert(
        fc.property(objects, anyCut, fc.boolean(), (bytes, sizes, bySimd) => {
          const expected = scanReference(own, bytes, text);
          for (const { start } of expected) if (escapedBefore(bytes, start) >= 0) found++;
          assert.deepEqual(scanInWindows(bySimd ? catalogue : plain, bytes, text, sizes), expected);
        }),
        { numRuns: 200 },
      );
      assert.ok(found > 300, String(found));
      assert.equal(compiled(catalogue).disagreements.count, 0);
    });
  }
});
