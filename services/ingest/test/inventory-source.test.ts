import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ObjectError, type ObjectStore } from '@dowser/objects';
import { TransientError } from '@dowser/pipeline';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Policy } from '../src/core.ts';
import { createIngester } from '../src/ingester.ts';
import { LINE_LIMIT_BYTES, ROWS_PER_BATCH } from '../src/sources/csv-rows.ts';
import { type ReadOrc, runInventory } from '../src/sources/inventory-source.ts';
import {
  checkRowGroups,
  checkSlice,
  FOOTER_LIMIT_BYTES,
  ROW_GROUP_LIMIT_BYTES,
  ROW_GROUP_LIMIT_ROWS,
  readParquetRows,
} from '../src/sources/parquet-rows.ts';
import { RANGE_BYTES } from '../src/sources/read-object.ts';
import { type FakeObject, objectMap, openPolicy, quiet, recordingBus } from './support/fakes.ts';
import {
  CSV_SCHEMA,
  csvGz,
  csvLine,
  inventoryObjects,
  MANIFEST,
  ORC_SCHEMA,
  PARQUET_SCHEMA,
} from './support/inventory.ts';

const ONE_TRY = { attempts: 1, minWaitMs: 1 };

interface Run {
  readonly policy?: Policy;
  readonly readOrc?: ReadOrc | null;
  readonly store?: ObjectStore;
  readonly signal?: AbortSignal;
}

async function run(
  contents: Map<string, FakeObject>,
  { policy = openPolicy, readOrc = null, store, signal }: Run = {},
) {
  const bus = recordingBus();
  const telemetry = quiet();
  const objects = store ?? objectMap(contents);
  const ingest = createIngester({ bus, objects, telemetry, policy });
  const options = { objects, ingest, telemetry, readOrc, checksumWait: ONE_TRY };
  await runInventory(MANIFEST, options, signal ?? new AbortController().signal);
  const received = telemetry.snapshot()['received{stage="ingest"}'] ?? 0;
  return { bus, received };
}

const csv = (lines: readonly string[]) =>
  inventoryObjects({ format: 'CSV', schema: CSV_SCHEMA, files: [csvGz(lines)] });

test('CSV: rows become bulk tasks; versions, markers and encryption end as they should', async () => {
  const { bus, received } = await run(
    csv([
      csvLine('reports/café a+b.csv'),
      csvLine('v.csv', { versionId: 'v2' }),
      csvLine('v.csv', { versionId: 'v1', latest: 'false' }),
      csvLine('gone.csv', { versionId: 'm2', deleteMarker: 'true', size: '', etag: '', storageClass: '' }),
      csvLine('gone.csv', { versionId: 'm1', deleteMarker: 'true', latest: 'false', size: '', etag: '' }),
      csvLine('locked.csv', { encryption: 'SSE-C' }),
      csvLine('cold.csv', { storageClass: 'DEEP_ARCHIVE' }),
    ]),
  );
  assert.equal(received, 7);
  assert.deepEqual(
    bus.bulk().map(({ object }) => [object.key, object.versionId]),
    [
      ['reports/café a+b.csv', ''],
      ['v.csv', 'v2'],
    ],
  );
  assert.deepEqual(
    bus.verdicts().map(({ key, reason }) => [key, reason]),
    [
      ['v.csv', 'NOT_LATEST_VERSION'],
      ['locked.csv', 'INVALID_ENCRYPTION'],
      ['cold.csv', 'INVALID_OBJECT_STATE'],
    ],
  );
  assert.deepEqual(
    bus
      .records()
      .filter(({ removed }) => removed)
      .map(({ object, cause }) => [object.key, object.versionId, cause]),
    [['gone.csv', 'm2', 'inventory']],
  );
  assert.deepEqual(bus.deadLetters(), []);
});

test('CSV: all versions are scanned where the configuration says so', async () => {
  const { bus } = await run(csv([csvLine('v.csv', { versionId: 'v1', latest: 'false' })]), {
    policy: { ...openPolicy, allVersions: true },
  });
  assert.equal(bus.bulk()[0]?.object.versionId, 'v1');
});

test('CSV: a bad row costs one dead letter that names it, whatever stands around it', async () => {
  const lines = Array.from({ length: ROWS_PER_BATCH + 20 }, (_, index) => csvLine(`key-${index}`));
  const bad = new Map([
    [3, '"data-lake","never closed'],
    [7, '"data-lake","too","few"'],
    [11, 'data"lake,"quotes" in odd places,,,,,,,,'],
    [ROWS_PER_BATCH + 5, csvLine('x', { size: 'large' })],
  ]);
  for (const [index, line] of bad) lines[index] = line;
  const { bus, received } = await run(csv(lines));
  assert.equal(received, lines.length);
  assert.equal(bus.bulk().length, lines.length - bad.size);
  assert.deepEqual(
    bus.deadLetters().map(({ origin, code, payload }) => [origin, code, Buffer.from(payload, 'base64').toString()]),
    [3, 7, 11]
      .map((index) => [
        `s3://inventory/daily/data-lake/all/data/0.data#${index + 1}`,
        'INVALID_INVENTORY',
        bad.get(index),
      ])
      .concat([
        [
          `s3://inventory/daily/data-lake/all/data/0.data#${ROWS_PER_BATCH + 6}`,
          'INVALID_INVENTORY',
          bad.get(ROWS_PER_BATCH + 5),
        ],
      ]),
  );
});

test('CSV: a line at the limit is a (bad) row, one byte past it refuses the file', async () => {
  const good = csvLine('good.csv');
  const atLimit = await run(csv([good, 'x'.repeat(LINE_LIMIT_BYTES)]));
  assert.deepEqual([atLimit.bus.bulk().length, atLimit.bus.deadLetters().length], [1, 1]);
  const past = await run(csv(['x'.repeat(LINE_LIMIT_BYTES + 1)]));
  assert.match(past.bus.deadLetters()[0]?.detail ?? '', /line of over/);
});

test('a file of several ranges is read whole', async () => {
  const wide = `,"${'x'.repeat(LINE_LIMIT_BYTES - 1_000)}"`;
  const lines = Array.from({ length: 140 }, (_, index) => csvLine(`k${index}-é`) + wide);
  const file = gzipSync(lines.join('\n'), { level: 0 });
  assert.ok(file.length > RANGE_BYTES);
  const schema = `${CSV_SCHEMA}, ObjectAccessControlList`;
  const { received, bus } = await run(inventoryObjects({ format: 'CSV', schema, files: [file] }));
  assert.equal(received, lines.length);
  assert.equal(bus.deadLetters().length, 0);
});

test('a broken connection costs a range, not the file', async () => {
  const contents = csv([csvLine('a.csv')]);
  const store = objectMap(contents);
  let faults = 2;
  const { bus } = await run(contents, {
    store: {
      ...store,
      read: async (ref, options) => {
        if (faults-- > 0) throw new TransientError('cut');
        return store.read(ref, options);
      },
    },
  });
  assert.equal(bus.bulk().length, 1);
});

const expectLetter = async (contents: Map<string, FakeObject>, code: string, detail: RegExp, options: Run = {}) => {
  const { bus } = await run(contents, options);
  assert.deepEqual([...bus.records(), ...bus.bulk()], []);
  assert.deepEqual(
    bus.deadLetters().map((letter) => letter.code),
    [code],
  );
  assert.match(bus.deadLetters()[0]!.detail, detail);
  return bus.deadLetters()[0]!;
};
const one = { format: 'CSV', schema: CSV_SCHEMA, files: [csvGz([csvLine('a.csv')])] } as const;

test('manifest.checksum wrong or missing: nothing is used', async () => {
  await expectLetter(inventoryObjects({ ...one, checksum: 'f'.repeat(32) }), 'INVENTORY_CHECKSUM_MISMATCH', /MD5/);
  await expectLetter(inventoryObjects({ ...one, checksum: null }), 'INVENTORY_CHECKSUM_MISMATCH', /manifest.checksum/);
});

test('a checksum that is written a little later is waited for', async () => {
  const contents = inventoryObjects(one);
  const store = objectMap(contents);
  let early = 2;
  const objects: ObjectStore = {
    ...store,
    head: async (ref) => {
      if (ref.key.endsWith('.checksum') && early-- > 0)
        throw new ObjectError('SOURCE_OBJECT_NO_LONGER_AVAILABLE', 'not yet');
      return store.head(ref);
    },
  };
  const bus = recordingBus();
  const ingest = createIngester({ bus, objects, telemetry: quiet(), policy: openPolicy });
  const options = { objects, ingest, telemetry: quiet(), readOrc: null, checksumWait: { attempts: 3, minWaitMs: 1 } };
  await runInventory(MANIFEST, options, new AbortController().signal);
  assert.equal(bus.bulk().length, 1);
});

test('a missing manifest is a dead letter that says so', async () => {
  const letter = await expectLetter(new Map(), 'INVALID_INVENTORY', /SOURCE_OBJECT_NO_LONGER_AVAILABLE/);
  assert.equal(letter.origin, MANIFEST);
});

test('a data file that is damaged, missing or no gzip is refused alone; the others go on', async () => {
  const files = [1, 2, 3, 4].map((index) => csvGz([csvLine(`${index}.csv`)]));
  files[2] = Buffer.from('not gzip');
  const contents = inventoryObjects({ ...one, files });
  contents.set('inventory/daily/data-lake/all/data/0.data', { body: csvGz([csvLine('another.csv')]) });
  contents.delete('inventory/daily/data-lake/all/data/1.data');
  const { bus } = await run(contents);
  assert.deepEqual(
    bus.bulk().map(({ object }) => object.key),
    ['4.csv'],
  );
  assert.deepEqual(
    bus.deadLetters().map(({ code }) => code),
    ['INVENTORY_CHECKSUM_MISMATCH', 'INVALID_INVENTORY', 'INVALID_INVENTORY'],
  );
});

test('a gzip stream that breaks off is refused, even when its checksum fits', async () => {
  const whole = csvGz([csvLine('a.csv')]);
  const { bus } = await run(inventoryObjects({ ...one, files: [whole.subarray(0, whole.length - 9)] }));
  assert.match(bus.deadLetters()[0]?.detail ?? '', /gzip/);
});

function parquet(rowGroupSize: number, rows: number): Uint8Array {
  const of = <T>(make: (index: number) => T): T[] => Array.from({ length: rows }, (_, index) => make(index));
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'bucket', data: of(() => 'data-lake'), type: 'STRING' },
        { name: 'key', data: of((index) => `année/${index}+%.csv`), type: 'STRING' },
        { name: 'size', data: of((index) => BigInt(index)), type: 'INT64' },
        { name: 'last_modified_date', data: of(() => new Date('2025-02-28T10:00:00Z')), type: 'TIMESTAMP' },
        { name: 'is_latest', data: of((index) => index % 2 === 0), type: 'BOOLEAN' },
        { name: 'e_tag', data: of((index) => `etag${index}`), type: 'STRING' },
        { name: 'replication_status', data: of(() => 'none'), type: 'STRING' },
      ],
      rowGroupSize,
      codec: 'SNAPPY',
    }),
  );
}

test('Parquet: row groups of Snappy columns, keys not encoded', async () => {
  const rows = ROWS_PER_BATCH * 2 + 1;
  const { bus, received } = await run(
    inventoryObjects({ format: 'Parquet', schema: PARQUET_SCHEMA, files: [parquet(700, rows)] }),
  );
  assert.equal(received, rows);
  assert.equal(bus.bulk().length + bus.verdicts().length, rows);
  const last = bus.bulk().at(-1)!.object;
  assert.deepEqual(
    [last.key, last.size, last.etag, last.lastModified],
    [`année/${rows - 1}+%.csv`, rows - 1, `etag${rows - 1}`, '2025-02-28T10:00:00.000Z'],
  );
});

test('Parquet: a file that is none is refused', async () => {
  await expectLetter(
    inventoryObjects({ format: 'Parquet', schema: PARQUET_SCHEMA, files: [Buffer.from('PAR1 but not really PAR1')] }),
    'INVALID_INVENTORY',
    /not readable as Parquet/,
  );
});

test('Parquet: a row group at the limits is read, one past them is refused, whatever says so', () => {
  const group = (bytes: number, rows: number, columnBytes = 0) => ({
    row_groups: [
      {
        columns: [{ meta_data: { total_uncompressed_size: BigInt(columnBytes) } }],
        num_rows: BigInt(rows),
        total_byte_size: BigInt(bytes),
      },
    ],
  });
  const check = (...sizes: Parameters<typeof group>) => checkRowGroups(group(...sizes) as never);
  check(ROW_GROUP_LIMIT_BYTES, ROW_GROUP_LIMIT_ROWS, ROW_GROUP_LIMIT_BYTES);
  assert.throws(() => check(ROW_GROUP_LIMIT_BYTES + 1, 1), /row group of \d+ bytes/);
  assert.throws(() => check(1, 1, ROW_GROUP_LIMIT_BYTES + 1), /row group of \d+ bytes/);
  assert.throws(() => check(1, ROW_GROUP_LIMIT_ROWS + 1), /row group of \d+ rows/);
});

test('Parquet: a footer that says it is huge is refused before it is read', async () => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(FOOTER_LIMIT_BYTES + 1024 * 1024);
  const end = Buffer.concat([length, Buffer.from('PAR1')]);
  const size = FOOTER_LIMIT_BYTES * 3;
  const asked: number[] = [];
  const file = {
    size,
    async slice(start: number, stop: number) {
      asked.push(stop - start);
      return Buffer.concat([Buffer.alloc(stop - start - end.length), end]);
    },
    async *stream() {},
  };
  await assert.rejects(
    readParquetRows(file, async () => {}),
    /asks for \d+ bytes at once; at most \d+ are read/,
  );
  assert.ok(asked.every((bytes) => bytes <= FOOTER_LIMIT_BYTES));
  checkSlice(FOOTER_LIMIT_BYTES, FOOTER_LIMIT_BYTES);
  assert.throws(() => checkSlice(FOOTER_LIMIT_BYTES + 1, FOOTER_LIMIT_BYTES), /at once/);
});

const orc = () => inventoryObjects({ format: 'ORC', schema: ORC_SCHEMA, files: [Buffer.from('ORC…')] });

test('ORC goes through the reader that is given, columns by name, and is begun again when ClickHouse is away', async () => {
  let tries = 0;
  const asked: unknown[] = [];
  const readOrc: ReadOrc = async function* (bytes, columns) {
    for await (const chunk of bytes) asked.push(Buffer.from(chunk).toString());
    asked.push(columns);
    yield {
      bucket: 'data-lake',
      key: '1%.csv',
      size: '7',
      last_modified_date: '2025-02-28 10:00:00.000000000',
      e_tag: 'e',
    };
    if (++tries === 1) throw new TransientError('ClickHouse cannot be reached');
    yield { bucket: 'data-lake', key: '', size: '7' };
  };
  const { bus } = await run(orc(), { readOrc });
  assert.deepEqual(asked.slice(0, 2), ['ORC…', ['bucket', 'key', 'size', 'last_modified_date', 'e_tag']]);
  assert.deepEqual(
    bus.bulk().map(({ object }) => [object.key, object.size, object.lastModified]),
    [['1%.csv', 7, '2025-02-28T10:00:00.000Z']],
  );
  assert.match(bus.deadLetters()[0]!.origin, /#2$/);
});

test('ORC without ClickHouse says what to configure', async () => {
  await expectLetter(orc(), 'INVALID_INVENTORY', /DOWSER_CLICKHOUSE_URL/);
});

test('stopping ends a reading between batches', async () => {
  const stop = new AbortController();
  stop.abort();
  await assert.rejects(run(csv([csvLine('a.csv')]), { signal: stop.signal }), TransientError);
});
