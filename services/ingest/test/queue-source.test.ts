import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { TransientError } from '@dowser/pipeline';
import { createAccessIngester } from '../src/access/access-ingester.ts';
import { createIngester, type Ingest } from '../src/ingester.ts';
import { type QueueSourceOptions, runQueueSource } from '../src/sources/queue-source.ts';
import { objectMap, openPolicy, quiet, recordingBus } from './support/fakes.ts';
import { memoryQueue } from './support/memory-queue.ts';

const event = (key: string, sequencer: string, name = 'ObjectCreated:Put', bucket = 'lake'): string =>
  JSON.stringify({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        eventTime: '2025-03-01T12:00:00.000Z',
        eventName: name,
        s3: { bucket: { name: bucket }, object: { key, size: 5, eTag: `etag-${sequencer}`, sequencer } },
      },
    ],
  });

function setUp(changes: Partial<QueueSourceOptions> = {}) {
  const queue = memoryQueue();
  const bus = recordingBus();
  const telemetry = quiet();
  const stop = new AbortController();
  const ingest = createIngester({ bus, objects: objectMap(new Map()), telemetry, policy: openPolicy });
  const options: QueueSourceOptions = {
    queue,
    ingest,
    access: createAccessIngester({ bus, telemetry }),
    telemetry,
    receivers: 1,
    visibilitySeconds: 3_000,
    drain: true,
    mayFinish: () => true,
    inventoryAnnouncedBy: () => null,
    runInventory: () => Promise.reject(new Error('no inventory was announced')),
    logAt: () => null,
    runLog: () => Promise.reject(new Error('no log was announced')),
    stop: stop.signal,
    ...changes,
  };
  return { queue, bus, telemetry, stop, options };
}

test('messages are removed only after what they led to is durable', async () => {
  const { queue, bus, options } = setUp();
  let durable = false;
  const ingest: Ingest = async (inputs, signal) => {
    await options.ingest(inputs, signal);
    assert.deepEqual(
      queue.calls.filter((call) => call.startsWith('remove')),
      [],
    );
    durable = true;
  };
  queue.send(event('a', '01'));
  await runQueueSource({ ...options, ingest });
  assert.ok(durable);
  assert.equal(bus.live().length, 1);
  assert.equal(await queue.backlog(), 0);
});

test('a bad message is dead-lettered and removed; the good ones beside it go through', async () => {
  const { queue, bus, options } = setUp();
  for (const body of [event('a', '01'), '{"Records":[', event('b', '01')]) queue.send(body);
  await runQueueSource(options);
  assert.deepEqual(
    bus.live().map(({ object }) => object.key),
    ['a', 'b'],
  );
  const [letter] = bus.deadLetters();
  assert.equal(letter?.origin, 'sqs:m2');
  assert.equal(Buffer.from(letter.payload, 'base64').toString(), '{"Records":[');
  assert.equal(await queue.backlog(), 0);
});

test('duplicates and disorder within a batch collapse to the newest event of the key', async () => {
  const { queue, bus, telemetry, options } = setUp();
  for (const sequencer of ['02', '01', '02']) queue.send(event('a', sequencer));
  await runQueueSource(options);
  assert.deepEqual(
    bus.live().map(({ object }) => object.sequencer),
    ['02'],
  );
  assert.equal(telemetry.snapshot()['dropped{stage="ingest",reason="superseded"}'], 2);
});

test('a queue that is away is waited for, and nothing is lost', async () => {
  const { queue, bus, options } = setUp();
  queue.send(event('a', '01'));
  queue.faults.receive.push(new TransientError('away'), new TransientError('away'));
  queue.faults.backlog.push(new TransientError('away'));
  await runQueueSource(options);
  assert.equal(bus.live().length, 1);
});

test('deletes that fail in part are tried again; what stays comes again', async () => {
  const { queue, bus, options } = setUp();
  for (const key of ['a', 'b', 'c']) queue.send(event(key, '01'));
  queue.removeFailures = 2;
  await runQueueSource(options);
  assert.deepEqual(
    queue.calls.filter((call) => call.startsWith('remove')),
    ['remove m1,m2,m3', 'remove m1,m2'],
  );
  assert.equal(bus.live().length, 3);
});

test('deletes that keep failing leave the messages to come again', async () => {
  const { queue, bus, options } = setUp({ visibilitySeconds: 1 });
  queue.send(event('a', '01'));
  queue.faults.remove.push(...Array.from({ length: 3 }, () => new TransientError('away')));
  await runQueueSource(options);
  assert.equal(new Set(bus.live().map(({ objectVersionId }) => objectVersionId)).size, 1);
  assert.equal(bus.live().length, 2);
  assert.equal(await queue.backlog(), 0);
});

test('stopping while the bus is away gives the messages back', async () => {
  const { queue, bus, options, stop } = setUp({ drain: false });
  queue.send(event('a', '01'));
  bus.faults.push(...Array.from({ length: 50 }, () => new TransientError('bus away')));
  const running = runQueueSource(options);
  while (bus.faults.length === 50) await sleep(5);
  stop.abort();
  await running;
  assert.equal(queue.calls.at(-1), 'extend m1 0');
  assert.equal(await queue.backlog(), 1);
});

test('stopping finishes the batch in hand', async () => {
  const { queue, bus, options, stop } = setUp({ drain: false });
  const ingest: Ingest = async (inputs, signal) => {
    stop.abort();
    await sleep(20);
    await options.ingest(inputs, signal);
  };
  queue.send(event('a', '01'));
  await runQueueSource({ ...options, ingest });
  assert.equal(bus.live().length, 1);
  assert.equal(await queue.backlog(), 0);
});

test('a bug ends every receiver, and the message stays', async () => {
  const { queue, options } = setUp({ drain: false, receivers: 3 });
  queue.send(event('a', '01'));
  await assert.rejects(runQueueSource({ ...options, ingest: () => Promise.reject(new TypeError('a bug')) }), TypeError);
  assert.equal(await queue.backlog(), 1);
});

test('several receivers share one queue', async () => {
  const { queue, bus, options } = setUp({ receivers: 3 });
  for (let index = 0; index < 45; index++) queue.send(event(`key-${index}`, '01'));
  await runQueueSource(options);
  assert.equal(new Set(bus.live().map(({ object }) => object.key)).size, 45);
});

test('draining polls are short from the first, so that a receiver without work holds nobody up', async () => {
  const { queue, options } = setUp({ receivers: 2 });
  let asked = 0;
  await runQueueSource({ ...options, mayFinish: () => ++asked > 4 });
  assert.deepEqual(new Set(queue.calls), new Set(['receive 1', 'backlog']));
});

const announcing = (bucket: string, key: string) =>
  bucket === 'inventory' && key.endsWith('/manifest.checksum') ? `s3://${bucket}/${key}` : null;

test('an announced inventory delays no event, and its message goes only when it is done', async () => {
  const read: string[] = [];
  let finish: (() => void) | undefined;
  const { queue, bus, options } = setUp({
    inventoryAnnouncedBy: announcing,
    runInventory: async (manifest) => {
      read.push(manifest);
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    },
  });
  queue.send(event('x/manifest.checksum', '01', 'ObjectCreated:Put', 'inventory'));
  queue.send(event('a', '01'));
  const running = runQueueSource(options);
  while (finish === undefined) await sleep(5);
  queue.send(event('b', '01'));
  while (bus.live().length < 3) await sleep(5);
  while ((await queue.backlog()) > 1) await sleep(5);
  finish();
  await running;
  assert.deepEqual(read, ['s3://inventory/x/manifest.checksum']);
  assert.equal(await queue.backlog(), 0);
});

test('an announcement is given back when its inventory is stopped', async () => {
  let started = false;
  const { queue, options, stop } = setUp({
    drain: false,
    inventoryAnnouncedBy: announcing,
    runInventory: (_, signal) => {
      started = true;
      return new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new TransientError('stopped'))),
      );
    },
  });
  queue.send(event('x/manifest.checksum', '01', 'ObjectCreated:Put', 'inventory'));
  const running = runQueueSource(options);
  while (!started) await sleep(5);
  stop.abort();
  await running;
  assert.equal(queue.calls.at(-1), 'extend m1 0');
  assert.equal(await queue.backlog(), 1);
});

const trailLog = { kind: 'cloudtrail', bucket: 'trail', key: 'AWSLogs/a.json.gz' } as const;
const announcement = JSON.stringify({ s3Bucket: trailLog.bucket, s3ObjectKey: [trailLog.key] });
const asTrail: QueueSourceOptions['logAt'] = (bucket, key) =>
  bucket === trailLog.bucket ? { kind: 'cloudtrail', bucket, key } : null;

test('a message that announces a log goes only when the log is durable', async () => {
  let done = false;
  const { queue, options } = setUp({
    logAt: asTrail,
    runLog: async (log) => {
      assert.deepEqual(log, trailLog);
      await sleep(20);
      assert.equal(await queue.backlog(), 1);
      done = true;
    },
  });
  queue.send(announcement);
  await runQueueSource(options);
  assert.ok(done);
  assert.equal(await queue.backlog(), 0);
});

test('a log that is announced by its creation is read, and is an object as well', async () => {
  const read: string[] = [];
  const { queue, bus, options } = setUp({
    logAt: asTrail,
    runLog: async ({ key }) => {
      read.push(key);
    },
  });
  queue.send(event(trailLog.key, '01', 'ObjectCreated:Put', trailLog.bucket));
  queue.send(event(trailLog.key, '02', 'ObjectRemoved:Delete', trailLog.bucket));
  await runQueueSource(options);
  assert.deepEqual(read, [trailLog.key]);
  assert.equal(bus.records().length, 1);
});

test('stopped while a log cannot be read: its message is given back', async () => {
  const { queue, stop, options } = setUp({
    logAt: asTrail,
    runLog: async () => {
      stop.abort();
      throw new TransientError('the store is away');
    },
  });
  queue.send(announcement);
  await runQueueSource(options);
  assert.equal(await queue.backlog(), 1);
  assert.ok(queue.calls.includes('extend m1 0'));
});

test('a CloudTrail record from EventBridge becomes an access event', async () => {
  const { queue, bus, options } = setUp();
  const detail = {
    eventVersion: '1.11',
    eventTime: '2025-03-01T12:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'PutBucketPolicy',
    requestID: 'R1',
    userIdentity: { type: 'Root', arn: 'arn:aws:iam::123456789012:root', accountId: '123456789012' },
    requestParameters: { bucketName: 'lake' },
  };
  queue.send(JSON.stringify({ source: 'aws.s3', 'detail-type': 'AWS API Call via CloudTrail', detail }));
  await runQueueSource(options);
  assert.deepEqual(
    bus.accesses().map(({ principal, actionClass, bucket }) => [principal, actionClass, bucket]),
    [['123456789012:root:root', 'permission', 'lake']],
  );
  assert.equal(await queue.backlog(), 0);
});
