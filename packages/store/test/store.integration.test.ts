import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createClient } from '@clickhouse/client';
import { type Anomaly, DAY_MS } from '@dowser/anomaly';
import { type FrontProcess, startClickHouse } from '@dowser/local';
import { RejectError, TransientError } from '@dowser/pipeline';
import {
  INSERT_ROWS_LIMIT,
  MIGRATIONS_FOLDER,
  type OccurrenceRow,
  openStore,
  readMigrations,
  type Store,
  StoreError,
} from '@dowser/store';
import { ANOMALIES_PER_QUERY, weighAnomalies } from '../src/weigh-anomalies.ts';

/** Versions of the migrations that come with the package. */
const shipped = readMigrations(MIGRATIONS_FOLDER).map(({ version }) => version);

const occurrence = (start: number, fields: Partial<OccurrenceRow> = {}): OccurrenceRow => ({
  bucket: 'b',
  key: 'k',
  object_version_id: 'a'.repeat(32),
  scan_id: 'b'.repeat(32),
  identifier: 'X',
  start,
  end: start + 1,
  line: 1,
  column: 1,
  confidence: 50,
  sample: '*',
  fingerprint: 'c'.repeat(32),
  ...fields,
});

/** Of one day; what was read on each of several days is not told apart yet. */
const DEVIATION: Anomaly = {
  id: '0'.repeat(32),
  kind: 'predictive',
  type: 'bulk-read',
  category: 'Information loss',
  severity: 'High',
  principal: '',
  account: '',
  buckets: [],
  firstDay: 20_000,
  lastDay: 20_000,
  days: [20_000],
  score: 9,
  title: '',
  signals: [],
  details: [],
  sensitiveObjects: 4,
  sensitiveOccurrences: 9,
};

async function* pieces(bytes: Uint8Array, size = 1_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

describe('the store on the embedded ClickHouse', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dowser-store-'));
  let clickhouse: FrontProcess;
  let store: Store;
  const count = async (table: string): Promise<number> =>
    Number((await store.query<{ n: number }>(`SELECT count() AS n FROM ${table}`))[0]?.n);

  before(async () => {
    clickhouse = await startClickHouse({ port: 0, dataDir: join(folder, 'data') });
    store = openStore({ url: clickhouse.url, database: 'dowser' });
    await store.migrate();
  });
  after(async () => {
    await store.close();
    await clickhouse.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('several processes may migrate at once; once more changes nothing', async () => {
    const stores = Array.from({ length: 4 }, () => openStore({ url: clickhouse.url, database: 'at_once' }));
    const applied = await Promise.all(stores.map((each) => each.migrate()));
    assert.ok(applied.some((versions) => versions.length > 0));
    assert.deepEqual(await stores[0]!.migrate(), []);
    assert.deepEqual(
      await stores[0]!.query('SELECT version FROM schema_migrations FINAL ORDER BY version'),
      shipped.map((version) => ({ version })),
    );
    for (const each of stores) await each.close();
  });

  test('a migration that was changed after it was applied is refused; a new one is applied', async () => {
    const migrations = join(folder, 'migrations');
    cpSync(fileURLToPath(MIGRATIONS_FOLDER), migrations, { recursive: true });
    const migrationsFolder = pathToFileURL(`${migrations}/`);
    const open = (): Store => openStore({ url: clickhouse.url, database: 'changing', migrationsFolder });
    const first = open();
    assert.deepEqual(await first.migrate(), shipped);
    const next = shipped.length + 1;
    const file = `${String(next).padStart(4, '0')}-more.sql`;
    writeFileSync(join(migrations, file), 'CREATE TABLE IF NOT EXISTS more (a UInt8) ENGINE = MergeTree ORDER BY a;\n');
    assert.deepEqual(await first.migrate(), [next]);
    writeFileSync(join(migrations, file), 'CREATE TABLE IF NOT EXISTS more (b UInt8) ENGINE = MergeTree ORDER BY b;\n');
    await assert.rejects(first.migrate(), new RegExp(`${next}-more\\.sql has changed`));
    await first.close();
  });

  for (const [rows, parts] of [
    [INSERT_ROWS_LIMIT, 1],
    [INSERT_ROWS_LIMIT + 1, 2],
  ] as const) {
    test(`${rows} rows are ${parts} insert(s)`, async () => {
      const database = `inserts_${rows}`;
      const own = openStore({ url: clickhouse.url, database });
      await own.migrate();
      await own.insert(
        'occurrence_log',
        Array.from({ length: rows }, (_, i) => occurrence(i)),
      );
      const [row] = await own.query<{ inserts: number; rows: number }>(
        `SELECT count() AS inserts, sum(rows) AS rows FROM system.parts
         WHERE database = {database:String} AND table = 'occurrence_log' AND min_block_number = max_block_number`,
        { database },
      );
      assert.equal(Number(row?.rows), rows);
      assert.equal(Number(row?.inserts), parts);
      await own.close();
    });
  }

  test('rows given twice are one row under FINAL', async () => {
    const rows = [occurrence(1), occurrence(2)];
    await store.insert('occurrence_log', rows);
    await store.insert('occurrence_log', [...rows, ...rows, occurrence(3)]);
    assert.equal(await count('occurrence_log FINAL'), 3);
  });

  test('a refused insert names table and rows, and quotes none of them', async () => {
    const bad = occurrence(1, { fingerprint: `${'0'.repeat(40)}SENSITIVE` });
    await assert.rejects(store.insert('occurrence_log', [occurrence(9), bad]), (error: unknown) => {
      assert.ok(error instanceof StoreError);
      assert.match(error.message, /rows 0 to 1 of an insert into occurrence_log/);
      assert.doesNotMatch(JSON.stringify([error.message, error.stack, error.cause ?? null]), /SENSITIVE/);
      return true;
    });
  });

  for (const asked of [ANOMALIES_PER_QUERY, ANOMALIES_PER_QUERY + 1]) {
    test(`${asked} anomalies of two days: each object that was read on both counts once`, async () => {
      const today = Math.floor(Date.now() / DAY_MS);
      await store.raw(
        `INSERT INTO access_day_log (day, bucket, principal, version, events, sensitive_reads, sensitive_keys, sensitive_weights)
         SELECT toDate(${today} - number % 2), 'b', concat('p', toString(intDiv(number, 2))) AS principal, 1, 1, 2,
           uniqCombined64State(14)(concat('of ', principal, if(which = 2, toString(number), ''))), groupArray((cityHash64(which), which))
         FROM numbers(${2 * asked}) ARRAY JOIN [1, 2] AS which GROUP BY number`,
        'Null',
      );
      const found = Array.from({ length: asked }, (_, i): Anomaly => {
        const principal = `p${i}`;
        return { ...DEVIATION, principal, firstDay: today - 1, lastDay: today, days: [today - 1, today] };
      });
      const client = createClient({ url: clickhouse.url, database: 'dowser' });
      try {
        const weighed = await weighAnomalies(client, [{ ...DEVIATION, principal: 'p0' }, ...found]);
        assert.deepEqual(weighed, [
          { ...DEVIATION, principal: 'p0' },
          ...found.map((one) => ({ ...one, sensitiveObjects: 3, sensitiveOccurrences: 3 })),
        ]);
      } finally {
        await client.close();
      }
    });
  }

  test('queries take parameters; raw answers come in any format', async () => {
    assert.deepEqual(await store.query('SELECT {a:String} AS a', { a: "it's" }), [{ a: "it's" }]);
    const csv = await collect(await store.raw('SELECT 1 AS a, 2 AS b', 'CSVWithNames'));
    assert.equal(Buffer.concat(csv).toString(), '"a","b"\n1,2\n');
    const own = await collect(await store.raw('SELECT 1 AS a FORMAT JSONEachRow', 'CSV'));
    assert.equal(Buffer.concat(own).toString(), '{"a":1}\n');
    await assert.rejects(store.query('SELECT * FROM nowhere'), /ClickHouse refused a query: .*nowhere/);
    await assert.rejects(store.raw('SELECT * FROM nowhere', 'CSV'), StoreError);
    await store.ping();
  });

  describe('readOrc', () => {
    const orc = async (select: string): Promise<Buffer> => Buffer.concat(await collect(await store.raw(select, 'ORC')));
    const staging = (): Promise<number> => count("system.tables WHERE startsWith(name, 'orc_staging_')");

    test('gives the named columns as text', async () => {
      const file = await orc(`SELECT 'b' AS bucket, 'dir/é +.csv' AS key, toNullable(false) AS is_latest,
        toNullable(toInt64(9007199254740993)) AS size, toNullable(toDateTime64('2024-05-06 07:08:09.5', 3, 'UTC')) AS at,
        CAST(NULL AS Nullable(String)) AS nothing, 1 AS unread`);
      const rows = await collect(
        store.readOrc(pieces(file), ['bucket', 'key', 'is_latest', 'size', 'at', 'nothing', 'missing']),
      );
      assert.deepEqual(rows, [
        {
          bucket: 'b',
          key: 'dir/é +.csv',
          is_latest: 'false',
          size: '9007199254740993',
          at: '2024-05-06 07:08:09.500000000',
          nothing: null,
          missing: null,
        },
      ]);
      assert.equal(await staging(), 0);
    });

    test('streams many rows; leaving early drops the staging table', async () => {
      const file = await orc('SELECT number AS n FROM numbers(300000)');
      let seen = 0;
      for await (const row of store.readOrc(pieces(file, 65_536), ['n'])) {
        assert.equal(typeof row.n, 'string');
        seen++;
      }
      assert.equal(seen, 300_000);
      for await (const row of store.readOrc(pieces(file), ['n'])) {
        assert.ok(row.n !== undefined);
        break;
      }
      assert.equal(await staging(), 0);
    });

    test('what is no ORC file is rejected, what the source throws is passed on', async () => {
      await assert.rejects(
        collect(store.readOrc(pieces(Buffer.from('not an ORC file, whatever its name says')), ['a'])),
        (error: unknown) => error instanceof RejectError && error.code === 'INVALID_INVENTORY',
      );
      const failing = async function* (): AsyncGenerator<Uint8Array> {
        yield Buffer.from('ORC');
        throw new RangeError('cut');
      };
      await assert.rejects(collect(store.readOrc(failing(), ['a'])), RangeError);
      assert.equal(await staging(), 0);
    });
  });
});

describe('a ClickHouse that is not well', () => {
  const answering = async (answer: Parameters<typeof createServer>[1]): Promise<{ server: Server; url: string }> => {
    const server = createServer(answer as never);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  };

  const illnesses: Readonly<Record<string, Parameters<typeof createServer>[1]>> = {
    'a proxy without a server behind it': (_, response) => void response.writeHead(502).end('<h1>502 Bad Gateway</h1>'),
    'too many parts': (request, response) => {
      request.resume();
      response.writeHead(500, { 'X-ClickHouse-Exception-Code': '252' });
      response.end('Code: 252. DB::Exception: Too many parts (3000). (TOO_MANY_PARTS) (version 26.1)');
    },
    'a cut connection': (request) => void request.socket.destroy(),
    'no answer in time': (request) => void request.resume(),
  };
  for (const [name, answer] of Object.entries(illnesses)) {
    test(`${name} is a TransientError`, async () => {
      const { server, url } = await answering(answer);
      const store = openStore({ url, database: 'dowser', requestTimeoutMs: 300 });
      await assert.rejects(store.insert('occurrence_log', [occurrence(1)]), TransientError);
      await assert.rejects(store.migrate(), TransientError);
      await assert.rejects(store.ping(), TransientError);
      await store.close();
      server.closeAllConnections();
      server.close();
    });
  }

  test('nobody listening is a TransientError', async () => {
    const { server, url } = await answering(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    const store = openStore({ url, database: 'dowser' });
    await assert.rejects(store.insert('occurrence_log', [occurrence(1)]), TransientError);
    await assert.rejects(collect(store.readOrc(pieces(Buffer.from('x')), ['a'])), TransientError);
    await store.close();
  });
});
