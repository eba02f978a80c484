import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type ObjectFacts,
  objectRecordSchema,
  objectTaskSchema,
  objectVersionId,
  scanId,
  topics,
  type VerdictMessage,
  verdictMessageSchema,
} from '@dowser/contracts';
import fc from 'fast-check';
import { admit, decide, type IngestMessage, lookupsFor, type Policy } from '../src/core.ts';
import type { Completed, Observation } from '../src/observation.ts';
import { unreadableExtension } from '../src/unreadable-extensions.ts';
import { openPolicy } from './support/fakes.ts';
import { facts, observation } from './support/observations.ts';

const NOW = new Date('2025-03-02T00:00:00.000Z');
const plain = (one: Observation, changes: Partial<Completed> = {}): Completed => ({
  observation: one,
  tags: null,
  problem: null,
  ...changes,
});
const messages = (completed: Completed, policy: Policy = openPolicy): readonly IngestMessage[] => {
  const [outcome] = decide(policy, NOW)([completed]);
  assert.equal(outcome?.fate, 'emit');
  return (outcome as { values: readonly IngestMessage[] }).values;
};
const verdict = (
  completed: Completed,
  policy?: Policy,
): Pick<VerdictMessage, 'verdict' | 'reason' | 'detail'> | null => {
  const message = messages(completed, policy).find(({ topic }) => topic === topics.scanResults);
  return message === undefined ? null : verdictMessageSchema.parse(message.value);
};

test('a new object is a record and a task, keyed by bucket/key, in the lane of its source', () => {
  const lanes = { event: topics.liveObjectTasks, inventory: topics.bulkObjectTasks, listing: topics.bulkObjectTasks };
  for (const [source, lane] of Object.entries(lanes)) {
    const [record, task, ...rest] = messages(plain(observation({ source: source as ObjectFacts['source'] })));
    assert.deepEqual([record?.topic, task?.topic, rest], [topics.objectRecords, lane, []]);
    assert.deepEqual(
      [record?.key, task?.key],
      ['amzn-s3-demo-bucket/customers.csv', 'amzn-s3-demo-bucket/customers.csv'],
    );
    assert.equal(objectRecordSchema.parse(record?.value).removed, false);
    assert.equal(objectTaskSchema.parse(task?.value).objectVersionId, objectVersionId(facts()));
  }
});

test('a removal is a record only', () => {
  const removed = observation({ etag: '' }, { change: 'removed', cause: 'ObjectRemoved:Delete' });
  const [record, ...rest] = messages(plain(removed));
  assert.deepEqual(rest, []);
  const { removed: gone, cause } = objectRecordSchema.parse(record?.value);
  assert.deepEqual([gone, cause], [true, 'ObjectRemoved:Delete']);
});

test("a verdict of ingest has ingest's scan id and is keyed by the object version", () => {
  const message = messages(plain(observation({ encryption: 'SSE-C' })))[1];
  const id = objectVersionId(facts());
  const value = verdictMessageSchema.parse(message?.value);
  assert.equal(message?.key, id);
  assert.equal(value.scanId, scanId(id, 'ingest'));
  assert.equal(value.identifierSetId, 'ingest');
  assert.equal(value.scannedAt, NOW.toISOString());
});

const filtered: Policy = { ...openPolicy, filter: { ...openPolicy.filter, prefixes: ['logs/'] } };
const endings: readonly [string, Completed, Policy, string | null][] = [
  ['a plain object', plain(observation()), openPolicy, null],
  ['GLACIER', plain(observation({ storageClass: 'GLACIER' })), openPolicy, 'INVALID_OBJECT_STATE'],
  ['DEEP_ARCHIVE', plain(observation({ storageClass: 'DEEP_ARCHIVE' })), openPolicy, 'INVALID_OBJECT_STATE'],
  ['EXPRESS_ONEZONE', plain(observation({ storageClass: 'EXPRESS_ONEZONE' })), openPolicy, 'INVALID_OBJECT_STATE'],
  ['OUTPOSTS', plain(observation({ storageClass: 'OUTPOSTS' })), openPolicy, 'INVALID_OBJECT_STATE'],
  ['GLACIER_IR', plain(observation({ storageClass: 'GLACIER_IR' })), openPolicy, null],
  ['restored', plain(observation({ storageClass: 'GLACIER' }, { change: 'restored' })), openPolicy, null],
  ['SSE-C', plain(observation({ encryption: 'SSE-C' })), openPolicy, 'INVALID_ENCRYPTION'],
  ['SSE-KMS', plain(observation({ encryption: 'SSE-KMS' })), openPolicy, null],
  ['an image', plain(observation({ key: 'a/b.JPG' })), openPolicy, 'UNSUPPORTED_FILE_TYPE_EXCEPTION'],
  ['an image looked into', plain(observation({ key: 'a/b.JPG' })), { ...openPolicy, readAnyExtension: true }, null],
  ['an older version', plain(observation({}, { latest: false })), openPolicy, 'NOT_LATEST_VERSION'],
  ['an older version wanted', plain(observation({}, { latest: false })), { ...openPolicy, allVersions: true }, null],
  ['a filtered object', plain(observation()), filtered, 'EXCLUDED_BY_FILTER'],
  ['a directory placeholder', plain(observation({ key: 'logs/', size: 0 })), openPolicy, null],
  [
    'an object gone meanwhile',
    plain(observation(), { problem: { reason: 'SOURCE_OBJECT_NO_LONGER_AVAILABLE', detail: 'gone' } }),
    openPolicy,
    'SOURCE_OBJECT_NO_LONGER_AVAILABLE',
  ],
];
for (const [name, completed, policy, reason] of endings) {
  test(`ending of ${name}: ${reason ?? 'a task'}`, () => {
    const found = verdict(completed, policy);
    assert.equal(found?.reason ?? null, reason);
    if (reason === null) return;
    assert.equal(found?.verdict, 'skipped');
    assert.ok(found.detail.length > 10 || completed.problem !== null);
  });
}

test('what someone must act on is failed, not skipped', () => {
  for (const reason of ['PERMISSION_DENIED', 'NO_SUCH_BUCKET_AVAILABLE'] as const) {
    assert.equal(verdict(plain(observation(), { problem: { reason, detail: 'denied' } }))?.verdict, 'failed');
  }
});

test('a filter is named in the verdict', () => {
  assert.match(verdict(plain(observation()), filtered)?.detail ?? '', /filter on prefix/);
});

test('other buckets, and tagging without tag filters, are dropped', () => {
  const tagged = observation({}, { change: 'tagged', cause: 'ObjectTagging:Put' });
  const policy = { ...openPolicy, buckets: ['amzn-s3-demo-bucket'] };
  const outcomes = admit(policy)([observation({ bucket: 'other' }), tagged, observation()]);
  assert.deepEqual(
    outcomes.map((outcome) => (outcome.fate === 'drop' ? outcome.reason : outcome.fate)),
    ['other-bucket', 'content-unchanged', 'emit'],
  );
  const byTag = { ...openPolicy, filter: { ...openPolicy.filter, tags: [{ key: 'pii', value: null }] } };
  assert.equal(admit(byTag)([tagged])[0]?.fate, 'emit');
});

test('a dropped tagging event overtakes no creation', () => {
  const tagged = observation({ sequencer: '02' }, { change: 'tagged', cause: 'ObjectTagging:Put' });
  assert.deepEqual(
    admit(openPolicy)([observation({ sequencer: '01' }), tagged]).map(({ fate }) => fate),
    ['emit', 'drop'],
  );
});

test('the object store is asked only for what a decision or the task needs', () => {
  const with_ = (filter: Partial<Policy['filter']>): Policy => ({
    ...openPolicy,
    filter: { ...openPolicy.filter, ...filter },
  });
  const table: readonly [Observation, Policy, boolean, boolean][] = [
    [observation(), openPolicy, false, false],
    [observation({ etag: '' }), openPolicy, true, false],
    [observation({ size: -1 }), openPolicy, true, false],
    [observation({ storageClass: '' }), openPolicy, false, false],
    [observation({ storageClass: '' }), with_({ storageClasses: ['STANDARD'] }), true, false],
    [observation({ lastModified: null }), with_({ modifiedBefore: '2026-01-01T00:00:00.000Z' }), true, false],
    [observation(), with_({ excludeTags: [{ key: 'a', value: null }] }), false, true],
    [observation(), with_({ prefixes: ['logs/'], tags: [{ key: 'a', value: null }] }), false, false],
    [observation({ etag: '', key: 'a.png' }), openPolicy, false, false],
    [observation({ etag: '' }, { change: 'removed' }), openPolicy, false, false],
  ];
  for (const [one, policy, head, tags] of table) assert.deepEqual(lookupsFor(one, policy), { head, tags });
});

test('extensions that also name text are left to the matcher', () => {
  for (const key of ['a.ts', 'a.svg', 'a.bin', 'a', '.png', 'dir.png/file', 'a.png.txt'])
    assert.equal(unreadableExtension(key), null);
  for (const key of ['a.png', 'x/y.MP4', 'b.tar.iso']) assert.notEqual(unreadableExtension(key), null);
});

const anyObservation = fc
  .record({
    bucket: fc.constantFrom('one', 'two'),
    key: fc.constantFrom('a.csv', 'b.png', 'logs/'),
    versionId: fc.constantFrom('', 'v1'),
    sequencer: fc.constantFrom('', '01', '02', '0200'),
    storageClass: fc.constantFrom('', 'STANDARD', 'GLACIER'),
    change: fc.constantFrom('present', 'restored', 'tagged', 'removed'),
    latest: fc.boolean(),
  })
  .map(({ change, latest, ...object }) => observation(object, { change, latest } as Partial<Observation>));

test('every input has one outcome, in order, and every admitted object ends in exactly one of task, verdict, removal', () => {
  fc.assert(
    fc.property(fc.array(anyObservation, { maxLength: 20 }), (batch) => {
      const outcomes = admit({ ...openPolicy, buckets: ['one'] })(batch);
      assert.equal(outcomes.length, batch.length);
      const admitted = outcomes.flatMap((outcome) => (outcome.fate === 'emit' ? outcome.values : []));
      const decided = decide(openPolicy, NOW)(admitted.map((one) => plain(one)));
      assert.equal(decided.length, admitted.length);
      for (const [index, one] of admitted.entries()) {
        const sent = (decided[index] as { values: readonly IngestMessage[] }).values;
        assert.equal(sent.length, one.change === 'removed' ? 1 : 2);
        for (const { topic, value } of sent) topic.schema.parse(value);
      }
    }),
  );
});
