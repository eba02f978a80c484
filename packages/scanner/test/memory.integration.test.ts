import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OCCURRENCES_PER_MESSAGE } from '@dowser/contracts';
import { createGeneratedObjectStore, type Planted } from '@dowser/testkit';
import { createScanner, memoryBoundBytes, objectSource, RANGE_BYTES } from '../src/index.ts';

const SETTING = { workers: 1, chunkBytes: 1024 * 1024, objectsInFlight: 2 };
const BOUND = memoryBoundBytes(SETTING);
const SSN = '\nSSN: 219-09-9998\n';
const SSN_AT = SSN.indexOf('219');
const SAMPLE_EVERY_MS = 20;

/** Scans a generated object; `grown` is how much the process grew at most. */
async function measure(size: number, planted: readonly Planted[]) {
  const scanner = await createScanner({
    ...SETTING,
    identifiers: ['USA_SOCIAL_SECURITY_NUMBER'],
    fingerprintKey: 'a key of the test',
  });
  const before = process.memoryUsage.rss();
  let peak = before;
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, SAMPLE_EVERY_MS);
  const batches = { largest: 0, starts: [] as number[] };
  try {
    const store = createGeneratedObjectStore({ size, planted });
    const source = objectSource(store, { bucket: 'b', key: 'app.log', versionId: '' }, { ifMatch: '' });
    const summary = await scanner.scan(source, {
      onOccurrences: async (batch) => {
        batches.largest = Math.max(batches.largest, batch.length);
        if (batches.starts.length < 1_000) batches.starts.push(...batch.map(({ start }) => start));
      },
    });
    return { summary, batches, grown: peak - before };
  } finally {
    clearInterval(sampling);
    await scanner.close();
  }
}

test('memory: an object of 2 GB is scanned whole, and every planted value found, within the bound', async () => {
  const size = 2_000_000_000;
  const places = [0, 5 * RANGE_BYTES - SSN.length / 2, size / 2, 1_500_000_007, size - SSN.length];
  const planted = places.map((place) => ({ at: Math.floor(place), text: SSN }));
  const { summary, batches, grown } = await measure(size, planted);
  assert.deepEqual([summary.verdict, summary.bytesRead, summary.bytesScanned], ['scanned', size, size]);
  assert.deepEqual(
    batches.starts,
    planted.map(({ at }) => at + SSN_AT),
  );
  assert.ok(BOUND < size / 4, 'the bound says nothing unless the object is much larger');
  assert.ok(grown <= BOUND, `grew by ${grown} bytes; the bound is ${BOUND}`);
});

test('memory: an object made of matches alone stays within the bound, batch by batch', async () => {
  const size = SSN.length * 400_000;
  const text = SSN.repeat(1_000);
  const planted = Array.from({ length: 400 }, (_, i) => ({ at: i * text.length, text }));
  const { summary, batches, grown } = await measure(size, planted);
  assert.equal(summary.counts.get('USA_SOCIAL_SECURITY_NUMBER'), 400_000);
  assert.equal(batches.largest, OCCURRENCES_PER_MESSAGE);
  assert.ok(grown <= BOUND, `grew by ${grown} bytes; the bound is ${BOUND}`);
});
