import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, HeadBucketCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type PutProgress, putSample } from '@dowser/local';
import { createS3ObjectStore } from '@dowser/objects';
import { loadObjects } from './load-objects.ts';
import type { Scenario } from './scenario.ts';

/** An object as the store has it. */
export interface StoredObject {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
}

/** What a run must account for. */
export interface FilledBucket {
  readonly bucket: string;
  readonly objects: readonly StoredObject[];
  readonly bytes: number;
  /** Values of PLANTED_IDENTIFIER in all objects. */
  readonly planted: number;
}

/** Rows of one data file of an inventory. */
const INVENTORY_ROWS = 500_000;
/** Where the inventory's report lies: in a bucket of its own. */
export const reportBucketOf = (bucket: string): string => `${bucket}-inventory`;

/** Puts the scenario's objects into a bucket, which is made when missing, and says what lies there. */
export async function fillBucket(
  s3: S3Client,
  bucket: string,
  scenario: Scenario,
  onProgress: (progress: PutProgress) => void,
): Promise<FilledBucket> {
  await ensureBucket(s3, bucket);
  let planted = 0;
  const counted = function* () {
    for (const object of loadObjects(scenario)) {
      planted += object.planted[0]?.count ?? 0;
      yield object;
    }
  };
  const put = await putSample(s3, bucket, counted(), onProgress);
  const objects: StoredObject[] = [];
  for await (const { key, size, etag } of createS3ObjectStore({ client: s3 }).list(bucket)) {
    objects.push({ key, size, etag });
  }
  const bytes = objects.reduce((sum, { size }) => sum + size, 0);
  if (objects.length !== put.objects || bytes !== put.bytes) {
    throw new Error(
      `s3://${bucket} has ${objects.length} objects of ${bytes} bytes, ${put.objects} of ${put.bytes} were put: name an empty bucket`,
    );
  }
  return { bucket, objects, bytes, planted };
}

async function ensureBucket(s3: S3Client, bucket: string): Promise<void> {
  const exists = await s3.send(new HeadBucketCommand({ Bucket: bucket })).then(
    () => true,
    () => false,
  );
  if (!exists) await s3.send(new CreateBucketCommand({ Bucket: bucket }));
}

/** An S3 Inventory report of the objects, as S3 writes one. Returns where its manifest is. */
export async function putInventory(s3: S3Client, { bucket, objects }: FilledBucket): Promise<string> {
  const report = reportBucketOf(bucket);
  await ensureBucket(s3, report);
  const put = (Key: string, Body: Uint8Array | string) => s3.send(new PutObjectCommand({ Bucket: report, Key, Body }));
  const files: { key: string; size: number; MD5checksum: string }[] = [];
  for (let from = 0; from < objects.length; from += INVENTORY_ROWS) {
    const rows = objects
      .slice(from, from + INVENTORY_ROWS)
      .map(({ key, size, etag }) => `"${bucket}","${key}","${size}","2026-11-01T00:00:00.000Z","${etag}","STANDARD"`);
    const data = gzipSync(rows.join('\n'));
    const key = `${bucket}/all/data/part-${files.length}.csv.gz`;
    await put(key, data);
    files.push({ key, size: data.length, MD5checksum: md5(data) });
  }
  const manifest = JSON.stringify({
    sourceBucket: bucket,
    destinationBucket: `arn:aws:s3:::${report}`,
    version: '2016-11-30',
    creationTimestamp: '1793491200000',
    fileFormat: 'CSV',
    fileSchema: 'Bucket, Key, Size, LastModifiedDate, ETag, StorageClass',
    files,
  });
  const folder = `${bucket}/all/2026-11-01T00-00Z`;
  await put(`${folder}/manifest.json`, manifest);
  await put(`${folder}/manifest.checksum`, md5(manifest));
  return `s3://${report}/${folder}/manifest.json`;
}

const md5 = (bytes: Uint8Array | string): string => createHash('md5').update(bytes).digest('hex');
