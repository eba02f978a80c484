import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { objectVersionId } from '@dowser/contracts';
import { type SampleObject, sampleObjects } from '@dowser/local';
import { createScanner, type Scanner } from '@dowser/scanner';
import { HUGE_IDENTIFIER, hugeObject } from './huge-object.ts';
import type { ServedObject } from './object-server.ts';

/** Announced by events, made from a few templates by number: `small/000017.txt`. */
export const SMALL_BUCKET = 'small';
/** Announced by events. */
export const SAMPLE_BUCKET = 'announced';
/** Found by an inventory only. */
export const INVENTORY_BUCKET = 'inventoried';
export const REPORT_BUCKET = 'inventory-reports';
export const LOG_BUCKET = 'access-logs';
export const SEED = 'faults';
/** A text in many parts, which blows fall on too. */
export const HUGE_BUCKET = 'huge';
export const HUGE_KEY = 'all.log';
export const HUGE_PART_BYTES = 4 * 2 ** 20;
const HUGE_BYTES = 100e6;
const HUGE_EVERY_BYTES = 1_234_567;

const TEMPLATES = 12;
/** Enough of the sample's objects to have each kind. */
const SAMPLE_EVERY = 3;
const INVENTORY_OBJECTS = 40;
const LOG_OBJECTS = 20;
export const CALLS_PER_LOG = 50;
const LOG_DAY = '20/Nov/2026';

/** What one object must end with: its version, and how often each identifier occurs in it. */
export interface Expected {
  readonly bucket: string;
  readonly key: string;
  readonly objectVersionId: string;
  readonly verdict: string;
  /** `IDENTIFIER=count`, sorted. */
  readonly findings: readonly string[];
}

/** Everything that is in the buckets, and what must be found in it. */
export interface Contents {
  find(name: string): ServedObject | undefined;
  put(name: string, body: Uint8Array): void;
  readonly sample: readonly SampleObject[];
  readonly inventoried: readonly SampleObject[];
  readonly logs: readonly string[];
  smallKey(number: number): string;
  expectedSmall(key: string): Expected;
  expectedSample(bucket: string, object: SampleObject): Expected;
  readonly expectedHuge: Expected;
}

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

export const servedBytes = (body: Uint8Array): ServedObject => ({
  size: body.length,
  etag: md5(body),
  bytes: (start, end) => [body.subarray(start, end)],
});

/** What is in the templates is found out by a scan without faults, in this process. */
export async function createContents(): Promise<Contents> {
  const templates = Array.from({ length: TEMPLATES }, (_, at) => servedBytes(templateBody(at)));
  const scanner = await createScanner({ identifiers: 'recommended', fingerprintKey: 'what is expected', workers: 1 });
  const found = await Promise.all(templates.map((template) => findingsOf(scanner, template)));
  await scanner.close();
  const stored = new Map<string, ServedObject>();
  const sample = [...sampleObjects({ seed: SEED })].filter((_, at) => at % SAMPLE_EVERY === 0);
  const inventoried = sample.slice(-INVENTORY_OBJECTS);
  const put = (name: string, body: Uint8Array): void => void stored.set(name, servedBytes(body));
  for (const object of sample) put(`${SAMPLE_BUCKET}/${object.key}`, object.body() as Uint8Array);
  for (const object of inventoried) put(`${INVENTORY_BUCKET}/${object.key}`, object.body() as Uint8Array);
  const logs = Array.from({ length: LOG_OBJECTS }, (_, at) => `access/2026-11-20-${at}`);
  for (const [at, key] of logs.entries()) put(`${LOG_BUCKET}/${key}`, Buffer.from(accessLog(at)));
  const templateOf = (key: string): number => Number(/(\d+)\.\w+$/.exec(key)![1]) % TEMPLATES;
  const expected = (bucket: string, key: string, verdict: string, findings: readonly string[]): Expected => {
    const { etag } = find(`${bucket}/${key}`)!;
    const id = objectVersionId({ bucket, key, versionId: '', etag });
    return { bucket, key, objectVersionId: id, verdict, findings };
  };
  const huge = hugeObject(HUGE_BYTES, HUGE_EVERY_BYTES);
  stored.set(`${HUGE_BUCKET}/${HUGE_KEY}`, huge);
  const find = (name: string): ServedObject | undefined =>
    name.startsWith(`${SMALL_BUCKET}/`) ? templates[templateOf(name)] : stored.get(name);
  return {
    find,
    put,
    sample,
    inventoried,
    logs,
    expectedHuge: expected(HUGE_BUCKET, HUGE_KEY, 'scanned', [`${HUGE_IDENTIFIER}=${huge.found}`]),
    smallKey: (number) => `part-${number % 97}/${String(number).padStart(6, '0')}.txt`,
    expectedSmall: (key) => expected(SMALL_BUCKET, key, 'scanned', found[templateOf(key)]!),
    expectedSample: (bucket, { key, verdict, planted }) =>
      expected(bucket, key, verdict, planted.map(({ identifier, count }) => `${identifier}=${count}`).sort()),
  };
}

async function findingsOf(scanner: Scanner, { size, bytes }: ServedObject): Promise<string[]> {
  const source = { name: 'a.txt', open: async () => ({ size, bytes: Readable.from(bytes(0, size)) }) };
  const { counts } = await scanner.scan(source, { onOccurrences: async () => undefined });
  return [...counts].map(([identifier, count]) => `${identifier}=${count}`).sort();
}

/** A few kilobytes of log with `at` people in it. */
function templateBody(at: number): Buffer {
  const lines = Array.from(
    { length: 40 + 10 * at },
    (_, line) => `2026-03-01T12:00:${line % 60} INFO request took ${line} ms`,
  );
  for (let person = 0; person < at; person++) {
    lines.splice(person * 3, 0, `customer ${person}: social security number 219-09-9${String(100 + person)}`);
    if (person % 2 === 1) lines.push(`card number 4012 8888 8888 1881, expires ${person}/29`);
  }
  return Buffer.from(lines.join('\n'));
}

export const READERS = ['analytics', 'etl'] as const;

/** A server access log: `CALLS_PER_LOG` successful GETs, by turns of the readers. */
function accessLog(at: number): string {
  return Array.from({ length: CALLS_PER_LOG }, (_, call) => {
    const role = READERS[call % READERS.length]!;
    const requestId = `${String(at).padStart(8, '0')}${String(call).padStart(8, '0')}`;
    const time = `${LOG_DAY}:${String(at % 24).padStart(2, '0')}:${String(call).padStart(2, '0')}:00 +0000`;
    return `${'0'.repeat(64)} ${SMALL_BUCKET} [${time}] 10.0.0.7 arn:aws:sts::111122223333:assumed-role/${role}/s ${requestId} REST.GET.OBJECT part-1/000001.txt "GET /x HTTP/1.1" 200 - 100 100 20 5 "-" "Boto3/1.34" - ${'a'.repeat(32)} SigV4 TLS_AES_128_GCM_SHA256 AuthHeader b.s3.us-east-1.amazonaws.com TLSv1.3 - -\n`;
  }).join('');
}

/** An S3 Inventory report of the objects, as S3 writes one, put into the report bucket. Returns where its manifest is. */
export function putInventory(contents: Contents): string {
  const rows = contents.inventoried.map(({ key, size, body }) => {
    const encoded = encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');
    const etag = md5(body() as Uint8Array);
    return `"${INVENTORY_BUCKET}","${encoded}","${size}","2026-11-01T00:00:00.000Z","${etag}","STANDARD"`;
  });
  const data = gzipSync(rows.join('\n'));
  const part = `${INVENTORY_BUCKET}/all/data/part.csv.gz`;
  contents.put(`${REPORT_BUCKET}/${part}`, data);
  const manifest = JSON.stringify({
    sourceBucket: INVENTORY_BUCKET,
    destinationBucket: `arn:aws:s3:::${REPORT_BUCKET}`,
    version: '2016-11-30',
    creationTimestamp: '1761955200000',
    fileFormat: 'CSV',
    fileSchema: 'Bucket, Key, Size, LastModifiedDate, ETag, StorageClass',
    files: [{ key: part, size: data.length, MD5checksum: md5(data) }],
  });
  const folder = `${INVENTORY_BUCKET}/all/2026-11-01T00-00Z`;
  contents.put(`${REPORT_BUCKET}/${folder}/manifest.json`, Buffer.from(manifest));
  contents.put(`${REPORT_BUCKET}/${folder}/manifest.checksum`, Buffer.from(md5(Buffer.from(manifest))));
  return `s3://${REPORT_BUCKET}/${folder}/manifest.json`;
}
