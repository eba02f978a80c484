import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileCatalogue } from '../src/compile.ts';
import { scanReference } from '../src/reference.ts';
import type { DataIdentifier } from '../src/types.ts';
import { anyCut, objectOfAnyLayout } from './objects.ts';
import { scanInWindows } from './scan-in-windows.ts';

/**
 * Scans generated objects, cut anywhere, with one of the catalogues each, and holds the matches to those of the reference. Returns at
 * how many places a match could have begun: bytes times rows.
 */
export function assertExact(catalogues: readonly (readonly DataIdentifier[])[], runs: number, seed?: number): number {
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
  fc.assert(property, { numRuns: runs, ...(seed === undefined ? {} : { seed }) });
  return positions;
}
