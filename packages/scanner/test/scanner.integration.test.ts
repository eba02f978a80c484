import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { type Occurrence, occurrenceSchema } from '@dowser/contracts';
import { scanReference } from '@dowser/detection';
import { identifiers } from '@dowser/identifiers';
import {
  createScanner,
  fingerprint,
  MAX_CHUNK_BYTES,
  MIN_CHUNK_BYTES,
  type Scanner,
  type ScanSource,
} from '../src/index.ts';
import { inPieces } from './streams.ts';

const KEY = 'a key of the test';
const scanner = await createScanner({
  identifiers: 'all',
  fingerprintKey: KEY,
  workers: 2,
  chunkBytes: MIN_CHUNK_BYTES,
});
after(() => scanner.close());

const source = (name: string, bytes: Uint8Array, cuts: readonly number[] = [65_536]): ScanSource => ({
  name,
  open: async () => ({
    size: bytes.length,
    bytes: (async function* () {
      yield* inPieces(bytes, cuts);
    })(),
  }),
});

async function scan(from: ScanSource, by: Scanner = scanner) {
  const occurrences: Occurrence[] = [];
  const summary = await by.scan(from, { onOccurrences: async (batch) => void occurrences.push(...batch) });
  const places = occurrences.map(({ identifier, start, end, line, column, confidence }) => ({
    identifier,
    start,
    end,
    line,
    column,
    confidence,
  }));
  return { summary, occurrences, places };
}

/** Every example of the catalogue, between clean lines. */
const text = Buffer.from(
  identifiers.flatMap(({ examples }) => examples.map((example) => `${'clean line\n'.repeat(30)}${example}\n`)).join(''),
);

const order = (a: { start: number; identifier: string; end: number }, b: typeof a): number =>
  a.start - b.start || a.end - b.end || (a.identifier < b.identifier ? -1 : 1);

test('scanner: finds what the naive reference finds, over many chunks', async () => {
  assert.ok(text.length > 5 * MIN_CHUNK_BYTES, `${text.length}`);
  const expected = scanReference(identifiers, text, { kind: 'text' });
  assert.ok(expected.length > 1_000);
  const { places, occurrences, summary } = await scan(source('a.txt', text));
  assert.deepEqual(places.sort(order), [...expected].sort(order));
  assert.equal(summary.bytesScanned, text.length);
  for (const { start, end, ...rest } of occurrences) {
    assert.ok(occurrenceSchema.safeParse({ start, end, ...rest }).success);
    assert.equal(rest.fingerprint, fingerprint(KEY, text.toString('utf8', start, end)));
    assert.ok(!rest.sample.includes(text.toString('utf8', start, end)));
  }
});

test('scanner: the same result for any chunk size, any pieces, and in layers', async () => {
  const expected = (await scan(source('a.txt', text))).places.sort(order);
  const other = await createScanner({ identifiers: 'all', fingerprintKey: KEY, workers: 1, chunkBytes: 300_000 });
  assert.equal(other.identifierSetId, scanner.identifierSetId);
  try {
    for (const from of [
      source('a.txt', text, [1_000, 77_777]),
      source('a.txt.gz', gzipSync(text), [5_000]),
      source('a.txt.gz.zst', zstdCompressSync(gzipSync(text)), [100]),
      source('a.txt', Buffer.from(`\uFEFF${text}`, 'utf16le'), [3_001]),
    ]) {
      assert.deepEqual((await scan(from, other)).places.sort(order), expected);
    }
  } finally {
    await other.close();
  }
});

test('scanner: many objects at the same time, in both lanes, do not mix', async () => {
  const head = Buffer.from('SSN: 219-09-9998\n');
  const objects = Array.from({ length: 40 }, (_, i) => Buffer.concat([Buffer.alloc(i * 9_999, 'x \n'), head]));
  const counts = await Promise.all(
    objects.map(async (bytes, i) => {
      const found: number[] = [];
      const onOccurrences = async (batch: readonly Occurrence[]) => void found.push(...batch.map(({ start }) => start));
      await scanner.scan(source(`${i}.txt`, bytes), { lane: i % 2 === 0 ? 'live' : 'bulk', onOccurrences });
      return found;
    }),
  );
  assert.deepEqual(
    counts,
    objects.map((bytes) => [bytes.length - head.length + 5]),
  );
});

test('scanner: layouts come from the content and the name', async () => {
  const csv = Buffer.from(`name,ssn\n${'ann,219-09-9998\n'.repeat(10_000)}`);
  const { summary } = await scan(source('customers.csv', csv));
  assert.equal(summary.counts.get('USA_SOCIAL_SECURITY_NUMBER'), 10_000);
  assert.equal(summary.mimeType, 'text/csv');
});

test('scanner: a size of chunks out of bounds and unknown identifiers are refused', async () => {
  const create = (chunkBytes: number, ids: readonly string[] = ['USA_SOCIAL_SECURITY_NUMBER']) =>
    createScanner({ identifiers: ids, fingerprintKey: KEY, workers: 1, chunkBytes });
  await assert.rejects(create(MIN_CHUNK_BYTES - 1), RangeError);
  await assert.rejects(create(MAX_CHUNK_BYTES + 1), RangeError);
  await assert.rejects(create(MIN_CHUNK_BYTES, ['NO_SUCH_THING']), /NO_SUCH_THING/);
  for (const chunkBytes of [MIN_CHUNK_BYTES, MAX_CHUNK_BYTES]) await (await create(chunkBytes)).close();
});
