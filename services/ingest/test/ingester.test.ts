import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RejectCode, topics } from '@dowser/contracts';
import { DEAD_LETTER_PAYLOAD_LIMIT, DEAD_LETTER_WINDOW, drop, emit, reject, TransientError } from '@dowser/pipeline';
import type { Policy } from '../src/core.ts';
import { createIngester, type IngestInput } from '../src/ingester.ts';
import type { CrowdedBuckets } from '../src/live-shares.ts';
import type { Observation } from '../src/observation.ts';
import { type FakeObject, objectMap, openPolicy, quiet, recordingBus } from './support/fakes.ts';
import { observation } from './support/observations.ts';

const NEVER = new AbortController().signal;
const input = (one: Observation, origin = 'sqs:1'): IngestInput => ({ origin, payload: '{}', outcome: emit(one) });
const refused = (payload: string): IngestInput => ({
  origin: 'sqs:2',
  payload,
  outcome: reject(RejectCode.InvalidEvent, 'it is wrong'),
});

function setUp({
  policy = openPolicy,
  objects = new Map<string, FakeObject>(),
  ...others
}: {
  policy?: Policy;
  objects?: Map<string, FakeObject>;
  crowded?: CrowdedBuckets;
} = {}) {
  const bus = recordingBus();
  const store = objectMap(objects);
  const telemetry = quiet();
  return { bus, store, telemetry, ingest: createIngester({ bus, objects: store, telemetry, policy, ...others }) };
}

test('received = emitted from + dropped + rejected, and the records come before tasks and verdicts', async () => {
  const { bus, telemetry, ingest } = setUp();
  await ingest(
    [
      input(observation({ key: 'a.png' })),
      input(observation({ key: 'a.csv' })),
      { origin: 'sqs:3', payload: '{}', outcome: drop('test-event') },
      refused('broken'),
      input(observation({ key: 'gone.csv' }, { change: 'removed', cause: 'ObjectRemoved:Delete' })),
    ],
    NEVER,
  );
  assert.deepEqual(
    bus.sent.map(({ topic }) => topic),
    [
      ...Array(3).fill(topics.objectRecords.name),
      topics.scanResults.name,
      topics.liveObjectTasks.name,
      topics.deadLetters.name,
    ],
  );
  const counters = telemetry.snapshot();
  assert.equal(counters['received{stage="ingest"}'], 5);
  assert.equal(counters['emitted{stage="ingest"}'], 5);
  assert.equal(counters['dropped{stage="ingest",reason="test-event"}'], 1);
  assert.equal(counters['rejected{stage="ingest",code="INVALID_EVENT"}'], 1);
  assert.equal(counters['verdicts{verdict="skipped",reason="UNSUPPORTED_FILE_TYPE_EXCEPTION"}'], 1);
});

test('live tasks of a crowded bucket go to the bulk lane, its records and other buckets as ever', async () => {
  const asked: (readonly string[])[] = [];
  const { bus, ingest } = setUp({
    crowded: async (buckets) => {
      asked.push(buckets);
      return new Set(['many']);
    },
  });
  await ingest(
    [
      input(observation({ bucket: 'many', key: 'a.csv' })),
      input(observation({ bucket: 'many', key: 'a.png' })),
      input(observation({ bucket: 'few', key: 'b.csv' })),
      input(observation({ bucket: 'few', key: 'c.csv', source: 'inventory' })),
    ],
    NEVER,
  );
  const sentTo = (topic: { readonly name: string }) =>
    bus.sent.flatMap(({ topic: name, record }) => (name === topic.name ? [record.key] : []));
  assert.deepEqual(asked, [['many', 'few']]);
  assert.deepEqual(sentTo(topics.liveObjectTasks), ['few/b.csv']);
  assert.deepEqual(sentTo(topics.bulkObjectTasks), ['many/a.csv', 'few/c.csv']);
  assert.equal(sentTo(topics.objectRecords).length, 4);
});

test('a bus that is away is waited for; nothing is counted twice', async () => {
  const { bus, telemetry, ingest } = setUp();
  bus.faults.push(new TransientError('away'), undefined, new TransientError('away again'));
  await ingest([input(observation())], NEVER);
  assert.equal(bus.live().length, 1);
  assert.equal(telemetry.snapshot()['received{stage="ingest"}'], 1);
  assert.equal(telemetry.snapshot()['retried{stage="ingest"}'], 2);
});

test('stopping ends the wait with the TransientError, so that the source keeps its input', async () => {
  const { bus, ingest } = setUp();
  const stop = new AbortController();
  bus.faults.push(new TransientError('away'));
  const going = ingest([input(observation())], stop.signal);
  stop.abort();
  await assert.rejects(going, TransientError);
});

test('a bug is not retried and not dead-lettered', async () => {
  const { bus, ingest } = setUp();
  bus.faults.push(new TypeError('a bug'));
  await assert.rejects(ingest([input(observation())], NEVER), TypeError);
  assert.deepEqual(bus.sent, []);
});

test('what the source lacks is asked of the object store', async () => {
  const objects = new Map([['amzn-s3-demo-bucket/customers.csv', { body: 'hello', encryption: 'SSE-KMS' }]]);
  const { bus, store, ingest } = setUp({ objects });
  await ingest(
    [input(observation({ etag: '', size: -1, lastModified: null, storageClass: '', encryption: '' }))],
    NEVER,
  );
  const { object } = bus.live()[0]!;
  assert.deepEqual(
    [object.size, object.etag, object.storageClass, object.encryption, object.lastModified],
    [5, '5d41402abc4b2a76b9719d911017c592', 'STANDARD', 'SSE-KMS', '2025-01-01T00:00:00.000Z'],
  );
  assert.deepEqual(store.asked, ['head customers.csv']);
});

test('an object that cannot be asked about ends in a verdict', async () => {
  const denied: FakeObject = { body: '', error: 'PERMISSION_DENIED' };
  const { bus, ingest } = setUp({ objects: new Map([['amzn-s3-demo-bucket/denied', denied]]) });
  await ingest(
    [input(observation({ etag: '', key: 'missing' })), input(observation({ etag: '', key: 'denied' }))],
    NEVER,
  );
  assert.deepEqual(
    bus.verdicts().map(({ key, verdict, reason }) => [key, verdict, reason]),
    [
      ['missing', 'skipped', 'SOURCE_OBJECT_NO_LONGER_AVAILABLE'],
      ['denied', 'failed', 'PERMISSION_DENIED'],
    ],
  );
});

test('facts of a newer content are not taken for the observed one', async () => {
  const { bus, ingest } = setUp({ objects: new Map([['amzn-s3-demo-bucket/customers.csv', { body: 'newer' }]]) });
  await ingest([input(observation({ size: -1 }))], NEVER);
  assert.equal(bus.verdicts()[0]?.reason, 'OBJECT_VERSION_MISMATCH');
  assert.equal(bus.records()[0]?.object.etag, observation().object.etag);
});

test('tags are fetched for tag filters, and only for objects that no other filter excludes', async () => {
  const filter = { ...openPolicy.filter, excludePrefixes: ['logs/'], excludeTags: [{ key: 'public', value: null }] };
  const objects = new Map<string, FakeObject>([
    ['amzn-s3-demo-bucket/a', { body: '', tags: { public: 'yes' } }],
    ['amzn-s3-demo-bucket/b', { body: '' }],
  ]);
  const { bus, store, ingest } = setUp({ policy: { ...openPolicy, filter }, objects });
  await ingest(
    ['a', 'b', 'logs/c'].map((key) => input(observation({ key }))),
    NEVER,
  );
  assert.deepEqual(store.asked, ['tags a', 'tags b']);
  assert.deepEqual(
    bus.verdicts().map(({ key, reason }) => [key, reason]),
    [
      ['a', 'EXCLUDED_BY_FILTER'],
      ['logs/c', 'EXCLUDED_BY_FILTER'],
    ],
  );
  assert.deepEqual(
    bus.live().map(({ object }) => object.key),
    ['b'],
  );
});

test('a dead letter holds the input up to the limit, and is cut and says so one byte past it', async () => {
  const { bus, ingest } = setUp();
  await ingest(
    [refused('x'.repeat(DEAD_LETTER_PAYLOAD_LIMIT)), refused('x'.repeat(DEAD_LETTER_PAYLOAD_LIMIT + 1))],
    NEVER,
  );
  const [whole, cut] = bus.deadLetters();
  assert.equal(whole?.detail, 'it is wrong');
  assert.match(cut?.detail ?? '', /payload cut/);
  for (const letter of [whole, cut]) {
    assert.equal(Buffer.from(letter!.payload, 'base64').length, DEAD_LETTER_PAYLOAD_LIMIT);
    assert.ok(JSON.stringify(letter).length < 1024 * 1024);
  }
});

test('when more than half of the inputs are rejected the stage stops, after they are safe', async () => {
  const { bus, ingest } = setUp();
  const batch = Array.from({ length: DEAD_LETTER_WINDOW }, () => refused('x'));
  await assert.rejects(ingest(batch, NEVER), /were rejected; stopping/);
  assert.equal(bus.deadLetters().length, DEAD_LETTER_WINDOW);
});
