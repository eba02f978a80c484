/** The sample's month of access through ingest's parser, the bus, the sink and ClickHouse: one anomaly, whatever comes again. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openBus } from '@dowser/bus';
import {
  type AccessEvent,
  ConsumerGroup,
  type ObjectFacts,
  type ObjectRecord,
  objectVersionId,
  scanId,
  type Topic,
  topics,
  type VerdictMessage,
} from '@dowser/contracts';
import { parseAccessLogLine, parseCloudTrailRecord } from '@dowser/ingest';
import { type FrontProcess, sampleAccessLog, startClickHouse } from '@dowser/local';
import { encode } from '@dowser/pipeline';
import { runSink } from '@dowser/sink';
import { openStore, type Store } from '@dowser/store';
import { createTelemetry } from '@dowser/telemetry';
import { until } from '@dowser/testkit';

const BUCKET = 'dowser-sample';
const FOLDERS = { 'logs/app/': 30, 'crm/events/2026/': 40, 'crm/customers/': 48, 'src/': 20 } as const;
const OBJECTS = Object.entries(FOLDERS).flatMap(([folder, count]) =>
  Array.from({ length: count }, (_, i) => ({ key: `${folder}object-${i}`, size: 20_000 + 1_000 * i })),
);
const SENSITIVE = OBJECTS.filter(({ key }) => key.startsWith('crm/')).map(({ key }) => key);
const NOW = new Date();
const LOOK = { now: NOW, falseAlarmDays: 1_000, trustedAccounts: [] };
const OCCURRENCES = 600;

const facts = (key: string): ObjectFacts => ({
  bucket: BUCKET,
  key,
  versionId: '',
  etag: 'e',
  size: 1,
  lastModified: null,
  storageClass: '',
  encryption: '',
  sequencer: '',
  source: 'event',
  observedAt: NOW.toISOString(),
});

/** That an object is there. */
const record = (key: string): ObjectRecord => ({
  schemaVersion: 1,
  objectVersionId: objectVersionId(facts(key)),
  object: facts(key),
  removed: false,
  cause: 'ObjectCreated:Put',
});

/** That it holds something, as the matcher says it. */
const verdict = (key: string): VerdictMessage => ({
  schemaVersion: 1,
  kind: 'verdict',
  scanId: scanId(objectVersionId(facts(key)), 'set'),
  objectVersionId: objectVersionId(facts(key)),
  bucket: BUCKET,
  key,
  identifierSetId: 'set',
  object: facts(key),
  verdict: 'scanned',
  reason: '',
  detail: '',
  bytesRead: 1,
  bytesScanned: 1,
  charset: 'utf-8',
  compression: '',
  mimeType: 'text/csv',
  scannedAt: NOW.toISOString(),
  durationMs: 1,
  findings: [{ identifier: 'X', category: 'PERSONAL_INFORMATION', severity: 'High', count: OCCURRENCES }],
});

function understood(outcome: ReturnType<typeof parseAccessLogLine>): readonly AccessEvent[] {
  return outcome.fate === 'emit' ? outcome.values : assert.fail(JSON.stringify(outcome));
}

const month = (): readonly AccessEvent[] =>
  sampleAccessLog({ seed: 'dowser', bucket: BUCKET, objects: OBJECTS, endMs: NOW.getTime() })
    .trimEnd()
    .split('\n')
    .flatMap((line) => understood(parseAccessLogLine(line)));

/** Someone opens the bucket to everyone, an hour ago. */
const opened = (): readonly AccessEvent[] =>
  understood(
    parseCloudTrailRecord({
      eventVersion: '1.11',
      userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/admin', accountId: '111122223333' },
      eventTime: new Date(NOW.getTime() - 3_600_000).toISOString().replace(/\.\d+Z/, 'Z'),
      eventSource: 's3.amazonaws.com',
      eventName: 'PutBucketPolicy',
      sourceIPAddress: '203.0.113.9',
      userAgent: 'aws-cli/2.18.5',
      requestID: 'OPEN',
      requestParameters: {
        bucketName: BUCKET,
        bucketPolicy: { Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject' } },
      },
    }),
  );

describe('anomalies of access, end to end', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dowser-anomalies-'));
  let clickhouse: FrontProcess;
  let store: Store;
  before(async () => {
    clickhouse = await startClickHouse({ port: 0, dataDir: join(folder, 'clickhouse') });
    store = openStore({ url: clickhouse.url, database: 'dowser' });
    await store.migrate();
  });
  after(async () => {
    await store.close();
    await clickhouse.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Through the bus and the sink, then what the sink does from time to time. */
  async function bring(events: readonly AccessEvent[], sensitive: readonly string[]) {
    const bus = await openBus(`sqlite:${join(folder, 'bus.db')}`);
    await bus.ensureTopics(Object.values(topics));
    const send = <T>(topic: Topic<T>, values: readonly T[]) =>
      bus.produce(
        topic.name,
        values.map((value, i) => ({ key: String(i), value: encode(topic, value) })),
      );
    await send(topics.objectRecords, sensitive.map(record));
    await send(topics.scanResults, sensitive.map(verdict));
    await send(topics.accessEvents, events);
    const telemetry = createTelemetry({ service: 'test', level: 'silent' });
    const running = await runSink({ bus, store, telemetry, batchMessages: 500, partitionsConcurrent: 4, lingerMs: 0 });
    const read = [topics.objectRecords.name, topics.scanResults.name, topics.accessEvents.name];
    await until(async () => (await bus.lag(ConsumerGroup.Sink, read)) === 0, 'the sink has written everything', 30_000);
    await running.stop();
    await bus.close();
    await store.rollUpAccess({ reweighSeconds: 3_600 });
    return store.detectAnomalies(LOOK);
  }
  const anomalies = () =>
    store.query<{
      id: string;
      state: string;
      severity: string;
      type: string;
      principal: string;
      objects: number;
      revision: number;
    }>(
      `SELECT anomaly_id AS id, state, severity, type, principal, toUInt32(sensitive_objects) AS objects, revision FROM anomalies`,
    );

  test('the month: the one quiet exfiltration, and nothing else', async () => {
    const { changed } = await bring(month(), SENSITIVE);
    const found = await anomalies();
    assert.deepEqual(
      found.map(({ principal, state }) => [principal, state]),
      [['111122223333:assumed-role:contractor-sync', 'open']],
    );
    assert.equal(changed, 1);
    assert.match(found[0]!.severity, /^(?:High|Critical)$/);
    assert.ok(found[0]!.objects > 0);
    const [evidence] = await store.query<{ names: readonly string[]; days: number }>(
      `SELECT arrayDistinct(arrayFlatten(signals.names)) AS names, dateDiff('day', first_day, today()) AS days FROM anomalies`,
    );
    for (const name of ['198.51.100.0/24', 'curl', `${BUCKET}/crm/customers/`])
      assert.ok(evidence?.names.includes(name), name);
    assert.equal(evidence?.days, 6, 'it is found on its first night');
  });

  test('everything again changes nothing, and leaves no trace in the history', async () => {
    const before = await anomalies();
    assert.equal((await bring(month(), [])).changed, 0);
    assert.deepEqual(await anomalies(), before);
    assert.equal((await store.query('SELECT * FROM anomaly_history')).length, 1);
  });

  test('an exact rule is met: raised at once, by what the bucket holds; the view of exposure joins all', async () => {
    assert.equal((await bring(opened(), [])).changed, 1);
    const [rule] = (await anomalies()).filter(({ type }) => type === 'public-policy');
    assert.deepEqual([rule?.severity, rule?.state, rule?.principal], ['Critical', 'open', '111122223333:user:admin']);
    const [exposed] = await store.query<Record<string, unknown>>(
      `SELECT bucket, made_public, weakened, worst_anomaly, toUInt32(sensitive_objects) AS objects,
         toUInt32(sensitive_readers_30_days) AS readers, toUInt32(open_anomalies) AS open FROM exposure`,
    );
    const { objects, readers, ...rest } = exposed!;
    assert.deepEqual(rest, { bucket: BUCKET, made_public: 1, weakened: [], worst_anomaly: 'Critical', open: 2 });
    assert.equal(objects, SENSITIVE.length);
    assert.equal(readers, 3);
  });

  test('what someone decided stays, with a note and its history; another look does not undo it', async () => {
    const id = (await anomalies()).find(({ type }) => type === 'public-policy')?.id ?? '';
    assert.equal(await store.setAnomalyState(id, { state: 'archived', note: 'our web site' }, NOW), true);
    assert.equal(await store.setAnomalyState('0'.repeat(32), { state: 'archived', note: '' }, NOW), false);
    assert.equal((await store.detectAnomalies(LOOK)).changed, 0);
    const history = await store.query<{ state: string; note: string }>(
      `SELECT state, note FROM anomaly_history WHERE anomaly_id = '${id}'`,
    );
    assert.deepEqual(history, [
      { state: 'open', note: '' },
      { state: 'archived', note: 'our web site' },
    ]);
  });
});
