import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileCatalogue, compiled, withoutKernel } from '../src/compile.ts';
import { scanReference } from '../src/reference.ts';
import type { DataIdentifier } from '../src/types.ts';
import { escapedBefore } from '../src/written-escapes.ts';
import { anyCut } from './objects.ts';
import { row } from './rows.ts';
import { scanInWindows } from './scan-in-windows.ts';

/** Rows that need something before their matches, and rows that may begin anywhere. */
export const edges: readonly DataIdentifier[] = [
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

/** Scans texts rich in escapes, cut anywhere, with and without SIMD, and holds the matches to the reference. Returns how many follow an escape. */
export function assertExactAfterEscapes(own: readonly DataIdentifier[], runs: number): number {
  const catalogue = compileCatalogue(own);
  const plain = withoutKernel(catalogue);
  assert.deepEqual(catalogue.refused, []);
  let found = 0;
  const property = fc.property(objects, anyCut, fc.boolean(), (bytes, sizes, bySimd) => {
    const expected = scanReference(own, bytes, { kind: 'text' });
    found += expected.filter(({ start }) => escapedBefore(bytes, start) >= 0).length;
    assert.deepEqual(scanInWindows(bySimd ? catalogue : plain, bytes, { kind: 'text' }, sizes), expected);
  });
  fc.assert(property, { numRuns: runs });
  assert.equal(compiled(catalogue).disagreements.count, 0);
  return found;
}
