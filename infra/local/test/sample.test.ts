import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { type SampleObject, sampleManifest, sampleObjects } from '../src/sample/index.ts';
import { LARGE_BLOCK_BYTES, LARGE_BLOCKS, largeLog } from '../src/sample/large-log.ts';

const SEED = 'sample-test';
const objects = [...sampleObjects({ seed: SEED })];

/** The body, uncompressed: gzip's own bytes differ between builds of zlib. */
function content(object: SampleObject): Uint8Array {
  const body = object.body();
  assert.ok(body instanceof Uint8Array);
  return object.contentType === 'application/gzip' ? gunzipSync(body) : body;
}

function fingerprint(all: readonly SampleObject[]): string {
  const hash = createHash('sha256');
  for (const object of all) hash.update(`${object.key}\n${content(object).length}\n`).update(content(object));
  return hash.digest('hex');
}

const withKey = (key: string): Uint8Array => content(objects.find((object) => object.key === key)!);

describe('the sample bucket', () => {
  test('is the same for a seed, byte for byte', () => {
    assert.equal(fingerprint(objects), 'a6bec7bda8598b1194099f4151b1dbf9b9f3824714664dd506d3257f6bee35f7');
  });

  test('differs with the seed, under the same keys', () => {
    const other = [...sampleObjects({ seed: 'another' })];
    assert.deepEqual(
      other.map(({ key }) => key),
      objects.map(({ key }) => key),
    );
    assert.notEqual(fingerprint(other), fingerprint(objects));
  });

  test('has at least 300 objects and 30 MB, every key once', () => {
    const manifest = sampleManifest({ seed: SEED });
    assert.ok(manifest.objects >= 300);
    assert.ok(manifest.bytes >= 30_000_000);
    assert.equal(manifest.objects, objects.length);
    assert.equal(
      manifest.bytes,
      objects.reduce((sum, { size }) => sum + size, 0),
    );
  });

  test('sizes are those of the bodies', () => {
    for (const object of objects) assert.equal((object.body() as Uint8Array).length, object.size, object.key);
  });

  test('the manifest adds up what the objects hold', () => {
    const manifest = sampleManifest({ seed: SEED });
    const sums = new Map<string, number>();
    for (const { planted } of objects) {
      for (const { identifier, count } of planted) sums.set(identifier, (sums.get(identifier) ?? 0) + count);
    }
    assert.deepEqual(new Map(manifest.planted.map(({ identifier, count }) => [identifier, count])), sums);
    assert.equal(
      manifest.plantedTotal,
      [...sums.values()].reduce((a, b) => a + b, 0),
    );
  });

  test('a table counts its filled cells', () => {
    const table = objects.find(({ key }) => key === 'crm/customers/part-001.csv')!;
    const [header = '', ...lines] = Buffer.from(content(table)).toString().trimEnd().split('\r\n');
    assert.match(header, /^customer,name,email,address,since,ssn,itin,passport,remarks$/);
    const ssns = lines.filter((line) => /,2026-\d\d-\d\d,\d{3}-\d{2}-\d{4},/.test(line));
    assert.equal(
      ssns.length,
      table.planted.find(({ identifier }) => identifier === 'USA_SOCIAL_SECURITY_NUMBER')?.count,
    );
  });

  test('holds the encodings that its keys name', () => {
    assert.deepEqual([...withKey('letters/utf16le-bom/brief.txt').subarray(0, 2)], [0xff, 0xfe]);
    assert.deepEqual([...withKey('letters/utf16be-bom/brief.txt').subarray(0, 2)], [0xfe, 0xff]);
    assert.equal(withKey('letters/utf16le/brief.txt')[1], 0);
    const latin = withKey('letters/latin-1/brief-001.txt');
    assert.equal(latin[3], 0xe9);
    assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(latin));
    assert.equal(withKey('models/_SUCCESS').length, 0);
  });
});

describe('the large object', () => {
  test('is there when asked for, streamed, with its size and count', async () => {
    const large = [...sampleObjects({ seed: SEED, large: true })].at(-1)!;
    assert.ok(large.size >= 200_000_000);
    assert.deepEqual(large.planted, [{ identifier: 'USA_SOCIAL_SECURITY_NUMBER', count: LARGE_BLOCKS }]);
    let bytes = 0;
    for await (const chunk of large.body() as AsyncIterable<Uint8Array>) bytes += chunk.length;
    assert.equal(bytes, large.size);
  });

  test('is whole lines, each block as long as its constant says', async () => {
    for await (const chunk of largeLog(SEED).body()) {
      const text = Buffer.from(chunk).toString();
      assert.match(text, /^2026-06-01T00:00:00\.000Z DEBUG \[gateway\] lookup by ssn=\d{3}-\d{2}-\d{4} returned/);
      assert.equal(text.length - text.indexOf('\n') - 1, LARGE_BLOCK_BYTES);
      assert.ok(text.endsWith('\n'));
      break;
    }
  });
});
