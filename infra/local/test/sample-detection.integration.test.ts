import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { compileCatalogue, scanReference, scanWindow, sniffLayout, startScan } from '@dowser/detection';
import { createTextDecoder, SNIFF_BYTES, sniff } from '@dowser/extraction';
import { selectIdentifiers } from '@dowser/identifiers';
import { type SampleObject, sampleObjects } from '../src/sample/index.ts';

const rows = selectIdentifiers('recommended');
const catalogue = compileCatalogue(rows);
/** The naive engine is slow: it looks at one object of so many. */
const REFERENCE_ONE_IN = 9;

/** The object's text as UTF-8 and its layout; null when it is binary. */
function textOf(object: SampleObject) {
  let bytes = object.body() as Uint8Array;
  let name = object.key;
  if (name.endsWith('.gz')) {
    bytes = gunzipSync(bytes);
    name = name.slice(0, -'.gz'.length);
  }
  const sniffed = sniff(bytes.subarray(0, SNIFF_BYTES), name);
  if (sniffed.kind === 'binary') return null;
  const decoder = createTextDecoder(sniffed.kind === 'text' ? sniffed.charset : 'utf-8');
  const text = Buffer.concat([decoder.write(bytes), decoder.end()]);
  return { text, layout: sniffLayout(text.subarray(0, SNIFF_BYTES), name) };
}

function countsOf(identifiers: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const identifier of identifiers.toSorted()) counts[identifier] = (counts[identifier] ?? 0) + 1;
  return counts;
}

// A second seed, so that nothing rests on the numbers of the first.
for (const seed of ['sample-test', 'another seed']) {
  test(`of "${seed}" the engine finds what was planted in each object, and nothing else`, () => {
    for (const object of sampleObjects({ seed })) {
      const content = textOf(object);
      assert.equal(content === null ? 'skipped' : 'scanned', object.verdict, object.key);
      if (content === null) continue;
      const window = { bytes: content.text, base: 0, last: true };
      const { matches } = scanWindow(catalogue, startScan(content.layout), window);
      const planted = Object.fromEntries(object.planted.map(({ identifier, count }) => [identifier, count]));
      assert.deepEqual(countsOf(matches.map((match) => match.identifier)), planted, object.key);
    }
  });
}

test('so does the reference engine', () => {
  let nth = 0;
  for (const object of sampleObjects({ seed: 'sample-test' })) {
    const content = nth++ % REFERENCE_ONE_IN === 0 ? textOf(object) : null;
    if (content === null) continue;
    const matches = scanReference(rows, content.text, content.layout);
    const planted = Object.fromEntries(object.planted.map(({ identifier, count }) => [identifier, count]));
    assert.deepEqual(countsOf(matches.map((match) => match.identifier)), planted, object.key);
  }
});

test('every recommended identifier is planted somewhere', () => {
  const planted = new Set<string>();
  for (const object of sampleObjects({ seed: 'sample-test' })) {
    for (const { identifier } of object.planted) planted.add(identifier);
  }
  assert.deepEqual([...planted].sort(), rows.map(({ id }) => id).sort());
});
