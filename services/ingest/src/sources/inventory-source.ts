import { createHash } from 'node:crypto';
import { RejectCode } from '@dowser/contracts';
import { ObjectError, type ObjectStore } from '@dowser/objects';
import { logRetry, RejectError, type RetryOptions, reject, retryTransient, TransientError } from '@dowser/pipeline';
import type { Telemetry } from '@dowser/telemetry';
import { type Ingest, STAGE } from '../ingester.ts';
import {
  columnOf,
  type InventoryFile,
  InventoryFormat,
  type InventoryManifest,
  parseInventoryRow,
  parseManifest,
} from '../parse-inventory.ts';
import { parseS3Location } from '../s3-values.ts';
import { type RawRow, ROWS_PER_BATCH, readCsvRows } from './csv-rows.ts';
import { throwIfStopped } from './held-when-stopped.ts';
import { readParquetRows } from './parquet-rows.ts';
import { openRanged, type RangedObject } from './read-object.ts';
import { toRawRow } from './row-values.ts';

/** Largest manifest.json: at about 200 bytes a data file, over 300,000 files. */
export const MANIFEST_LIMIT_BYTES = 64 * 1024 * 1024;

/** Waiting for a manifest.checksum that is not there yet: an event for manifest.json may come before S3 has written it. */
export const CHECKSUM_WAIT = { attempts: 6, minWaitMs: 1_000 } as const;

/** Reads an ORC file's columns as records (packages/store does, with ClickHouse's reader). */
export type ReadOrc = (
  bytes: AsyncIterable<Uint8Array>,
  columns: readonly string[],
) => AsyncIterable<Readonly<Record<string, unknown>>>;

export interface InventorySourceOptions {
  readonly objects: ObjectStore;
  readonly ingest: Ingest;
  readonly telemetry: Telemetry;
  /** null: ORC files are refused with what to configure. */
  readonly readOrc: ReadOrc | null;
  /** Default CHECKSUM_WAIT. */
  readonly checksumWait?: { readonly attempts: number; readonly minWaitMs: number };
}

/**
 * Brings one inventory in, row by row in bounded memory. Nothing of a manifest or data file whose checksum does not fit is
 * used: it becomes a dead letter, and the other files go on.
 */
export async function runInventory(uri: string, options: InventorySourceOptions, signal: AbortSignal): Promise<void> {
  const { telemetry } = options;
  const retry = { signal, onRetry: logRetry(telemetry, STAGE) };
  const manifest = await orDeadLetter(uri, options, signal, () => readManifest(uri, options, retry));
  if (manifest === null) return;
  const { format, files, sourceBucket, destinationBucket } = manifest;
  telemetry.log.info({ manifest: uri, format, files: files.length, bucket: sourceBucket }, 'inventory: reading');
  for (const file of files) {
    const origin = `s3://${destinationBucket}/${file.key}`;
    await orDeadLetter(origin, options, signal, () => readDataFile(origin, file, manifest, options, retry));
  }
  telemetry.log.info({ manifest: uri }, 'inventory: done');
}

/** manifest.json, once it fits manifest.checksum beside it. Throws RejectError, ObjectError. */
async function readManifest(
  uri: string,
  { objects, checksumWait = CHECKSUM_WAIT }: InventorySourceOptions,
  retry: RetryOptions,
): Promise<InventoryManifest> {
  const location = parseS3Location(uri);
  if (location === null) throw new Error(`${uri} is not a location; the configuration should have refused it`);
  const { bucket, key } = location;
  const bytes = await readSmall(objects, bucket, key, retry);
  const checksumKey = key.replace(/manifest\.json$/, 'manifest.checksum');
  const checksum = async (): Promise<Buffer> => {
    try {
      return await readSmall(objects, bucket, checksumKey, retry);
    } catch (error) {
      if (!(error instanceof ObjectError)) throw error;
      throw new TransientError(error.message, { cause: error });
    }
  };
  const expected = await retryTransient(checksum, { ...retry, ...checksumWait }).catch((error: unknown) => {
    if (!(error instanceof TransientError) || !(error.cause instanceof ObjectError)) throw error;
    throw new RejectError(
      RejectCode.InventoryChecksum,
      `${uri}: manifest.checksum beside it cannot be read (${error.message}); S3 writes it last, so the inventory may be unfinished`,
      { cause: error },
    );
  });
  if (md5(bytes) !== expected.toString('utf8').trim().toLowerCase()) {
    throw new RejectError(
      RejectCode.InventoryChecksum,
      `${uri}: its MD5 is not what manifest.checksum says; fetch the inventory anew`,
    );
  }
  return parseManifest(bytes.toString('utf8'));
}

async function readSmall(objects: ObjectStore, bucket: string, key: string, retry: RetryOptions): Promise<Buffer> {
  const file = await openRanged(objects, { bucket, key, versionId: '' }, retry);
  if (file.size > MANIFEST_LIMIT_BYTES) {
    throw new RejectError(
      RejectCode.InvalidInventory,
      `s3://${bucket}/${key}: over ${MANIFEST_LIMIT_BYTES} bytes is no manifest`,
    );
  }
  const parts: Uint8Array[] = [];
  for await (const part of file.stream()) parts.push(part);
  return Buffer.concat(parts);
}

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

async function readDataFile(
  origin: string,
  { key, md5: expected }: InventoryFile,
  manifest: InventoryManifest,
  options: InventorySourceOptions,
  retry: RetryOptions,
): Promise<void> {
  const file = await openRanged(options.objects, { bucket: manifest.destinationBucket, key, versionId: '' }, retry);
  // A pass of its own: rows of a damaged file must not get out before its end shows the damage.
  const hash = createHash('md5');
  for await (const chunk of file.stream()) hash.update(chunk);
  if (hash.digest('hex') !== expected) {
    throw new RejectError(
      RejectCode.InventoryChecksum,
      `${origin}: its MD5 is not what the manifest says; fetch the inventory anew`,
    );
  }
  let rowsBefore = 0;
  const take = async (rows: readonly RawRow[]): Promise<void> => {
    const inputs = rows.map(({ fields, raw }, index) => ({
      origin: `${origin}#${rowsBefore + index + 1}`,
      payload: raw,
      outcome:
        fields === null
          ? reject(RejectCode.InvalidInventory, 'inventory row: not as many columns as the manifest names')
          : parseInventoryRow(fields, manifest),
    }));
    rowsBefore += rows.length;
    throwIfStopped(retry.signal);
    await options.ingest(inputs, retry.signal);
  };
  if (manifest.format === InventoryFormat.Csv) return readCsvRows(file.stream(), manifest.columns, take);
  if (manifest.format === InventoryFormat.Parquet) return readParquetRows(file, take);
  const columns = manifest.columns.filter((name) => columnOf(name) !== null);
  // ClickHouse may be away in the middle: the file is then read anew, to the same ids.
  await retryTransient(() => {
    rowsBefore = 0;
    return readOrcRows(origin, file, columns, options.readOrc, take);
  }, retry);
}

async function readOrcRows(
  origin: string,
  file: RangedObject,
  columns: readonly string[],
  readOrc: ReadOrc | null,
  take: (rows: readonly RawRow[]) => Promise<void>,
): Promise<void> {
  if (readOrc === null) {
    throw new RejectError(
      RejectCode.InvalidInventory,
      `${origin}: ORC is read through ClickHouse: set DOWSER_CLICKHOUSE_URL, or have the inventory written as CSV or Parquet`,
    );
  }
  let batch: RawRow[] = [];
  for await (const record of readOrc(file.stream(), columns)) {
    batch.push(toRawRow(record));
    if (batch.length < ROWS_PER_BATCH) continue;
    await take(batch);
    batch = [];
  }
  if (batch.length > 0) await take(batch);
}

/** A file that cannot be used becomes one dead letter; null then. */
async function orDeadLetter<T>(
  origin: string,
  { ingest }: InventorySourceOptions,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    const refusal = refusalOf(origin, error);
    if (refusal === null) throw error;
    await ingest([{ origin, payload: origin, outcome: reject(refusal.code, refusal.message) }], signal);
    return null;
  }
}

function refusalOf(origin: string, error: unknown): RejectError | null {
  if (error instanceof RejectError) return error;
  if (!(error instanceof ObjectError)) return null;
  return new RejectError(RejectCode.InvalidInventory, `${origin}: ${error.code}: ${error.message}`, { cause: error });
}
