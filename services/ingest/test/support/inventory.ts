import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { FakeObject } from './fakes.ts';

export const md5 = (bytes: Uint8Array | string): string => createHash('md5').update(bytes).digest('hex');

export const CSV_SCHEMA =
  'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag, StorageClass, EncryptionStatus';
export const PARQUET_SCHEMA =
  'message s3.inventory { required binary bucket (UTF8); required binary key (UTF8); optional int64 size; }';
export const ORC_SCHEMA = 'struct<bucket:string,key:string,size:bigint,last_modified_date:timestamp,e_tag:string>';

export const MANIFEST = 's3://inventory/daily/data-lake/all/2025-03-01T01-00Z/manifest.json';
const FOLDER = 'daily/data-lake/all/2025-03-01T01-00Z';

/** A line as S3 writes it: every value quoted, the key URL-encoded, no header. */
export function csvLine(key: string, changes: Readonly<Record<string, string>> = {}): string {
  const values = {
    bucket: 'data-lake',
    key: encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/'),
    versionId: '',
    latest: 'true',
    deleteMarker: 'false',
    size: '10',
    modified: '2025-02-28T10:00:00.000Z',
    etag: md5(key),
    storageClass: 'STANDARD',
    encryption: 'SSE-S3',
    ...changes,
  };
  return Object.values(values)
    .map((value) => `"${value}"`)
    .join(',');
}

export const csvGz = (lines: readonly string[]): Uint8Array => gzipSync(`${lines.join('\n')}\n`);

export interface InventoryFixture {
  readonly format: 'CSV' | 'Parquet' | 'ORC';
  readonly schema: string;
  readonly files: readonly Uint8Array[];
  /** The destination bucket; default `inventory`. */
  readonly bucket?: string;
  /** What manifest.checksum says; default the truth. null: no such object. */
  readonly checksum?: string | null;
}

/** The objects of an inventory as S3 lays them out, by `bucket/key`. */
export function inventoryObjects({
  format,
  schema,
  files,
  checksum,
  bucket = 'inventory',
}: InventoryFixture): Map<string, FakeObject> {
  const named = files.map((body, index) => ({ key: `daily/data-lake/all/data/${index}.data`, body }));
  const manifest = JSON.stringify({
    sourceBucket: 'data-lake',
    destinationBucket: `arn:aws:s3:::${bucket}`,
    version: '2016-11-30',
    creationTimestamp: '1740790800000',
    fileFormat: format,
    fileSchema: schema,
    files: named.map(({ key, body }) => ({ key, size: body.length, MD5checksum: md5(body) })),
  });
  const objects = new Map<string, FakeObject>(named.map(({ key, body }) => [`${bucket}/${key}`, { body }]));
  objects.set(`${bucket}/${FOLDER}/manifest.json`, { body: manifest });
  if (checksum !== null) objects.set(`${bucket}/${FOLDER}/manifest.checksum`, { body: checksum ?? md5(manifest) });
  return objects;
}
