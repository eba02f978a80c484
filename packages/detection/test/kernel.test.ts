import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compileCatalogue, compiled, withoutKernel } from '../src/compile.ts';
import { openWindow } from '../src/kernel/kernel.ts';
import { kernelCode } from '../src/kernel/kernel-code.ts';
import { plainCount } from '../src/position.ts';
import { scanReference } from '../src/reference.ts';
import type { DataIdentifier, Layout } from '../src/types.ts';
import { anyCut, objectOfAnyLayout } from './objects.ts';
import { located, row, rows, smallCatalogues } from './rows.ts';
import { scanInWindows, scanWhole } from './scan-in-windows.ts';

const text: Layout = { kind: 'text' };

const piece = fc.constantFrom(
  ' q1',
  ' a@b.cd ',
  '\nskx12',
  ' 22#AB',
  'Xqab',
  ' abcdjwz12 ',
  ' kks ab12',
  '\nexport 1PWD=abc',
  ';APWD=ab',
  'q1',
  'Xq',
  'skx1',
  'SKX12',
  '\u017f\u212ax34',
  'kks',
  'KKſ',
  'é',
  '1',
  '22',
  '#',
  '#AB',
  '@',
  'a@b.cd',
  '.',
  'abc',
  ' ',
  '\n',
  '😀',
  '_',
  '\\n',
);
const anyBytes = fc.uint8Array({ maxLength: 3 });
const objects = fc
  .array(
    fc.oneof({ weight: 12, arbitrary: piece.map((one) => Buffer.from(one)) }, { weight: 1, arbitrary: anyBytes }),
    {
      maxLength: 400,
      size: 'max',
    },
  )
  .map((parts) => Buffer.concat(parts));

test('rows found by what they begin with or hold are those of the reference, in any cut', () => {
  const catalogue = compileCatalogue(located);
  assert.deepEqual(compiled(catalogue).unlocated.rows, []);
  let found = 0;
  const property = fc.property(objects, anyCut, (bytes, sizes) => {
    const expected = scanReference(located, bytes, text);
    found += expected.length;
    assert.deepEqual(scanInWindows(catalogue, bytes, text, sizes), expected);
  });
  fc.assert(property, { numRuns: 600 });
  assert.ok(found > 20_000);
});

test('without SIMD the same is found', () => {
  const catalogues = [rows, located, ...smallCatalogues].map((own) => withoutKernel(compileCatalogue(own)));
  const property = fc.property(
    fc.nat(catalogues.length - 1),
    objectOfAnyLayout,
    anyCut,
    (choice, [bytes, layout], sizes) => {
      const catalogue = catalogues[choice]!;
      const own = [...catalogue.identifiers.values()];
      assert.deepEqual(scanInWindows(catalogue, bytes, layout, sizes), scanReference(own, bytes, layout));
    },
  );
  fc.assert(property, { numRuns: 200 });
});

describe('what would be slow is left to RE2, and still exact', () => {
  const slow: readonly (readonly [string, DataIdentifier, string])[] = [
    ['a long automaton at every place', row('LONG', 'qz[a-z]{0,1000}#', []), 'qz'.repeat(8_000)],
    [
      'the same near keywords',
      row('NEAR', '[a-z]{1,1000}#', ['kw']),
      `kw ${'z'.repeat(6_000)} kw ${'y'.repeat(100)}# kw`,
    ],
    ['RE2 at every place', located[0]!, 'a@bc.de@'.repeat(2_000)],
  ];
  for (const [name, own, content] of slow) {
    test(name, () => {
      const bytes = Buffer.from(`${content} qzab# a@b.cd`);
      assert.deepEqual(scanWhole(compileCatalogue([own]), bytes, text), scanReference([own], bytes, text));
    });
  }

  test('the kernel says so', () => {
    const { kernel } = compiled(compileCatalogue([slow[0]![1]]));
    assert.equal(
      openWindow(kernel!, Buffer.from('qz'.repeat(100)))!.scan(false, () => {}),
      true,
    );
    assert.equal(
      openWindow(kernel!, Buffer.from('qz'.repeat(8_000)))!.scan(false, () => {}),
      false,
    );
  });
});

test('more records than fit are all given', () => {
  const pair = row('PAIR', 'zz', []);
  const bytes = Buffer.alloc(100_000, 'zz');
  const { kernel } = compiled(compileCatalogue([pair]));
  let count = 0;
  openWindow(kernel!, bytes)!.scan(false, () => count++);
  assert.equal(count, bytes.length - 1);
});

test('newlines and characters between places are those that a plain count finds', () => {
  const { kernel } = compiled(compileCatalogue([row('ANY', 'zz', [])]));
  const property = fc.property(objects, fc.array(fc.nat(2_000), { maxLength: 50 }), (bytes, some) => {
    const [from = 0, ...places] = some.map((place) => Math.min(place, bytes.length)).sort((a, b) => a - b);
    const window = openWindow(kernel!, bytes)!;
    const expected = places.flatMap((to) => {
      const part = bytes.subarray(from, to);
      const last = part.subarray(part.lastIndexOf(10) + 1);
      return [part.filter((byte) => byte === 10).length, last.filter((byte) => byte >> 6 !== 2).length];
    });
    assert.deepEqual([...window.countBetween(from, Int32Array.from(places))], expected);
    assert.deepEqual([...plainCount(bytes)(from, Int32Array.from(places))], expected);
  });
  fc.assert(property, { numRuns: 150 });
});

test('the kernel is valid with and without the faster look-up', () => {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: { validate(code: Uint8Array): boolean } };
  assert.ok(WebAssembly.validate(kernelCode(false)));
  assert.notDeepEqual(kernelCode(true), kernelCode(false));
});

test('catalogues take turns in the kernel', () => {
  const one = compileCatalogue([row('A', 'zz', [])]);
  const other = compileCatalogue([row('B', 'yy', ['k'])]);
  const bytes = Buffer.from('zz k yy');
  for (let i = 0; i < 3; i++) {
    assert.deepEqual(
      scanWhole(one, bytes, text).map(({ start }) => start),
      [0],
    );
    assert.deepEqual(
      scanWhole(other, bytes, text).map(({ start }) => start),
      [5],
    );
  }
});
