import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, HeadBucketCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type PutProgress, putSample, type SampleObject } from '@dowser/local';
import { createS3ObjectStore } from '@dowser/objects';
import { loadObjects } from './load-objects.ts';
import { floodOf, type Scenario } from './scenario.ts';

/** An object as the store has it. */
export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly etag: string;
}

/** What a run must account for. */
export interface FilledBucket {
  readonly bucket: string;
  /** Those of the flood first, which lie in a bucket of their own. */
  readonly objects: readonly StoredObject[];
  readonly bytes: number;
  /** Values of PLANTED_IDENTIFIER in all objects. */
  readonly planted: number;
}

/** Rows of one data file of an inventory. */
const INVENTORY_ROWS = 500_000;
/** Where the inventory's report lies: in a bucket of its own. */
export const reportBucketOf = (bucket: string): string => `${bucket}-inventory`;

/** Puts the scenario's objects into a bucket (those of its flood into another), made when missing, and says what lies there. */
export async function fillBucket(
  s3: S3Client,
  bucket: string,
  scenario: Scenario,
  onProgress: (progress: PutProgress) => void,
): Promise<FilledBucket> {
  const flood = floodOf(scenario);
  const flooding =
    flood === 0
      ? { objects: [], bytes: 0, planted: 0 }
      : await putObjects(s3, `${bucket}-flood`, loadObjects(scenario, 0, flood), onProgress);
  const rest = await putObjects(s3, bucket, loadObjects(scenario, flood), ({ objects, bytes }) =>
    onProgress({ objects: objects + flood, bytes: bytes + flooding.bytes }),
  );
  return {
    bucket,
    objects: [...flooding.objects, ...rest.objects],
    bytes: flooding.bytes + rest.bytes,
    planted: flooding.planted + rest.planted,
  };
}

async function putObjects(
  s3: S3Client,
  bucket: string,
  put: Iterable<SampleObject>,
  onProgress: (progress: PutProgress) => void,
): Promise<Omit<FilledBucket, 'bucket'>> {
  await ensureBucket(s3, bucket);
  let planted = 0;
  const counted = function* () {
    for (const object of put) {
      planted += object.planted[0]?.count ?? 0;
      yield object;
    }
  };
  const sent = await putSample(s3, bucket, counted(), onProgress);
  const objects: StoredObject[] = [];
  for await (const { key, size, etag } of createS3ObjectStore({ client: s3 }).list(bucket)) {
    objects.push({ bucket, key, size, etag });
  }
  const bytes = objects.reduce((sum, { size }) => sum + size, 0);
  if (objects.length !== sent.objects || bytes !== sent.bytes) {
    throw new Error(
      `s3://${bucket} has ${objects.length} objects of ${bytes} bytes, ${sent.objects} of ${sent.bytes} were put: name an empty bucket`,
    );
  }
  return { objects, bytes, planted };
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
