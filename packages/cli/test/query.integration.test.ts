import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startClickHouse } from '@dowser/local';
import { openStore } from '@dowser/store';
import { announceStack, withdrawStack } from '../src/start/home.ts';
import { dowser, type RunOptions } from './run-dowser.ts';

const home = mkdtempSync(join(tmpdir(), 'dowser-query-'));
const empty = mkdtempSync(join(tmpdir(), 'dowser-empty-'));
const dataDir = join(home, 'clickhouse');
after(() => {
  rmSync(home, { recursive: true, force: true });
  rmSync(empty, { recursive: true, force: true });
});

/** Nothing of the machine's own configuration counts. */
const at = (folder: string, more: NodeJS.ProcessEnv = {}): RunOptions => ({
  env: { DOWSER_HOME: folder, DOWSER_CLICKHOUSE_URL: undefined, DOWSER_CLICKHOUSE_DATABASE: undefined, ...more },
});

describe('dowser query', () => {
  let server: Awaited<ReturnType<typeof startClickHouse>>;
  before(async () => {
    server = await startClickHouse({ port: 0, dataDir });
    for (const sql of [
      'CREATE DATABASE dowser',
      'CREATE TABLE dowser.seen (key String, n UInt32) ENGINE = MergeTree ORDER BY n',
      "INSERT INTO dowser.seen VALUES ('a b', 1), ('ü', 2)",
    ]) {
      const { code, stderr } = await dowser(
        ['query', '--url', server.url, sql],
        at(empty, { DOWSER_CLICKHOUSE_DATABASE: 'default' }),
      );
      assert.equal(code, 0, stderr);
    }
  });
  after(() => server.stop());

  const ask = (...args: string[]) => dowser(['query', '--url', server.url, ...args], at(empty));
  const SQL = 'SELECT key, n FROM seen ORDER BY n';

  test('prints a table, or the format asked for', async () => {
    const table = await ask(SQL);
    assert.equal(table.code, 0, table.stderr);
    assert.match(table.stdout, /key.*n[\s\S]*│ a b +│ 1 │\n│ ü +│ 2 │/);
    assert.equal((await ask('--format', 'csv', SQL)).stdout, '"key","n"\n"a b",1\n"ü",2\n');
    assert.equal((await ask('--format', 'jsonl', SQL)).stdout, '{"key":"a b","n":1}\n{"key":"ü","n":2}\n');
    assert.equal((await ask('--format', 'TabSeparated', SQL)).stdout, 'a b\t1\nü\t2\n');
    assert.equal((await ask('--format', 'csv', `${SQL} FORMAT TSV`)).stdout, 'a b\t1\nü\t2\n');
  });

  test('a table shows as many rows as its limit, and says how many there are; other formats have them all', async () => {
    const shown = (stdout: string): number => [...stdout.matchAll(/^│ +\d+ │$/gm)].length;
    const most = await ask('SELECT number FROM numbers(10000)');
    assert.equal(shown(most.stdout), 10_000);
    const more = await ask('SELECT number FROM numbers(10001)');
    assert.equal(shown(more.stdout), 10_000);
    assert.match(more.stdout, /Showed 10000 out of 10001 rows/);
    const lines = await ask('--format', 'tsv', 'SELECT number FROM numbers(10001)');
    assert.equal(lines.stdout.trim().split('\n').length, 1 + 10_001);
  });

  test('takes the URL from the environment, or from the running stack', async () => {
    const sql = ['query', '--format', 'TSV', 'SELECT count() FROM seen'];
    assert.equal((await dowser(sql, at(empty, { DOWSER_CLICKHOUSE_URL: server.url }))).stdout, '2\n');
    announceStack(home, { pid: process.pid, clickhouseUrl: server.url, database: 'dowser', awsUrl: null, busUrl: '' });
    try {
      assert.equal((await dowser(sql, at(home))).stdout, '2\n');
    } finally {
      withdrawStack(home);
    }
  });

  test('says what ClickHouse refuses, without a stack trace', async () => {
    const { code, stdout, stderr } = await ask('SELECT nothing FROM nowhere');
    assert.equal(code, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /^dowser: ClickHouse refused the query \(UNKNOWN_TABLE 60\): /);
    assert.doesNotMatch(stderr, /\n {4}at /);
  });
});

describe('dowser anomalies', () => {
  test('lists them for people or as data, and sets one aside', async () => {
    const server = await startClickHouse({ port: 0, dataDir: join(home, 'anomalies') });
    try {
      const store = openStore({ url: server.url, database: 'dowser' });
      await store.migrate();
      await store.close();
      const insert = `INSERT INTO anomaly_log (anomaly_id, revision, state, severity, kind, type, title)
        VALUES ('a1', 1, 'open', 'High', 'basic', 'public-acl', 'x: opened')`;
      const ask = (...args: string[]) => dowser([...args, '--url', server.url], at(empty));
      assert.equal((await ask('anomalies')).stdout, 'no anomalies of access\n');
      assert.equal((await ask('query', insert)).code, 0);
      assert.match((await ask('anomalies')).stdout, /^High {2}public-acl [\s\S]* x: opened\n {2}a1\n/);
      const archived = await ask('anomalies', '--archive', 'a1', '--note', 'meant so');
      assert.deepEqual([archived.code, archived.stdout], [0, 'a1: archived\n'], archived.stderr);
      const all = await ask('anomalies', '--all', '--format', 'jsonl');
      const { state, note, revision } = JSON.parse(all.stdout) as Record<string, unknown>;
      assert.deepEqual([state, note, revision], ['archived', 'meant so', 2]);
      const missing = await ask('anomalies', '--reopen', 'a2');
      assert.equal(missing.code, 1);
      assert.match(missing.stderr, /no anomaly has the id "a2"/);
    } finally {
      await server.stop();
    }
  });

  test('refuses to archive and to reopen at once', async () => {
    assert.equal((await dowser(['anomalies', '--archive', 'a', '--reopen', 'b'], at(empty))).code, 2);
  });
});

describe('dowser query without a server', () => {
  test('says that nothing answers, and where', async () => {
    const { code, stderr } = await dowser(['query', '--url', 'http://127.0.0.1:9', 'SELECT 1'], at(empty));
    assert.equal(code, 1);
    assert.match(stderr, /no ClickHouse answers at http:\/\/127\.0\.0\.1:9 .*dowser start/);
  });

  test('refuses what is no URL', async () => {
    const { code, stderr } = await dowser(['query', '--url', 'localhost:8123', 'SELECT 1'], at(empty));
    assert.equal(code, 2);
    assert.match(stderr, /no URL/);
  });

  test('with no stack and no data says what to do', async () => {
    const { code, stderr } = await dowser(['query', 'SELECT 1'], at(empty));
    assert.equal(code, 2);
    assert.match(stderr, /nothing to ask: .*dowser start/);
  });

  test("with a stopped stack's data it starts ClickHouse on it for the query", async () => {
    const { code, stdout, stderr } = await dowser(['query', '--format', 'TSV', 'SELECT sum(n) FROM seen'], at(home));
    assert.equal(code, 0, stderr);
    assert.equal(stdout, '3\n');
    assert.match(stderr, /starting ClickHouse/);
  });
});
