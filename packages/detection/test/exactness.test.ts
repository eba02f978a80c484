import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileCatalogue } from '../src/compile.ts';
import { scanReference } from '../src/reference.ts';
import { anyCut, objectOfAnyLayout } from './objects.ts';
import { rows, smallCatalogues } from './rows.ts';
import { scanInWindows } from './scan-in-windows.ts';

/** Places, over all generated objects, at which a match could begin. */
const LEAST_POSITIONS = 1_000_000;

function assertExact(catalogues: readonly (typeof rows)[], runs: number): number {
  const compiled = catalogues.map((own) => ({ own, catalogue: compileCatalogue(own) }));
  for (const { catalogue } of compiled) assert.deepEqual(catalogue.refused, []);
  let positions = 0;
  const property = fc.property(
    fc.nat(compiled.length - 1),
    objectOfAnyLayout,
    anyCut,
    (choice, [bytes, layout], sizes) => {
      const { own, catalogue } = compiled[choice]!;
      positions += bytes.length * own.length;
      assert.deepEqual(scanInWindows(catalogue, bytes, layout, sizes), scanReference(own, bytes, layout));
    },
  );
  fc.assert(property, { numRuns: runs });
  return positions;
}

test('any cut of any object finds what the reference finds, with many rows', () => {
  assert.ok(assertExact([rows], 400) > LEAST_POSITIONS);
});

test('any cut of any object finds what the reference finds, with few rows', () => {
  assert.ok(assertExact(smallCatalogues, 2_500) > LEAST_POSITIONS);
});
