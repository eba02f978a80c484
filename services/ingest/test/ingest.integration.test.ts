import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Bus, openBus } from '@dowser/bus';
import {
  type AccessEvent,
  type DeadLetter,
  type ObjectRecord,
  type ObjectTask,
  type ScanResult,
  type Topic,
  topics,
} from '@dowser/contracts';
import { type AwsStack, type FrontProcess, startAws, startClickHouse, startService } from '@dowser/local';
import { decode, systemClock } from '@dowser/pipeline';
import { openStore } from '@dowser/store';
import { createQueueClient, createRandom, createSimulatedQueue, directLink, until } from '@dowser/testkit';
import { createSqsClient, createSqsQueue } from '../src/sources/sqs-queue.ts';
import {
  CSV_SCHEMA,
  csvGz,
  csvLine,
  type InventoryFixture,
  inventoryObjects,
  MANIFEST,
  ORC_SCHEMA,
} from './support/inventory.ts';
import { memoryQueue } from './support/memory-queue.ts';
import { queueConformance } from './support/queue-conformance.ts';

const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: 'us-east-1' };
/** Longest wait for a process to get somewhere. */
const PATIENCE_MS = 30_000;

let folder: string;
let aws: AwsStack;
let s3: S3Client;
let sqs: SQSClient;
let names = 0;

before(async () => {
  Object.assign(process.env, CREDENTIALS);
  folder = mkdtempSync(join(tmpdir(), 'dowser-ingest-'));
  aws = await startAws({ port: 0, dataDir: join(folder, 'aws') });
  s3 = new S3Client({ endpoint: aws.url, forcePathStyle: true });
  sqs = new SQSClient({ endpoint: aws.url });
});
after(async () => {
  s3.destroy();
  sqs.destroy();
  await aws.stop();
  rmSync(folder, { recursive: true, force: true });
});

const fresh = (what: string): string => `${what}-${++names}`;

async function createQueue(): Promise<string> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: fresh('events') }));
  return QueueUrl!;
}

const put = (Bucket: string, Key: string, Body: Uint8Array | string) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body }));

async function createBucket(queueUrl?: string): Promise<string> {
  const Bucket = fresh('lake');
  await s3.send(new CreateBucketCommand({ Bucket }));
  if (queueUrl === undefined) return Bucket;
  const QueueArn = `arn:aws:sqs:us-east-1:000000000000:${queueUrl.split('/').at(-1)}`;
  const Events = ['s3:ObjectCreated:*' as const, 's3:ObjectRemoved:*' as const];
  const NotificationConfiguration = { QueueConfigurations: [{ QueueArn, Events }] };
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
  return Bucket;
}

/** Everything in a topic. */
async function read<T>(bus: Bus, topic: Topic<T>): Promise<T[]> {
  const group = fresh('reader');
  const values: T[] = [];
  const expected = await bus.lag(group, [topic.name]);
  const subscription = await bus.consume({
    group,
    topics: [topic.name],
    maxBatchMessages: 1_000,
    handle: async ({ messages }) => {
      values.push(...messages.map(({ value }) => decode(topic, value)));
    },
  });
  await until(() => values.length >= expected, 'the records on the bus');
  await subscription.stop();
  return values;
}

interface Sent {
  readonly records: ObjectRecord[];
  readonly live: ObjectTask[];
  readonly bulk: ObjectTask[];
  readonly results: ScanResult[];
  readonly letters: DeadLetter[];
  readonly accesses: AccessEvent[];
}

/** The real process, on its own bus. */
function start(env: Readonly<Record<string, string>>) {
  const home = join(folder, fresh('run'));
  const busUrl = `sqlite:${join(home, 'bus.db')}`;
  const service = startService(
    'ingest',
    { ...process.env, AWS_ENDPOINT_URL: aws.url, DOWSER_BUS_URL: busUrl, ...env },
    join(home, 'logs'),
  );
  const withBus = async <T>(work: (bus: Bus) => Promise<T>): Promise<T> => {
    const bus = await openBus(busUrl);
    try {
      await bus.ensureTopics(Object.values(topics));
      return await work(bus);
    } finally {
      await bus.close();
    }
  };
  return {
    service,
    log: () => readFileSync(join(home, 'logs', 'ingest.log'), 'utf8'),
    lag: () =>
      withBus((bus) =>
        bus.lag(
          'nobody',
          Object.values(topics).map(({ name }) => name),
        ),
      ),
    sent: () =>
      withBus(
        async (bus): Promise<Sent> => ({
          records: await read(bus, topics.objectRecords),
          live: await read(bus, topics.liveObjectTasks),
          bulk: await read(bus, topics.bulkObjectTasks),
          results: await read(bus, topics.scanResults),
          letters: await read(bus, topics.deadLetters),
          accesses: await read(bus, topics.accessEvents),
        }),
      ),
  };
}

/** The exit code; a process that does not end in time is ended, and its log shown. */
async function ended({ service, log }: ReturnType<typeof start>): Promise<number> {
  const late = setTimeout(() => service.kill('SIGKILL'), PATIENCE_MS);
  const code = await service.exited;
  clearTimeout(late);
  if (code === 1) console.error(log());
  return code;
}

async function runOnce(env: Readonly<Record<string, string>>): Promise<Sent> {
  const run = start(env);
  assert.equal(await ended(run), 0, run.log());
  assert.match(run.log(), /"counters":\{/);
  return run.sent();
}

const keys = (tasks: readonly ObjectTask[]): string[] => tasks.map(({ object }) => object.key).sort();

queueConformance('memory queue', async () => {
  const queue = memoryQueue(1_000);
  return { queue, send: queue.send };
});
queueConformance('simulated queue, on the system clock', async () => {
  const random = createRandom(1);
  const queue = createSimulatedQueue({ nowMs: () => systemClock.elapsedMs(), random });
  const send = (body: string): void => void queue.send(body);
  return { queue: createQueueClient(queue, directLink(systemClock), systemClock, random), send };
});

queueConformance('SQS', async () => {
  const url = await createQueue();
  return {
    queue: createSqsQueue(url, createSqsClient(url, { AWS_ENDPOINT_URL: aws.url })),
    send: async (body) => {
      await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));
    },
  };
});

describe('ingest as a process', () => {
  test('once, from a queue: real notifications, a bad message, an older event; the queue is empty after', async () => {
    const queue = await createQueue();
    const bucket = await createBucket(queue);
    for (let index = 0; index < 25; index++) await put(bucket, `in/été ${index}+%.csv`, `body ${index}`);
    await put(bucket, 'in/picture.png', 'x');
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'in/été 3+%.csv' }));
    await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: '{"Records":' }));
    const { live, bulk, records, results, letters } = await runOnce({ DOWSER_QUEUE_URLS: queue, DOWSER_ONCE: '1' });

    const newest = new Map<string, ObjectRecord>();
    for (const record of records) {
      const known = newest.get(record.object.key);
      if (known === undefined || known.object.sequencer <= record.object.sequencer)
        newest.set(record.object.key, record);
    }
    assert.equal(newest.size, 26);
    assert.deepEqual(
      [...newest.values()].filter(({ removed }) => removed).map(({ object }) => object.key),
      ['in/été 3+%.csv'],
    );
    const scanned = new Set(keys(live));
    for (let index = 0; index < 25; index++) if (index !== 3) assert.ok(scanned.has(`in/été ${index}+%.csv`));
    assert.deepEqual(bulk, []);
    assert.deepEqual(
      results.map((result) => result.kind === 'verdict' && [result.key, result.reason]),
      [['in/picture.png', 'UNSUPPORTED_FILE_TYPE_EXCEPTION']],
    );
    assert.deepEqual(
      letters.map(({ code }) => code),
      ['MALFORMED_JSON'],
    );
    assert.equal(await createSqsQueue(queue, sqs).backlog(), 0);
  });

  test('once, from a listing of more than one page', async () => {
    const bucket = await createBucket();
    const bodies = Array.from({ length: 1_050 }, (_, index) => `in/${index}`);
    for (let at = 0; at < bodies.length; at += 50) {
      await Promise.all(bodies.slice(at, at + 50).map((key) => put(bucket, key, key)));
    }
    await put(bucket, 'out/x', 'x');
    const { bulk, records } = await runOnce({ DOWSER_LISTINGS: `s3://${bucket}/in/` });
    assert.deepEqual(keys(bulk), bodies.sort());
    assert.equal(records.length, bodies.length);
  });

  /** Puts manifest.checksum last, as S3 does. */
  async function putInventory(fixture: InventoryFixture, queue?: string): Promise<string> {
    const bucket = await createBucket(queue);
    for (const [name, { body }] of inventoryObjects({ ...fixture, bucket })) {
      await put(bucket, name.slice(bucket.length + 1), body);
    }
    return bucket;
  }
  const manifestIn = (bucket: string): string => MANIFEST.replace('s3://inventory/', `s3://${bucket}/`);

  test('a wrong inventory checksum is a dead letter, and the process ends well', async () => {
    const files = [csvGz([csvLine('a.csv')])];
    const bucket = await putInventory({ format: 'CSV', schema: CSV_SCHEMA, files, checksum: '0'.repeat(32) });
    const { letters, records } = await runOnce({ DOWSER_INVENTORIES: manifestIn(bucket) });
    assert.deepEqual(
      letters.map(({ code }) => code),
      ['INVENTORY_CHECKSUM_MISMATCH'],
    );
    assert.deepEqual(records, []);
  });

  test('a bucket that does not exist ends the process with 2 and says which', async () => {
    const run = start({ DOWSER_LISTINGS: 's3://nowhere-to-be-found' });
    assert.equal(await ended(run), 2);
    assert.match(run.log(), /nowhere-to-be-found.*NO_SUCH_BUCKET_AVAILABLE/);
  });

  test('a wrong configuration is listed whole, before anything is connected', async () => {
    const run = start({ DOWSER_LISTINGS: 'lake', DOWSER_VERSIONS: 'some' });
    assert.equal(await ended(run), 2);
    assert.match(run.log(), /DOWSER_LISTINGS.*DOWSER_VERSIONS/s);
  });

  test('SIGTERM drains a watching process: it ends with 0, and what comes later stays in the queue', async () => {
    const queue = await createQueue();
    const bucket = await createBucket(queue);
    const run = start({ DOWSER_QUEUE_URLS: queue });
    await put(bucket, 'first', '1');
    await until(async () => (await run.lag()) >= 2, 'a task and a record on the bus');
    run.service.kill('SIGTERM');
    assert.equal(await ended(run), 0);
    await put(bucket, 'second', '2');
    assert.equal(await createSqsQueue(queue, sqs).backlog(), 1);
    assert.deepEqual(keys((await run.sent()).live), ['first']);
  });

  test('killed at any moment, every event still arrives', async () => {
    const queue = await createQueue();
    const bucket = await createBucket(queue);
    const wanted = Array.from({ length: 120 }, (_, index) => `k${index}`);
    for (const key of wanted) await put(bucket, key, key);
    const home = { DOWSER_BUS_URL: `sqlite:${join(folder, fresh('killed'), 'bus.db')}` };
    const env = { ...home, DOWSER_QUEUE_URLS: queue, DOWSER_ONCE: '1', DOWSER_QUEUE_VISIBILITY_SECONDS: '10' };
    const first = start(env);
    const observer = createSqsQueue(queue, sqs);
    await until(async () => (await observer.backlog()) < wanted.length, 'the first messages taken');
    first.service.kill('SIGKILL');
    await first.service.exited;
    const second = start(env);
    assert.equal(await ended(second), 0, second.log());
    const bus = await openBus(home.DOWSER_BUS_URL);
    const tasks = await read(bus, topics.liveObjectTasks);
    await bus.close();
    assert.deepEqual([...new Set(keys(tasks))], wanted.sort());
    assert.equal(await observer.backlog(), 0);
  });

  describe('ORC', () => {
    let clickhouse: FrontProcess;
    before(async () => {
      clickhouse = await startClickHouse({ port: 0, dataDir: join(folder, 'clickhouse') });
    });
    after(() => clickhouse.stop());

    test("an inventory in ORC is read by ClickHouse's reader, announced by an event", async () => {
      const store = openStore({ url: clickhouse.url, database: 'default' });
      const parts: Uint8Array[] = [];
      const rows = `SELECT 'data-lake' AS bucket, concat('é+%', toString(number)) AS key, number AS size,
        toDateTime64('2025-02-28 10:00:00.5', 3, 'UTC') AS last_modified_date, concat('etag', toString(number)) AS e_tag
        FROM numbers(1200)`;
      for await (const part of await store.raw(rows, 'ORC')) parts.push(part);
      await store.close();
      const queue = await createQueue();
      const bucket = await putInventory({ format: 'ORC', schema: ORC_SCHEMA, files: [Buffer.concat(parts)] }, queue);
      const { bulk, letters } = await runOnce({
        DOWSER_QUEUE_URLS: queue,
        DOWSER_ONCE: '1',
        DOWSER_INVENTORY_DESTINATIONS: `s3://${bucket}/daily/`,
        DOWSER_CLICKHOUSE_URL: clickhouse.url,
      });
      assert.deepEqual(letters, []);
      assert.equal(bulk.length, 1_200);
      const one = bulk.find(({ object }) => object.key === 'é+%7')?.object;
      assert.deepEqual([one?.size, one?.etag, one?.lastModified], [7, 'etag7', '2025-02-28T10:00:00.500Z']);
    });
  });
});

describe('access logs on the wire', () => {
  const record = (requestID: string, fields: Readonly<Record<string, unknown>> = {}) => ({
    eventVersion: '1.11',
    eventTime: '2025-03-01T12:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    requestID,
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::123456789012:user/Alice', accountId: '123456789012' },
    requestParameters: { bucketName: 'lake', key: 'a.csv' },
    ...fields,
  });

  test('logs in S3, announced by S3 and by CloudTrail, and records from EventBridge', async () => {
    const queueUrl = await createQueue();
    const logs = await createBucket(queueUrl);
    const trail = gzipSync(
      JSON.stringify({ Records: [record('R1'), record('R2', { eventTime: 'never' }), record('R3')] }),
    );
    await put(logs, 'AWSLogs/123456789012/CloudTrail/eu-west-1/2025/03/01/1.json.gz', trail);
    const line =
      'o lake [01/Mar/2025:12:00:00 +0000] 192.0.2.3 arn:aws:iam::123456789012:user/Alice R1 REST.GET.OBJECT a.csv "GET /lake/a.csv HTTP/1.1" 200 - 5 5 1 1 "-" "curl/8" -';
    await put(logs, 'access/2025-03-01-12-00-00-0123456789ABCDEF', `${line}\nnonsense\n`);
    const announced = await createBucket();
    await put(announced, 'trail/2.json.gz', gzipSync(JSON.stringify({ Records: [record('R4')] })));
    const send = (body: unknown) =>
      sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(body) }));
    await send({
      Type: 'Notification',
      Message: JSON.stringify({ s3Bucket: announced, s3ObjectKey: ['trail/2.json.gz'] }),
    });
    await send({
      source: 'aws.s3',
      'detail-type': 'AWS API Call via CloudTrail',
      detail: record('R5', { eventName: 'PutBucketAcl' }),
    });
    const { accesses, letters, records } = await runOnce({
      DOWSER_ONCE: 'true',
      DOWSER_QUEUE_URLS: queueUrl,
      DOWSER_CLOUDTRAIL_LOGS: `s3://${logs}/AWSLogs/,s3://${announced}/trail/`,
      DOWSER_ACCESS_LOGS: `s3://${logs}/access/`,
    });
    const told = Map.groupBy(accesses, ({ eventId }) => eventId);
    assert.deepEqual(
      [...told.values()]
        .map((tellings) =>
          tellings
            .map(({ source }) => source)
            .sort()
            .join(),
        )
        .sort(),
      ['cloudtrail', 'cloudtrail', 'cloudtrail', 'cloudtrail,server-access-log'],
    );
    assert.deepEqual(
      letters.map(({ code }) => code),
      ['INVALID_ACCESS_RECORD', 'INVALID_ACCESS_RECORD'],
    );
    assert.equal(records.length, 2);
  });
});
