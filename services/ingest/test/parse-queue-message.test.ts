import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { AccessEvent } from '@dowser/contracts';
import type { Outcome } from '@dowser/pipeline';
import fc from 'fast-check';
import type { Observation } from '../src/observation.ts';
import { ENVELOPES_MAX, parseQueueMessage } from '../src/parse-queue-message.ts';

const FIXTURES = new URL('./fixtures/', import.meta.url);
const body = (name: string): string => readFileSync(new URL(name, FIXTURES), 'utf8');

/** The expected outcome as fixtures are named: `emit-present`, `drop-test-event`, `reject-INVALID_EVENT`. */
function nameOf(outcome: Outcome<Observation | AccessEvent>): string {
  if (outcome.fate === 'emit') {
    return `emit-${outcome.values.map((value) => ('change' in value ? value.change : value.action)).join('+')}`;
  }
  return `${outcome.fate}-${outcome.fate === 'drop' ? outcome.reason : outcome.code}`;
}

const fixtures = readdirSync(FIXTURES).filter((name) => /^(emit|drop|reject)-/.test(name));

for (const name of fixtures) {
  test(`fixture ${name}`, () => {
    const inputs = parseQueueMessage(body(name));
    assert.deepEqual(
      inputs.map(({ outcome }) => nameOf(outcome)),
      [name.split('.')[0]],
    );
    for (const { outcome } of inputs) if (outcome.fate === 'reject') assert.match(outcome.detail, /\w+ \w+/);
  });
}

test('there are fixtures of every fate', () => assert.ok(fixtures.length >= 30));

function observed(name: string): Observation {
  const [input] = parseQueueMessage(body(name));
  assert.equal(input?.outcome.fate, 'emit');
  return (input.outcome as { values: readonly Observation[] }).values[0]!;
}

test('an S3 event becomes facts: key URL-decoded, version, size, sequencer as sent', () => {
  const { object, cause, latest } = observed('emit-present.multipart-encoded-key.json');
  assert.deepEqual(object, {
    bucket: 'amzn-s3-demo-bucket',
    key: '2025/café menu+prices%.csv',
    versionId: '096fKKXTRTtl3on89fVO.nfljtsv6qko',
    etag: '8f2b1c9e0d3a4b5c6d7e8f9012345678-2',
    size: 6291456,
    lastModified: null,
    storageClass: '',
    encryption: '',
    sequencer: '0055AED6DCD90281E6',
    source: 'event',
    observedAt: '2025-03-01T12:00:00.000Z',
  });
  assert.equal(cause, 'ObjectCreated:CompleteMultipartUpload');
  assert.equal(latest, true);
});

test('an EventBridge event carries its key unencoded', () => {
  const { object, cause } = observed('emit-present.eventbridge.json');
  assert.equal(object.key, 'reports/a b+c.txt');
  assert.equal(object.versionId, 'IYV3p45BT0ac8hjHg1houSdS1a.Mro8e');
  assert.equal(cause, 'ObjectCreated:Put');
});

test('EventBridge events have the causes of S3 events', () => {
  assert.equal(observed('emit-removed.eventbridge-permanent.json').cause, 'ObjectRemoved:Delete');
  assert.equal(
    observed('emit-removed.eventbridge-lifecycle-marker.json').cause,
    'LifecycleExpiration:DeleteMarkerCreated',
  );
  assert.equal(observed('emit-tagged.eventbridge-deleted.json').cause, 'ObjectTagging:Delete');
});

test('a completed restore keeps the archived storage class', () => {
  assert.equal(observed('emit-restored.completed.json').object.storageClass, 'GLACIER');
  assert.equal(observed('emit-restored.eventbridge.json').object.storageClass, 'DEEP_ARCHIVE');
});

test('the records of one message are inputs of their own, each with its own outcome and payload', () => {
  const good = JSON.parse(body('emit-present.put.json')).Records[0];
  const bad = { ...good, eventName: 'Unheard:Of' };
  const inputs = parseQueueMessage(JSON.stringify({ Records: [good, bad, good] }));
  assert.deepEqual(
    inputs.map(({ outcome }) => outcome.fate),
    ['emit', 'reject', 'emit'],
  );
  assert.deepEqual(JSON.parse(inputs[1]!.payload), { Records: [bad] });
});

test('a MinIO event (prefix s3: in the name) is understood', () => {
  const record = {
    ...JSON.parse(body('emit-present.put.json')).Records[0],
    eventSource: 'minio:s3',
    eventName: 's3:ObjectCreated:Put',
  };
  const [input] = parseQueueMessage(JSON.stringify({ Records: [record] }));
  assert.equal(input?.outcome.fate, 'emit');
});

test('the null version of a bucket with suspended versioning is the one without an id', () => {
  const record = structuredClone(JSON.parse(body('emit-present.put.json')).Records[0]);
  record.s3.object.versionId = 'null';
  const [input] = parseQueueMessage(JSON.stringify({ Records: [record] }));
  assert.equal((input!.outcome as { values: readonly Observation[] }).values[0]!.object.versionId, '');
});

test(`${ENVELOPES_MAX} SNS envelopes are unwrapped, one more is refused`, () => {
  const wrap = (inner: string): string => JSON.stringify({ Type: 'Notification', Message: inner });
  let text = body('emit-present.put.json');
  for (let depth = 0; depth < ENVELOPES_MAX; depth++) text = wrap(text);
  assert.equal(nameOf(parseQueueMessage(text)[0]!.outcome), 'emit-present');
  assert.equal(nameOf(parseQueueMessage(wrap(text))[0]!.outcome), 'reject-UNKNOWN_EVENT');
});

test('any text and any JSON has an outcome', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.json().map((json) => `{"Records":[${json}]}`),
      ),
      (text) => {
        assert.ok(parseQueueMessage(text).length >= 1);
      },
    ),
  );
});

test('the announcement of CloudTrail names its logs, also from SNS', () => {
  const logs = [{ bucket: 'trail', key: 'AWSLogs/123456789012/CloudTrail/eu-west-1/2025/03/01/a.json.gz' }];
  for (const name of ['drop-log-announcement.cloudtrail.json', 'drop-log-announcement.cloudtrail-sns.json']) {
    const [input] = parseQueueMessage(body(name));
    assert.deepEqual(input?.kind === 'logs' && input.logs, logs);
  }
});
