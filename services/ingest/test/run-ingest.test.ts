import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { ConfigError } from '@dowser/pipeline';
import { createAccessIngester } from '../src/access/access-ingester.ts';
import { announcedManifest } from '../src/announced-manifest.ts';
import { loadIngestConfig, policyOf } from '../src/config.ts';
import { createIngester } from '../src/ingester.ts';
import { runIngest } from '../src/run-ingest.ts';
import { type FakeObject, objectMap, quiet, recordingBus } from './support/fakes.ts';
import { CSV_SCHEMA, csvGz, csvLine, inventoryObjects, MANIFEST } from './support/inventory.ts';
import { type MemoryQueue, memoryQueue } from './support/memory-queue.ts';

function setUp(env: Readonly<Record<string, string>>, objects: Map<string, FakeObject>, queues: MemoryQueue[] = []) {
  const config = loadIngestConfig({ DOWSER_BUS_URL: 'sqlite:/unused', ...env });
  const bus = recordingBus();
  const telemetry = quiet();
  const store = objectMap(objects);
  const stop = new AbortController();
  const ingest = createIngester({ bus, objects: store, telemetry, policy: policyOf(config) });
  const access = createAccessIngester({ bus, telemetry });
  const own = { objects: store, queues, readOrc: null, ingest, access, backlog: async () => 0 };
  const parts = { config, ...own, telemetry, stop: stop.signal };
  return { bus, store, stop, telemetry, run: () => runIngest(parts) };
}

const lake = new Map<string, FakeObject>([
  ['lake/a.csv', { body: 'a' }],
  ['lake/b.csv', { body: 'b' }],
]);
const inventory = () =>
  inventoryObjects({ format: 'CSV', schema: CSV_SCHEMA, files: [csvGz([csvLine('x.csv'), csvLine('y.csv')])] });
const announcement = (file: string): string =>
  JSON.stringify({
    version: '0',
    'detail-type': 'Object Created',
    source: 'aws.s3',
    time: '2025-03-01T02:00:00Z',
    detail: {
      bucket: { name: 'inventory' },
      object: {
        key: MANIFEST.slice('s3://inventory/'.length).replace(/manifest.json$/, file),
        size: 33,
        etag: file,
        sequencer: '01',
      },
      reason: 'PutObject',
    },
  });

test('listings and inventories only: ends by itself when both are done', async () => {
  const { bus, run } = setUp(
    { DOWSER_LISTINGS: 's3://lake', DOWSER_INVENTORIES: MANIFEST },
    new Map([...lake, ...inventory()]),
  );
  await run();
  assert.deepEqual(
    bus
      .bulk()
      .map(({ object }) => object.key)
      .sort(),
    ['a.csv', 'b.csv', 'x.csv', 'y.csv'],
  );
});

const QUEUE = { DOWSER_QUEUE_URLS: 'http://queue.invalid/1', DOWSER_INVENTORY_DESTINATIONS: 's3://inventory/daily/' };

test('once, with a queue: ends when the queue is drained, announced inventories are read once', async () => {
  const queue = memoryQueue();
  for (const file of ['manifest.json', 'manifest.checksum', 'manifest.checksum']) queue.send(announcement(file));
  const { bus, store, run } = setUp({ ...QUEUE, DOWSER_ONCE: '1' }, inventory(), [queue]);
  await run();
  assert.equal(bus.bulk().length, 2);
  assert.deepEqual(
    bus.live().map(({ object }) => object.key.split('/').at(-1)),
    ['manifest.json', 'manifest.checksum'],
  );
  assert.equal(store.asked.filter((call) => /^head .*manifest.json$/.test(call)).length, 1);
  assert.equal(await queue.backlog(), 0);
});

test('without once a queue is watched until stopped', async () => {
  const queue = memoryQueue();
  const { bus, stop, run } = setUp(QUEUE, inventory(), [queue]);
  const running = run();
  queue.send(announcement('other'));
  while (bus.live().length === 0) await sleep(5);
  stop.abort();
  await running;
  assert.equal(bus.live().length, 1);
});

test('the first error stops the other sources and is thrown', async () => {
  const missing = new Map<string, FakeObject>([['lake/a', { body: '', error: 'NO_SUCH_BUCKET_AVAILABLE' }]]);
  const { run } = setUp({ ...QUEUE, DOWSER_LISTINGS: 's3://lake' }, missing, [memoryQueue()]);
  await assert.rejects(run(), ConfigError);
});

test('a stop in the middle of an inventory is no error', async () => {
  const { stop, run } = setUp({ DOWSER_INVENTORIES: MANIFEST }, inventory());
  stop.abort();
  await run();
});

test('the manifest that an object announces', () => {
  const destinations = [{ bucket: 'inventory', key: 'daily/' }];
  const cases: readonly [string, string, string | null][] = [
    ['inventory', 'daily/x/manifest.checksum', 's3://inventory/daily/x/manifest.json'],
    ['inventory', 'daily/x/manifest.json', 's3://inventory/daily/x/manifest.json'],
    ['inventory', 'daily/x/data/1.csv.gz', null],
    ['inventory', 'daily/x/hive/manifest.checksum.txt', null],
    ['inventory', 'weekly/x/manifest.checksum', null],
    ['other', 'daily/x/manifest.checksum', null],
  ];
  for (const [bucket, key, manifest] of cases)
    assert.equal(announcedManifest(destinations, bucket, key), manifest, key);
});

test('logs that a queue announces are read, whoever announces them', async () => {
  const record = (requestID: string) => ({
    eventVersion: '1.11',
    eventTime: '2025-03-01T12:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    requestID,
    userIdentity: { type: 'AWSService', invokedBy: 'athena.amazonaws.com' },
    requestParameters: { bucketName: 'lake', key: 'a.csv' },
  });
  const gz = (...records: unknown[]) => gzipSync(JSON.stringify({ Records: records }));
  const queue = memoryQueue();
  const { bus, run } = setUp(
    { DOWSER_ONCE: 'true', DOWSER_QUEUE_URLS: 'http://queue', DOWSER_CLOUDTRAIL_LOGS: 's3://trail/AWSLogs/' },
    new Map<string, FakeObject>([
      ['trail/AWSLogs/1.json.gz', { body: gz(record('R1'), record('R2')) }],
      ['trail/AWSLogs/2.json.gz', { body: gz(record('R3')) }],
    ]),
    [queue],
  );
  queue.send(JSON.stringify({ s3Bucket: 'trail', s3ObjectKey: ['AWSLogs/1.json.gz', 'elsewhere/9.json.gz'] }));
  const created = {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    eventTime: '2025-03-01T12:00:00.000Z',
    eventName: 'ObjectCreated:Put',
    s3: { bucket: { name: 'trail' }, object: { key: 'AWSLogs/2.json.gz', size: 5, eTag: 'e', sequencer: '01' } },
  };
  queue.send(JSON.stringify({ Type: 'Notification', Message: JSON.stringify({ Records: [created] }) }));
  await run();
  assert.equal(bus.accesses().length, 3);
  assert.equal(await queue.backlog(), 0);
});
