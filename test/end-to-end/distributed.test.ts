/**
 * The distributed form: the services as processes of their own on a real Kafka broker, one of two matchers killed on the way.
 * The ledger is then held against the sample's manifest: every object version has exactly one verdict, every planted item
 * is found once.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type ClickHouseClient, createClient } from '@clickhouse/client';
import { type KafkaUnderTest, kafkaForTests } from '@dowser/kafka';
import {
  comparePlanted,
  type FrontProcess,
  type ManagedProcess,
  putSample,
  sampleManifest,
  sampleObjects,
  startAwsProcess,
  startClickHouse,
  startService,
} from '@dowser/local';

const SEED = 'distributed';
/** Announced by events. */
const EVENT_BUCKET = 'announced';
/** Found by an inventory only. */
const INVENTORY_BUCKET = 'inventoried';
const REPORT_BUCKET = 'inventory-reports';
const INVENTORY_OBJECTS = 120;
const WITHIN_MS = 180_000;
const LEDGER = {
  verdicts: 'SELECT count() AS n FROM object_scans',
  rawVersions: 'SELECT uniqExact(object_version_id) AS n FROM object_scans',
};

const kafkaOf = await kafkaForTests(process.env);

describe('the services as processes on Kafka', { skip: kafkaOf.skip, timeout: WITHIN_MS + 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'dowser-distributed-'));
  const credentials = { accessKeyId: 'embedded', secretAccessKey: 'embedded' };
  const services: ManagedProcess[] = [];
  let kafka: KafkaUnderTest;
  let clickhouse: FrontProcess;
  let aws: FrontProcess;
  let client: ClickHouseClient;
  let s3: S3Client;
  let env: NodeJS.ProcessEnv;

  before(async () => {
    kafka = await kafkaOf.start();
    clickhouse = await startClickHouse({ port: 0, dataDir: join(folder, 'clickhouse') });
    aws = await startAwsProcess({ port: 0, dataDir: join(folder, 'aws') });
    client = createClient({ url: clickhouse.url, database: 'dowser' });
    s3 = new S3Client({ endpoint: aws.url, region: 'us-east-1', forcePathStyle: true, credentials });
    env = {
      ...process.env,
      DOWSER_BUS_URL: `kafka://${kafka.brokers}`,
      DOWSER_CLICKHOUSE_URL: clickhouse.url,
      DOWSER_OBJECTS_URL: 's3:',
      DOWSER_FINGERPRINT_KEY: 'end-to-end-fingerprint-key',
      DOWSER_WORKERS: '1',
      AWS_ENDPOINT_URL: aws.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    };
  });

  after(async () => {
    await Promise.all(services.map((service) => service.stop()));
    s3.destroy();
    await client.close();
    await aws.stop();
    await clickhouse.stop();
    await kafka.tearDown();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const number = async (query: string): Promise<number> => {
    const [row] = await (await client.query({ query, format: 'JSONEachRow' })).json<{ n: string }>();
    return Number(row!.n);
  };

  test('both doors of ingest lead to one verdict each and to every planted item, also when a matcher is killed', async () => {
    const manifest = sampleManifest({ seed: SEED });
    const inventoried = [...sampleObjects({ seed: SEED })].slice(0, INVENTORY_OBJECTS);
    const queueUrl = await announce(s3, aws.url, credentials);
    await s3.send(new CreateBucketCommand({ Bucket: INVENTORY_BUCKET }));
    await s3.send(new CreateBucketCommand({ Bucket: REPORT_BUCKET }));
    await putSample(s3, INVENTORY_BUCKET, inventoried);
    const manifestLocation = await putInventory(s3, inventoried);

    const run = (name: 'ingest' | 'matcher' | 'sink', log: string): ManagedProcess => {
      const own = { DOWSER_QUEUE_URLS: queueUrl, DOWSER_INVENTORIES: manifestLocation };
      const service = startService(name, { ...env, ...own }, join(folder, log));
      services.push(service);
      return service;
    };
    run('sink', 'logs');
    run('matcher', 'logs');
    const victim = run('matcher', 'logs-victim');
    run('ingest', 'logs');
    await putSample(s3, EVENT_BUCKET, sampleObjects({ seed: SEED }));

    const expected = manifest.objects + inventoried.length;
    const deadline = Date.now() + WITHIN_MS;
    let killed = false;
    for (;;) {
      const verdicts = await number(LEDGER.verdicts).catch(() => 0);
      if (!killed && verdicts > 0) {
        victim.kill('SIGKILL');
        killed = true;
      }
      if (verdicts >= expected) break;
      assert.ok(Date.now() < deadline, `${verdicts} of ${expected} verdicts`);
      await sleep(250);
    }
    assert.ok(killed);
    assert.equal(await number(LEDGER.verdicts), expected);
    assert.equal(await number(LEDGER.rawVersions), expected);
    assert.equal(await number('SELECT count() AS n FROM dead_letters'), 0);
    for (const [bucket, entries] of [
      [EVENT_BUCKET, manifest.entries],
      [INVENTORY_BUCKET, new Map(inventoried.map((object) => [object.key, object]))],
    ] as const) {
      const result = await client.query({
        query: 'SELECT key, identifier, toUInt32(count) AS count FROM current_findings WHERE bucket = {bucket:String}',
        query_params: { bucket },
        format: 'JSONEachRow',
      });
      const report = comparePlanted(entries, await result.json<{ key: string; identifier: string; count: number }>());
      assert.deepEqual(report.differences, []);
      assert.ok(report.planted > 0);
    }
    assert.equal(
      await number('SELECT count() AS n FROM occurrences'),
      await number('SELECT sum(count) AS n FROM findings'),
      'as many places as the findings count',
    );
  });

  test('each service drains on SIGTERM and ends with 0', async () => {
    const codes = await Promise.all(
      services.filter((service) => service.name !== 'matcher').map((service) => service.stop()),
    );
    assert.deepEqual(codes, [0, 0]);
  });
});

async function announce(
  s3: S3Client,
  url: string,
  credentials: { accessKeyId: string; secretAccessKey: string },
): Promise<string> {
  const sqs = new SQSClient({ endpoint: url, region: 'us-east-1', credentials });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'events' }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  sqs.destroy();
  await s3.send(new CreateBucketCommand({ Bucket: EVENT_BUCKET }));
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: EVENT_BUCKET,
      NotificationConfiguration: {
        QueueConfigurations: [{ QueueArn: Attributes?.QueueArn, Events: ['s3:ObjectCreated:*'] }],
      },
    }),
  );
  return QueueUrl!;
}

/** An S3 Inventory report of the objects, as S3 writes one; returns where its manifest is. */
async function putInventory(
  s3: S3Client,
  objects: readonly { key: string; size: number; body(): unknown }[],
): Promise<string> {
  const md5 = (bytes: Uint8Array | string): string => createHash('md5').update(bytes).digest('hex');
  const put = (Key: string, Body: Uint8Array | string) =>
    s3.send(new PutObjectCommand({ Bucket: REPORT_BUCKET, Key, Body }));
  const rows = objects.map(({ key, size, body }) => {
    const encoded = encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');
    const etag = md5(body() as Uint8Array);
    return `"${INVENTORY_BUCKET}","${encoded}","${size}","2026-11-01T00:00:00.000Z","${etag}","STANDARD"`;
  });
  const data = gzipSync(rows.join('\n'));
  await put(`${INVENTORY_BUCKET}/all/data/part.csv.gz`, data);
  const manifest = JSON.stringify({
    sourceBucket: INVENTORY_BUCKET,
    destinationBucket: `arn:aws:s3:::${REPORT_BUCKET}`,
    version: '2016-11-30',
    creationTimestamp: '1761955200000',
    fileFormat: 'CSV',
    fileSchema: 'Bucket, Key, Size, LastModifiedDate, ETag, StorageClass',
    files: [{ key: `${INVENTORY_BUCKET}/all/data/part.csv.gz`, size: data.length, MD5checksum: md5(data) }],
  });
  const folder = `${INVENTORY_BUCKET}/all/2026-11-01T00-00Z`;
  await put(`${folder}/manifest.json`, manifest);
  await put(`${folder}/manifest.checksum`, md5(manifest));
  return `s3://${REPORT_BUCKET}/${folder}/manifest.json`;
}
