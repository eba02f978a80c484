import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { TransientError } from '@dowser/pipeline';
import fc from 'fast-check';
import { createAccessIngester } from '../src/access/access-ingester.ts';
import { LogKind, logAt } from '../src/access/log-location.ts';
import { RECORD_LIMIT_BYTES, splitRecords } from '../src/access/split-records.ts';
import { LINE_LIMIT_BYTES, RECORDS_PER_BATCH, runLog } from '../src/sources/log-source.ts';
import { splitLines } from '../src/sources/split-lines.ts';
import { type FakeObject, objectMap, quiet, recordingBus } from './support/fakes.ts';

const record = (requestID: string, more: Readonly<Record<string, unknown>> = {}) => ({
  eventVersion: '1.11',
  eventTime: '2025-03-01T12:00:00Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'GetObject',
  requestID,
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::123456789012:user/Alice', accountId: '123456789012' },
  requestParameters: { bucketName: 'lake', key: 'a {"quoted\\" ] } key.csv' },
  ...more,
});
const trail = (records: readonly unknown[]): string => JSON.stringify({ Records: records });
const line = (requestId: string, key = 'k'): string =>
  `o lake [06/Feb/2019:00:00:38 +0000] 192.0.2.3 - ${requestId} REST.GET.OBJECT ${key} "GET /lake/${key} HTTP/1.1" 200 - 5 5 1 1 "-" "curl/8" -`;

async function read(kind: LogKind, body: Uint8Array | string | FakeObject) {
  const bus = recordingBus();
  const object = typeof body === 'object' && 'body' in body ? body : { body };
  const objects = objectMap(new Map([['logs/l', object]]));
  const telemetry = quiet();
  const access = createAccessIngester({ bus, telemetry });
  await runLog({ kind, bucket: 'logs', key: 'l' }, { objects, access, telemetry }, new AbortController().signal);
  return { events: bus.accesses(), letters: bus.deadLetters(), telemetry, bus };
}

test('a CloudTrail log, compressed or not, in batches', async () => {
  const count = RECORDS_PER_BATCH * 2 + 1;
  const text = trail(Array.from({ length: count }, (_, i) => record(`R${i}`)));
  for (const body of [text, gzipSync(text)]) {
    const { events, letters } = await read(LogKind.CloudTrail, body);
    assert.equal(new Set(events.map(({ eventId }) => eventId)).size, count);
    assert.equal(events[0]?.key, 'a {"quoted\\" ] } key.csv');
    assert.deepEqual(letters, []);
  }
});

test('a malformed record costs itself alone', async () => {
  const text = trail([record('R1'), record('R2', { userIdentity: 5 }), record('R3')]).replace('"R3"', '"R3",,');
  const { events, letters } = await read(LogKind.CloudTrail, text.replace(']}', `,${JSON.stringify(record('R4'))}]}`));
  assert.equal(events.length, 2);
  assert.deepEqual(
    letters.map(({ origin, code }) => [origin, code]),
    [
      ['s3://logs/l#2', 'INVALID_ACCESS_RECORD'],
      ['s3://logs/l#3', 'MALFORMED_JSON'],
    ],
  );
  assert.equal(JSON.parse(Buffer.from(letters[0]!.payload, 'base64').toString()).requestID, 'R2');
});

test('a malformed line costs itself alone', async () => {
  const { events, letters } = await read(LogKind.ServerAccess, [line('R1'), 'nonsense', '', line('R2'), ''].join('\n'));
  assert.equal(events.length, 2);
  assert.deepEqual(
    letters.map(({ origin, payload }) => [origin, Buffer.from(payload, 'base64').toString()]),
    [['s3://logs/l#2', 'nonsense']],
  );
});

for (const [name, kind, body] of [
  ['a gzip stream that breaks off', LogKind.CloudTrail, gzipSync(trail([record('R1')])).subarray(0, 60)],
  ['a list that is not closed', LogKind.CloudTrail, trail([record('R1')]).slice(0, -2)],
  ['no list', LogKind.CloudTrail, 'hello'],
  ['an object that is gone', LogKind.ServerAccess, { body: '', error: 'SOURCE_OBJECT_NO_LONGER_AVAILABLE' }],
] as const) {
  test(`${name} is one dead letter`, async () => {
    const { letters } = await read(kind, body);
    assert.deepEqual(
      letters.map(({ origin, code }) => [origin, code]),
      [['s3://logs/l', 'INVALID_ACCESS_LOG']],
    );
  });
}

test('what comes before a broken end is kept', async () => {
  const { events, letters } = await read(LogKind.CloudTrail, trail([record('R1'), record('R2')]).slice(0, -30));
  assert.equal(events.length, 1);
  assert.equal(letters.length, 1);
});

test('an empty log is nothing', async () => {
  for (const body of ['', gzipSync('')]) {
    const { events, letters } = await read(LogKind.ServerAccess, body);
    assert.deepEqual([events, letters], [[], []]);
  }
});

test('a line at the limit is read, one past it is not', async () => {
  const fill = LINE_LIMIT_BYTES - Buffer.byteLength(line('R1', ''));
  const key = 'k'.repeat(Math.floor(fill / 2));
  const atLimit = line('R1', key).padEnd(LINE_LIMIT_BYTES, '-');
  assert.equal(Buffer.byteLength(atLimit), LINE_LIMIT_BYTES);
  const { events, letters } = await read(LogKind.ServerAccess, [atLimit, `${atLimit}-`, line('R2')].join('\n'));
  assert.deepEqual(
    events.map(({ key: found }) => found.length),
    [key.length, 1],
  );
  assert.deepEqual(
    letters.map(({ origin, detail }) => [origin, /over 65536 bytes/.test(detail)]),
    [['s3://logs/l#2', true]],
  );
});

test('a record at the limit is read, one past it is not', async () => {
  const bare = JSON.stringify(record('R1', { filler: '' })).length;
  const sized = (bytes: number) => record('R1', { filler: 'x'.repeat(bytes - bare) });
  const { events, letters } = await read(
    LogKind.CloudTrail,
    trail([sized(RECORD_LIMIT_BYTES), sized(RECORD_LIMIT_BYTES + 1), record('R2')]),
  );
  assert.equal(events.length, 2);
  assert.deepEqual(
    letters.map(({ origin }) => origin),
    ['s3://logs/l#2'],
  );
});

test('a bus that is away: the log is not done', async () => {
  const bus = recordingBus();
  const stop = new AbortController();
  const telemetry = quiet();
  bus.faults.push(new TransientError('away'));
  stop.abort();
  const objects = objectMap(new Map([['logs/l', { body: line('R1') }]]));
  const options = { objects, access: createAccessIngester({ bus, telemetry }), telemetry };
  await assert.rejects(
    runLog({ kind: LogKind.ServerAccess, bucket: 'logs', key: 'l' }, options, stop.signal),
    TransientError,
  );
});

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test('records and lines do not depend on how the bytes come', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.dictionary(fc.string(), fc.json())),
      fc.integer({ min: 1, max: 50 }),
      async (records, size) => {
        const found: unknown[] = [];
        const split = splitRecords(inPieces(Buffer.from(trail(records)), size));
        for (let next = await split.next(); ; next = await split.next()) {
          if (next.done) {
            assert.deepEqual(next.value, { records: records.length, complete: true });
            break;
          }
          found.push(JSON.parse(next.value.text));
        }
        assert.equal(JSON.stringify(found), JSON.stringify(records));
        const lines: string[] = [];
        const text = records.map((each) => JSON.stringify(each)).join('\r\n');
        for await (const { text: one } of splitLines(inPieces(Buffer.from(text), size), 10_000)) lines.push(one);
        assert.deepEqual(
          lines,
          records.map((each) => JSON.stringify(each)),
        );
      },
    ),
    { numRuns: 50 },
  );
});

test('logs are what lies where logs are written', () => {
  const locations = {
    cloudTrail: [{ bucket: 'trail', key: 'AWSLogs/' }],
    serverAccess: [{ bucket: 'access', key: '' }],
  };
  for (const [bucket, key, kind] of [
    ['trail', 'AWSLogs/123456789012/CloudTrail/eu-west-1/2025/03/01/x.json.gz', 'cloudtrail'],
    ['trail', 'AWSLogs/123456789012/CloudTrail-Digest/eu-west-1/2025/03/01/x.json.gz', undefined],
    ['trail', 'AWSLogs/123456789012/CloudTrail-Insight/eu-west-1/2025/03/01/x.json.gz', undefined],
    ['trail', 'AWSLogs/123456789012/CloudTrail/', undefined],
    ['trail', 'other/x.json.gz', undefined],
    ['access', 'lake2025-03-01-12-00-00-3E57427F3EXAMPLE', 'server-access'],
    ['access', 'folder/', undefined],
    ['lake', 'a.csv', undefined],
  ] as const) {
    assert.equal(logAt(locations, bucket, key)?.kind, kind, key);
  }
});
