import { ObjectSource, RejectCode } from '@dowser/contracts';
import { DropReason, drop, emit, type Outcome, RejectError, reject, tellIssues } from '@dowser/pipeline';
import { z } from 'zod';
import { Change, type Observation } from './observation.ts';
import { bareEtag, decodeKey, isoTime } from './s3-values.ts';

export const InventoryFormat = { Csv: 'CSV', Parquet: 'Parquet', Orc: 'ORC' } as const;
export type InventoryFormat = (typeof InventoryFormat)[keyof typeof InventoryFormat];

export interface InventoryFile {
  readonly key: string;
  /** Hex MD5 of the stored (compressed) bytes. */
  readonly md5: string;
}

export interface InventoryManifest {
  readonly sourceBucket: string;
  /** Where the data files are. */
  readonly destinationBucket: string;
  /** ISO 8601 UTC: when the inventory was taken. */
  readonly createdAt: string;
  readonly format: InventoryFormat;
  /** The files' own column names, in order. */
  readonly columns: readonly string[];
  readonly files: readonly InventoryFile[];
}

const manifestSchema = z.object({
  sourceBucket: z.string().min(1),
  destinationBucket: z.string().min(1),
  creationTimestamp: z.coerce.string().regex(/^\d{1,16}$/, 'is not a number of milliseconds'),
  fileFormat: z.enum(InventoryFormat),
  fileSchema: z.string(),
  files: z.array(
    z.object({ key: z.string().min(1), MD5checksum: z.string().regex(/^[0-9a-f]{32}$/i, 'is not an MD5 in hex') }),
  ),
});

/** The columns that are read, by their name without case and underscores (CSV writes VersionId, ORC and Parquet version_id). */
const COLUMNS = new Set([
  'bucket',
  'key',
  'versionid',
  'islatest',
  'isdeletemarker',
  'size',
  'lastmodifieddate',
  'etag',
  'storageclass',
  'encryptionstatus',
]);
/** A column's canonical name, or null for one that is not read. */
export function columnOf(name: string): string | null {
  const canonical = name.toLowerCase().replaceAll('_', '');
  return COLUMNS.has(canonical) ? canonical : null;
}

/** A manifest.json. Throws RejectError. Source: Amazon S3 user guide, "Inventory manifest". */
export function parseManifest(text: string): InventoryManifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new RejectError(RejectCode.MalformedJson, 'inventory manifest: not JSON', { cause });
  }
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) {
    throw new RejectError(RejectCode.InvalidInventory, `inventory manifest: ${tellIssues(parsed.error)}`);
  }
  const { sourceBucket, destinationBucket, creationTimestamp, fileFormat, fileSchema, files } = parsed.data;
  const columns = columnNames(fileFormat, fileSchema);
  if (!columns.some((name) => columnOf(name) === 'key')) {
    throw new RejectError(RejectCode.InvalidInventory, 'inventory manifest: fileSchema names no column for the key');
  }
  return {
    sourceBucket,
    destinationBucket: destinationBucket.replace(/^arn:[^:]*:s3:::/, ''),
    createdAt: new Date(Number(creationTimestamp)).toISOString(),
    format: fileFormat,
    columns,
    files: files.map(({ key, MD5checksum }) => ({ key, md5: MD5checksum.toLowerCase() })),
  };
}

/** CSV: `Bucket, Key, …`; ORC: `struct<bucket:string,…>`; Parquet: `message s3.inventory { required binary bucket (UTF8); … }`. */
function columnNames(format: InventoryFormat, schema: string): readonly string[] {
  if (format === InventoryFormat.Csv) return schema.split(',').map((name) => name.trim());
  const pattern = format === InventoryFormat.Orc ? /(\w+)\s*:/g : /(?:required|optional)\s+\w+\s+(\w+)/g;
  return Array.from(schema.matchAll(pattern), (match) => match[1]!);
}

/** A row's values by canonical column name. */
export type InventoryRow = Readonly<Record<string, unknown>>;

/** One row as an observation. Keys are URL-encoded in CSV only. Source: Amazon S3 user guide, "Amazon S3 Inventory list". */
export function parseInventoryRow(
  row: InventoryRow,
  manifest: Pick<InventoryManifest, 'sourceBucket' | 'createdAt' | 'format'>,
): Outcome<Observation> {
  const written = textOf(row.key);
  const key = manifest.format === InventoryFormat.Csv ? decodeKey(written) : written;
  if (key === null || key === '' || !key.isWellFormed()) {
    return reject(RejectCode.InvalidInventory, 'inventory row: the key is missing or not URL-encoded UTF-8');
  }
  const latest = flagOf(row.islatest, true);
  const deleteMarker = flagOf(row.isdeletemarker, false);
  const size = sizeOf(row.size);
  const lastModified = timeOf(row.lastmodifieddate);
  if (latest === null || deleteMarker === null || size === null || lastModified === undefined) {
    return reject(
      RejectCode.InvalidInventory,
      'inventory row: a flag, size or time has another form than its column says',
    );
  }
  if (deleteMarker && !latest) return drop(DropReason.Superseded);
  const versionId = textOf(row.versionid);
  return emit({
    change: deleteMarker ? Change.Removed : Change.Present,
    cause: ObjectSource.Inventory,
    latest,
    object: {
      bucket: textOf(row.bucket) || manifest.sourceBucket,
      key,
      // The null version is read without a version id, which gives the latest; one that is not the latest keeps its name.
      versionId: versionId === 'null' && latest ? '' : versionId,
      etag: bareEtag(textOf(row.etag)),
      size: deleteMarker ? -1 : size,
      lastModified,
      storageClass: textOf(row.storageclass),
      encryption: textOf(row.encryptionstatus),
      sequencer: '',
      source: ObjectSource.Inventory,
      observedAt: manifest.createdAt,
    },
  });
}

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

function flagOf(value: unknown, absent: boolean): boolean | null {
  const text = textOf(value).toLowerCase();
  if (text === '') return absent;
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : null;
}

/** Bytes; -1 when absent, null when it is no size. */
function sizeOf(value: unknown): number | null {
  const text = textOf(value);
  if (text === '') return -1;
  if (!/^\d+$/.test(text)) return null;
  const size = Number(text);
  return Number.isSafeInteger(size) ? size : null;
}

/** ISO 8601 UTC; null when absent, undefined when it is no time. ClickHouse writes times with a space and no zone, in UTC. */
function timeOf(value: unknown): string | null | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  const text = textOf(value);
  if (text === '') return null;
  if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/.test(text)) return isoTime(`${text.replace(' ', 'T')}Z`) ?? undefined;
  return /^\d{4}-/.test(text) ? (isoTime(text) ?? undefined) : undefined;
}
