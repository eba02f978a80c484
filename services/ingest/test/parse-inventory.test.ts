import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { RejectCode } from '@dowser/contracts';
import { RejectError } from '@dowser/pipeline';
import { type InventoryRow, parseInventoryRow, parseManifest } from '../src/parse-inventory.ts';

const csv = { sourceBucket: 'amzn-s3-demo-bucket', createdAt: '2025-03-01T00:00:00.000Z', format: 'CSV' } as const;
const row = (fields: InventoryRow): InventoryRow => ({
  bucket: 'amzn-s3-demo-bucket',
  key: 'a.csv',
  size: '12',
  lastmodifieddate: '2025-02-28T10:00:00.000Z',
  etag: 'b1946ac92492d2347c6235b4d2611184',
  storageclass: 'STANDARD',
  encryptionstatus: 'SSE-S3',
  ...fields,
});
const parsed = (fields: InventoryRow, format: 'CSV' | 'Parquet' | 'ORC' = 'CSV') => {
  const outcome = parseInventoryRow(row(fields), { ...csv, format });
  return outcome.fate === 'emit' ? outcome.values[0]! : outcome;
};
const fixture = (name: string): string => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');

for (const [name, format, columns] of [
  ['manifest-csv.json', 'CSV', 14],
  ['manifest-orc.json', 'ORC', 6],
  ['manifest-parquet.json', 'Parquet', 6],
] as const) {
  test(`${name} as Amazon documents it`, () => {
    const manifest = parseManifest(fixture(name));
    assert.equal(manifest.format, format);
    assert.equal(manifest.columns.length, columns);
    assert.deepEqual(
      manifest.columns.slice(0, 2).map((column) => column.toLowerCase()),
      ['bucket', 'key'],
    );
    assert.equal(manifest.destinationBucket, 'amzn-s3-demo-destination-bucket');
    assert.equal(manifest.createdAt, '2016-11-29T17:43:00.000Z');
    assert.equal(manifest.files.length, 1);
  });
}

const refuses = (text: string, code: RejectCode, message: RegExp): void => {
  assert.throws(
    () => parseManifest(text),
    (error) => error instanceof RejectError && error.code === code && message.test(error.message),
  );
};

test('a manifest that cannot be used says what is wrong with it', () => {
  const good = JSON.parse(fixture('manifest-csv.json'));
  refuses('{', 'MALFORMED_JSON', /not JSON/);
  refuses(JSON.stringify({ ...good, fileFormat: 'Avro' }), 'INVALID_INVENTORY', /fileFormat/);
  refuses(JSON.stringify({ ...good, creationTimestamp: 'now' }), 'INVALID_INVENTORY', /creationTimestamp/);
  refuses(JSON.stringify({ ...good, fileSchema: 'Bucket, Size' }), 'INVALID_INVENTORY', /no column for the key/);
  refuses(
    JSON.stringify({ ...good, files: [{ key: 'a', MD5checksum: 'x' }] }),
    'INVALID_INVENTORY',
    /files.0.MD5checksum/,
  );
});

test('a row is an observation', () => {
  assert.deepEqual(parsed({ key: 'caf%C3%A9+a%2Bb.csv' }), {
    change: 'present',
    cause: 'inventory',
    latest: true,
    object: {
      bucket: 'amzn-s3-demo-bucket',
      key: 'café a+b.csv',
      versionId: '',
      etag: 'b1946ac92492d2347c6235b4d2611184',
      size: 12,
      lastModified: '2025-02-28T10:00:00.000Z',
      storageClass: 'STANDARD',
      encryption: 'SSE-S3',
      sequencer: '',
      source: 'inventory',
      observedAt: csv.createdAt,
    },
  });
});

test('keys of ORC and Parquet are not encoded', () => {
  for (const format of ['ORC', 'Parquet'] as const) {
    const one = parsed({ key: '100%+b.csv' }, format);
    assert.equal('object' in one && one.object.key, '100%+b.csv');
  }
});

test('values come as text or as their types', () => {
  const forms: readonly InventoryRow[] = [
    { size: 12n, lastmodifieddate: new Date('2025-02-28T10:00:00Z'), islatest: true, isdeletemarker: false },
    { size: '12', lastmodifieddate: '2025-02-28 10:00:00.000000000', islatest: 'true', isdeletemarker: '0' },
    { size: 12, lastmodifieddate: '2025-02-28T11:00:00+01:00', islatest: '', isdeletemarker: null },
  ];
  for (const form of forms) {
    const one = parsed(form);
    assert.deepEqual('object' in one && [one.object.size, one.object.lastModified, one.latest], [
      12,
      '2025-02-28T10:00:00.000Z',
      true,
    ]);
  }
});

test('missing optional columns are unknown facts', () => {
  const outcome = parseInventoryRow({ key: 'a' }, csv);
  assert.deepEqual(outcome.fate === 'emit' && outcome.values[0]?.object, {
    bucket: 'amzn-s3-demo-bucket',
    key: 'a',
    versionId: '',
    etag: '',
    size: -1,
    lastModified: null,
    storageClass: '',
    encryption: '',
    sequencer: '',
    source: 'inventory',
    observedAt: csv.createdAt,
  });
});

test('versions: the null version is the one without an id as long as it is the latest', () => {
  const cases: readonly [InventoryRow, string, boolean][] = [
    [{ versionid: 'v2', islatest: 'true' }, 'v2', true],
    [{ versionid: 'v1', islatest: 'false' }, 'v1', false],
    [{ versionid: 'null', islatest: 'true' }, '', true],
    [{ versionid: 'null', islatest: 'false' }, 'null', false],
  ];
  for (const [fields, versionId, latest] of cases) {
    const one = parsed(fields);
    assert.deepEqual('object' in one && [one.object.versionId, one.latest], [versionId, latest]);
  }
});

test('the latest delete marker is a removal, an older one needs no work', () => {
  const marker = { isdeletemarker: 'true', size: '', etag: '', versionid: 'm' };
  const latest = parsed({ ...marker, islatest: 'true' });
  assert.equal('change' in latest && latest.change, 'removed');
  assert.deepEqual(parsed({ ...marker, islatest: 'false' }), { fate: 'drop', reason: 'superseded' });
});

test('a row that is none is rejected with what is wrong', () => {
  const bad: readonly InventoryRow[] = [
    { key: '' },
    { key: '%E0%A4' },
    { size: '12 bytes' },
    { size: '-1' },
    { size: '99999999999999999999' },
    { islatest: 'perhaps' },
    { lastmodifieddate: 'yesterday' },
    { lastmodifieddate: '2025-99-99T00:00:00Z' },
  ];
  for (const fields of bad) {
    const one = parsed(fields);
    assert.equal('fate' in one && one.fate === 'reject' && one.code, 'INVALID_INVENTORY', JSON.stringify(fields));
  }
});
