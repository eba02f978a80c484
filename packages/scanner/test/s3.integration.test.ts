import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { OCCURRENCES_PER_MESSAGE, type Occurrence } from '@dowser/contracts';
import { type AwsStack, startAws } from '@dowser/local';
import { createS3Client, createS3ObjectStore, type ObjectStore } from '@dowser/objects';
import { createScanner, objectSource, RANGE_BYTES, type Scanner } from '../src/index.ts';

const Bucket = 'bucket';
const SSN = 'SSN: 219-09-9998\n';
const LINE = 'a line without anything in it\n';

/** Three ranges and a bit, with a value at the start, at the end and across each border between ranges. */
function threeRanges(): { text: Buffer; places: number[] } {
  const text = Buffer.from(LINE.repeat((3 * RANGE_BYTES) / LINE.length + 10));
  const places = [0, RANGE_BYTES - 8, 2 * RANGE_BYTES - 10, text.length - SSN.length - 1];
  for (const place of places) text.write(`\n${SSN}`, place);
  return { text, places: places.map((place) => place + 1 + SSN.indexOf('219')) };
}

let folder: string;
let aws: AwsStack;
let client: S3Client;
let store: ObjectStore;
let scanner: Scanner;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dowser-scanner-s3-'));
  aws = await startAws({ port: 0, dataDir: folder });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const connection = { endpoint: aws.url, region: 'us-east-1', pathStyle: true, credentials };
  client = createS3Client(connection);
  store = createS3ObjectStore(connection);
  await client.send(new CreateBucketCommand({ Bucket }));
  const identifiers = ['USA_SOCIAL_SECURITY_NUMBER'];
  scanner = await createScanner({ identifiers, fingerprintKey: 'a key of the test', workers: 1 });
});
after(async () => {
  await scanner.close();
  await store.close();
  client.destroy();
  await aws.stop();
  await rm(folder, { recursive: true, force: true });
});

const put = (Key: string, Body: Uint8Array) => client.send(new PutObjectCommand({ Bucket, Key, Body }));

async function scan(key: string, onOccurrences: (batch: readonly Occurrence[]) => Promise<void> = async () => {}) {
  const starts: number[] = [];
  const source = objectSource(store, { bucket: Bucket, key, versionId: '' }, { ifMatch: '' });
  const summary = await scanner.scan(source, {
    async onOccurrences(batch) {
      starts.push(...batch.map(({ start }) => start));
      await onOccurrences(batch);
    },
  });
  return { summary, starts, head: source.head() };
}

test('S3: an object of several ranges is read once and whole', async () => {
  const { text, places } = threeRanges();
  await put('ranges.txt', text);
  const { summary, starts, head } = await scan('ranges.txt');
  assert.deepEqual(starts, places);
  assert.deepEqual([summary.verdict, summary.bytesRead, head?.size], ['scanned', text.length, text.length]);
});

test('S3: a large object that is not text is left after its first bytes', async () => {
  const png = Buffer.alloc(2 * RANGE_BYTES);
  png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  await put('picture', png);
  const { summary } = await scan('picture');
  assert.deepEqual([summary.verdict, summary.reason], ['skipped', 'UNSUPPORTED_FILE_TYPE_EXCEPTION']);
  assert.ok(summary.bytesRead < RANGE_BYTES / 4, `${summary.bytesRead}`);
});

test('S3: compressed objects, empty ones and ones that are not there', async () => {
  await put('a.gz', gzipSync(SSN));
  await put('empty', new Uint8Array(0));
  assert.equal((await scan('a.gz')).summary.counts.get('USA_SOCIAL_SECURITY_NUMBER'), 1);
  const { verdict, bytesScanned } = (await scan('empty')).summary;
  assert.deepEqual([verdict, bytesScanned], ['scanned', 0]);
  const { reason } = (await scan('missing')).summary;
  assert.equal(reason, 'SOURCE_OBJECT_NO_LONGER_AVAILABLE');
});

test('S3: an object overwritten while it is scanned is skipped: the new version has a task of its own', async () => {
  const dense = SSN.repeat(2 * OCCURRENCES_PER_MESSAGE);
  await put('changing.txt', Buffer.from(dense + LINE.repeat((2 * RANGE_BYTES) / LINE.length)));
  let overwritten = false;
  const { summary } = await scan('changing.txt', async () => {
    if (overwritten) return;
    overwritten = true;
    await put('changing.txt', Buffer.from('something else'));
  });
  assert.deepEqual([summary.verdict, summary.reason], ['skipped', 'OBJECT_VERSION_MISMATCH']);
  assert.ok(overwritten);
});

test('S3: many small objects at the same time', async () => {
  const keys = Array.from({ length: 60 }, (_, i) => `many/${i}.txt`);
  await Promise.all(keys.map((key) => put(key, Buffer.from(SSN))));
  const scans = await Promise.all(keys.map((key) => scan(key)));
  assert.ok(scans.every(({ summary }) => summary.counts.get('USA_SOCIAL_SECURITY_NUMBER') === 1));
});
