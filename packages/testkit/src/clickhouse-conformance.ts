import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client';

export interface ClickHouseUnderTest {
  readonly url: string;
  /** User and password as the client takes them; a server's defaults when absent. */
  readonly username?: string;
  readonly password?: string;
  close(): Promise<void>;
}

const DATABASE = 'dowser_conformance';

/** What Dowser and its users need of ClickHouse's HTTP interface, on whatever serves it: the embedded front or a server. */
export function clickHouseConformance(name: string, open: () => Promise<ClickHouseUnderTest>): void {
  describe(`ClickHouse over HTTP: ${name}`, () => {
    let server: ClickHouseUnderTest;
    let tables = 0;
    let client: ClickHouseClient;
    let http: (query: Record<string, string>, init?: RequestInit) => Promise<Response>;

    before(async () => {
      server = await open();
      const access = { username: server.username ?? 'default', password: server.password ?? '' };
      const auth = `Basic ${Buffer.from(`${access.username}:${access.password}`).toString('base64')}`;
      http = (query, init = {}) =>
        fetch(`${server.url}/?${new URLSearchParams({ database: DATABASE, ...query })}`, {
          ...init,
          headers: { authorization: auth, ...(init.headers as Record<string, string>) },
        });
      const log = { level: ClickHouseLogLevel.OFF };
      const admin = createClient({ url: server.url, log, ...access });
      await admin.command({ query: `DROP DATABASE IF EXISTS ${DATABASE}` });
      await admin.command({ query: `CREATE DATABASE ${DATABASE}` });
      await admin.close();
      client = createClient({ url: server.url, database: DATABASE, log, ...access });
    });
    after(async () => {
      await client?.command({ query: `DROP DATABASE IF EXISTS ${DATABASE}` });
      await client?.close();
      await server?.close();
    });

    const post = async (
      body: string | Buffer,
      query: Record<string, string> = {},
      headers: Record<string, string> = {},
    ) => {
      const response = await http(query, { method: 'POST', body: new Uint8Array(Buffer.from(body)), headers });
      return { status: response.status, headers: response.headers, text: await response.text() };
    };
    const table = async (columns: string): Promise<string> => {
      const name = `t${tables++}`;
      await client.command({ query: `CREATE TABLE ${name} (${columns}) ENGINE = MergeTree ORDER BY tuple()` });
      return name;
    };
    const rowsOf = async (query: string): Promise<unknown[]> =>
      (await client.query({ query, format: 'JSONEachRow' })).json();

    test('GET / and /ping answer Ok', async () => {
      for (const path of ['/', '/ping', '/replicas_status']) {
        const response = await fetch(`${server.url}${path}`);
        assert.equal(response.status, 200, path);
        assert.equal(await response.text(), 'Ok.\n', path);
      }
      assert.equal((await fetch(`${server.url}/nowhere`)).status, 404);
      assert.deepEqual(await client.ping(), { success: true });
    });

    test('a query by URL, by body, and by both', async () => {
      assert.equal(await (await http({ query: 'SELECT 1' })).text(), '1\n');
      assert.equal((await post('SELECT 2')).text, '2\n');
      assert.equal((await post('+ 1', { query: 'SELECT 2' })).text, '3\n');
    });

    test('the format: TabSeparated, default_format, FORMAT; named in the headers', async () => {
      const plain = await post("SELECT 1 AS a, 'x' AS b");
      assert.equal(plain.text, '1\tx\n');
      assert.equal(plain.headers.get('x-clickhouse-format'), 'TabSeparated');
      const byDefault = await post('SELECT 1 AS a', { default_format: 'JSONEachRow' });
      assert.equal(byDefault.text, '{"a":1}\n');
      assert.equal(byDefault.headers.get('x-clickhouse-format'), 'JSONEachRow');
      const byClause = await post('SELECT 1 AS a FORMAT CSVWithNames', { default_format: 'JSON' });
      assert.equal(byClause.text, '"a"\n1\n');
      assert.equal(byClause.headers.get('x-clickhouse-format'), 'CSVWithNames');
      assert.match(byClause.headers.get('content-type') ?? '', /^text\/csv/);
      assert.equal((await post('SELECT 1 FORMAT TSV SETTINGS max_threads = 1;')).text, '1\n');
    });

    test('formats with a header and a footer are whole, however many rows', async () => {
      const answer = await (await client.query({ query: 'SELECT number FROM numbers(300000)', format: 'JSON' })).json();
      assert.equal((answer as { data: unknown[] }).data.length, 300_000);
      const parquet = await (
        await http({}, { method: 'POST', body: 'SELECT number FROM numbers(300000) FORMAT Parquet' })
      ).bytes();
      assert.equal(Buffer.from(parquet).indexOf('PAR1', 4), parquet.length - 4);
      const named = (await post('SELECT number FROM numbers(300000) FORMAT TSVWithNames')).text.split('\n');
      assert.equal(named.filter((line) => line === 'number').length, 1);
      assert.equal(named.length, 300_002);
    });

    test('a large result streams', async () => {
      const result = await client.query({ query: 'SELECT number AS n FROM numbers(1000000)', format: 'JSONEachRow' });
      let sum = 0;
      for await (const rows of result.stream<{ n: number }>()) for (const row of rows) sum += Number(row.json().n);
      assert.equal(sum, 499_999_500_000);
    });

    test('a reader that leaves early leaves the server well', async () => {
      const result = await client.query({ query: 'SELECT number FROM numbers(50000000)', format: 'JSONEachRow' });
      for await (const rows of result.stream()) {
        assert.ok(rows.length > 0);
        break;
      }
      assert.deepEqual(await rowsOf('SELECT 1 AS a'), [{ a: 1 }]);
    });

    test('settings hold for one request', async () => {
      const set = await post("SELECT getSetting('max_threads')", { max_threads: '3' });
      assert.equal(set.text, '3\n');
      assert.notEqual((await post("SELECT getSetting('max_threads')")).text, '3\n');
      const [row] = (await (
        await client.query({
          query: "SELECT getSetting('max_result_rows') AS rows",
          clickhouse_settings: { max_result_rows: '77' },
          format: 'JSONEachRow',
        })
      ).json()) as { rows: number }[];
      assert.equal(Number(row?.rows), 77);
    });

    test('parameters of every kind', async () => {
      const params = {
        text: `a'b\\c\n\t"é🜁`,
        number: 42,
        list: ['x', "y'z"],
        none: null,
        at: new Date('2024-05-06T07:08:09.123Z'),
        long: 'x'.repeat(20_000),
      };
      const query = `SELECT {text:String} AS text, {number:UInt32} AS number, {list:Array(String)} AS list,
        {none:Nullable(String)} AS none, toString({at:DateTime64(3, 'UTC')}) AS at, length({long:String}) AS long`;
      const expected = [
        { text: params.text, number: 42, list: params.list, none: null, at: '2024-05-06 07:08:09.123', long: 20_000 },
      ];
      const ask = async (use_multipart_params: boolean): Promise<unknown[]> =>
        (
          await client.query({
            query,
            query_params: params,
            use_multipart_params,
            format: 'JSONEachRow',
            clickhouse_settings: { output_format_json_quote_64bit_integers: 0 },
          })
        ).json();
      assert.deepEqual(await ask(false), expected);
      assert.deepEqual(await ask(true), expected);
    });

    test('parameters of requests at the same time do not mix', async () => {
      const asked = Array.from({ length: 60 }, (_, i) => i);
      const answers = await Promise.all(
        asked.map(async (value) => (await post('SELECT {v:UInt32}', { param_v: String(value) })).text),
      );
      assert.deepEqual(
        answers,
        asked.map((value) => `${value}\n`),
      );
    });

    test('rows in: JSONEachRow, CSV, VALUES, and bytes beside SQL', async () => {
      const t = await table('a UInt32, s String');
      await client.insert({ table: t, values: [{ a: 1, s: 'é\n' }, { a: 2 }], format: 'JSONEachRow' });
      await client.insert({ table: t, values: [{ a: 3 }], columns: ['a'], format: 'JSONEachRow' });
      await post(`INSERT INTO ${t} FORMAT CSV\n4,"x;y"\n`);
      await post('{"a":5}', { query: `INSERT INTO ${t} FORMAT JSONEachRow` });
      await post(`INSERT INTO ${t} (a, s) VALUES (6, 'it''s; (x)'), (3 + 4, 'y')`);
      await post("(8, 'z')", { query: `INSERT INTO ${t} VALUES` });
      // Rows whose first bytes are blanks and line ends.
      await post(Buffer.from([0x0a, 0x20, 0, 0, 1, 0x0a]), { query: `INSERT INTO ${t} FORMAT RowBinary` });
      await post(`INSERT INTO ${t} SELECT a + 100, s FROM ${t} WHERE a = 1`);
      assert.deepEqual(await rowsOf(`SELECT a, s FROM ${t} ORDER BY a`), [
        { a: 1, s: 'é\n' },
        { a: 2, s: '' },
        { a: 3, s: '' },
        { a: 4, s: 'x;y' },
        { a: 5, s: '' },
        { a: 6, s: "it's; (x)" },
        { a: 7, s: 'y' },
        { a: 8, s: 'z' },
        { a: 101, s: 'é\n' },
        { a: 0x200a, s: '\n' },
      ]);
    });

    test('the number of rows written is told', async () => {
      const t = await table('a UInt32');
      const { summary } = await client.insert({
        table: t,
        values: [{ a: 1 }, { a: 2 }, { a: 3 }],
        format: 'JSONEachRow',
      });
      assert.equal(summary?.written_rows, '3');
    });

    for (const format of ['Parquet', 'ORC', 'Native', 'RowBinary', 'ArrowStream']) {
      test(`rows out and in again: ${format}`, async () => {
        const t = await table('a UInt32, s String');
        const body = await (
          await http(
            {},
            {
              method: 'POST',
              body: `SELECT toUInt32(number) AS a, repeat('é;\\n', number % 5) AS s FROM numbers(70000) FORMAT ${format}`,
            },
          )
        ).bytes();
        const inserted = await post(Buffer.from(body), { query: `INSERT INTO ${t} FORMAT ${format}` });
        assert.equal(inserted.status, 200, inserted.text);
        assert.equal(
          (await post(`SELECT count(), sum(a), sum(length(s)) FROM ${t}`)).text,
          (await post("SELECT count(), sum(number), sum(length(repeat('é;\\n', number % 5))) FROM numbers(70000)"))
            .text,
        );
      });
    }

    test('rows through input()', async () => {
      const t = await table('a UInt32');
      await post('1\n2\n3\n', {
        query: `INSERT INTO ${t} SELECT x * 10 FROM input('x UInt32') WHERE x > 1 FORMAT CSV`,
      });
      assert.deepEqual(await rowsOf(`SELECT a FROM ${t} ORDER BY a`), [{ a: 20 }, { a: 30 }]);
    });

    test('settings inside an INSERT', async () => {
      const t = await table('at DateTime');
      await post(`INSERT INTO ${t} SETTINGS date_time_input_format = 'best_effort' FORMAT CSV\n2024-05-06T07:08:09Z\n`);
      await post('2024-05-06T07:08:10Z', {
        query: `INSERT INTO ${t} FORMAT CSV`,
        date_time_input_format: 'best_effort',
      });
      assert.deepEqual(await rowsOf(`SELECT toUnixTimestamp(max(at)) - toUnixTimestamp(min(at)) AS d FROM ${t}`), [
        { d: 1 },
      ]);
    });

    test('compressed requests and answers', async () => {
      const t = await table('a UInt32');
      await post(gzipSync('1\n2\n'), { query: `INSERT INTO ${t} FORMAT CSV` }, { 'content-encoding': 'gzip' });
      assert.equal((await post(`SELECT count() FROM ${t}`)).text, '2\n');
      const raw = await fetchRaw(server, `SELECT number FROM numbers(100000)`);
      assert.equal(raw.encoding, 'gzip');
      assert.equal(gunzipSync(raw.body).toString().split('\n').length, 100_001);
      const gzipping = createClient({
        url: server.url,
        username: server.username ?? 'default',
        password: server.password ?? '',
        database: DATABASE,
        compression: { request: true, response: true },
      });
      await gzipping.insert({ table: t, values: [{ a: 3 }], format: 'JSONEachRow' });
      assert.deepEqual(
        await (await gzipping.query({ query: `SELECT max(a) AS m FROM ${t}`, format: 'JSONEachRow' })).json(),
        [{ m: 3 }],
      );
      await gzipping.close();
    });

    const failures: readonly { query: string; code: string; status: number }[] = [
      { query: 'SELEKT 1', code: '62', status: 400 },
      { query: 'SELECT nope', code: '47', status: 404 },
      { query: 'SELECT * FROM nope', code: '60', status: 404 },
      { query: 'SELECT 1 SETTINGS nope = 1', code: '115', status: 404 },
      { query: 'SELECT throwIf(1)', code: '395', status: 500 },
      { query: 'SELECT 1; SELECT 2', code: '62', status: 400 },
      { query: 'SELECT {p:UInt8}', code: '456', status: 400 },
      { query: 'SELECT 1 FORMAT Nope', code: '73', status: 404 },
      { query: 'INSERT INTO nope FORMAT CSV\n1', code: '60', status: 404 },
    ];
    for (const { query, code, status } of failures) {
      test(`an error has its code and status: ${query.replaceAll('\n', ' ')}`, async () => {
        const answer = await post(query);
        assert.equal(answer.headers.get('x-clickhouse-exception-code'), code, answer.text);
        assert.equal(answer.status, status);
        assert.match(answer.text, new RegExp(`^Code: ${code}\\. DB::Exception: .*\\([A-Z_]+\\)`, 's'));
      });
    }

    test('rows that cannot be read fail the whole insert', async () => {
      const t = await table('a UInt32');
      await assert.rejects(
        client.insert({ table: t, values: [{ a: 1 }, { a: 'x' }], format: 'JSONEachRow' }),
        (error: unknown) => error instanceof ClickHouseError && error.code !== '',
      );
      assert.equal((await post(`SELECT count() FROM ${t}`)).text, '0\n');
    });

    test('an error under way reaches the reader', async () => {
      const result = await client.query({
        query: 'SELECT throwIf(number = 2000000) FROM numbers(3000000) SETTINGS max_block_size = 65536',
        format: 'JSONEachRow',
      });
      await assert.rejects(
        async () => {
          for await (const rows of result.stream()) assert.ok(rows.length >= 0);
        },
        (error: unknown) => error instanceof ClickHouseError && error.code === '395',
      );
    });

    test('GET changes nothing', async () => {
      const t = await table('a UInt32');
      const answer = await http({ query: `INSERT INTO ${t} SELECT 1` });
      assert.equal(answer.headers.get('x-clickhouse-exception-code'), '164');
      assert.equal((await post(`SELECT count() FROM ${t}`)).text, '0\n');
    });

    test('the query id is given back, or made', async () => {
      assert.equal((await post('SELECT 1', { query_id: 'mine-1' })).headers.get('x-clickhouse-query-id'), 'mine-1');
      assert.ok(((await post('SELECT 1')).headers.get('x-clickhouse-query-id') ?? '').length > 10);
    });

    test('reads and writes at the same time', async () => {
      const t = await table('a UInt32');
      await Promise.all([
        ...Array.from({ length: 10 }, (_, i) => client.insert({ table: t, values: [{ a: i }], format: 'JSONEachRow' })),
        ...Array.from({ length: 10 }, () => rowsOf(`SELECT count() FROM ${t}`)),
      ]);
      assert.equal((await post(`SELECT count() FROM ${t}`)).text, '10\n');
    });

    test('ReplacingMergeTree collapses under FINAL, the higher version wins, views take parameters', async () => {
      await client.command({
        query: 'CREATE TABLE latest (k String, v UInt128, s String) ENGINE = ReplacingMergeTree(v) ORDER BY k',
      });
      await client.command({
        query: 'CREATE OR REPLACE VIEW one AS SELECT k, s FROM latest FINAL WHERE k = {k:String}',
      });
      const max = '340282366920938463463374607431768211455';
      for (const [v, s] of [
        ['1', 'old'],
        [max, 'new'],
        ['2', 'middle'],
      ] as const) {
        await client.insert({ table: 'latest', values: [{ k: 'a', v, s }], format: 'JSONEachRow' });
      }
      assert.deepEqual(await rowsOf("SELECT k, s FROM one(k = 'a')"), [{ k: 'a', s: 'new' }]);
    });
  });
}

/** `fetch` uncompresses by itself; this shows what was on the wire. */
async function fetchRaw(server: ClickHouseUnderTest, query: string): Promise<{ encoding: string; body: Buffer }> {
  const auth = `${server.username ?? 'default'}:${server.password ?? ''}`;
  return new Promise((resolve, reject) => {
    const url = `${server.url}/?enable_http_compression=1`;
    const sent = request(url, { method: 'POST', auth, headers: { 'accept-encoding': 'gzip' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ encoding: response.headers['content-encoding'] ?? '', body: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject);
    sent.end(query);
  });
}
