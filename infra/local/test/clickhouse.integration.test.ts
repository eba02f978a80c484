import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type FrontProcess, startClickHouse } from '@dowser/local';
import { clickHouseConformance } from '@dowser/testkit';

clickHouseConformance('embedded', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'dowser-clickhouse-'));
  const { url, stop } = await startClickHouse({ port: 0, dataDir });
  const close = async (): Promise<void> => {
    await stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { url, close };
});

// A server of one's own is held to the same: http://user:password@host:8123.
for (const text of [process.env.DOWSER_TEST_CLICKHOUSE ?? ''].filter((url) => url !== '')) {
  clickHouseConformance('server', async () => {
    const url = new URL(text);
    const [username, password] = [decodeURIComponent(url.username) || 'default', decodeURIComponent(url.password)];
    return { url: url.origin, username, password, close: async () => undefined };
  });
}

describe('the embedded ClickHouse', () => {
  let dataDir: string;
  let running: FrontProcess;
  const ask = async (sql: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> => {
    const response = await fetch(running.url, { method: 'POST', body: sql, headers });
    return { status: response.status, text: await response.text() };
  };

  before(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'dowser-clickhouse-'));
    running = await startClickHouse({ port: 0, dataDir });
    await ask('CREATE TABLE t (a UInt32, s String) ENGINE = MergeTree ORDER BY a');
  });
  after(async () => {
    await running.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('rows outlive a kill, on the same port and folder', async () => {
    await ask("INSERT INTO t VALUES (1, 'kept')");
    const port = Number(new URL(running.url).port);
    await running.kill();
    running = await startClickHouse({ port, dataDir });
    assert.equal(Number(new URL(running.url).port), port);
    assert.equal((await ask('SELECT s FROM t')).text, 'kept\n');
  });

  test('a stop answers what is under way', async () => {
    const slow = ask('SELECT sum(sleepEachRow(0.1)) FROM numbers(8)');
    await new Promise((resolve) => setTimeout(resolve, 200));
    const port = Number(new URL(running.url).port);
    await running.stop();
    assert.equal((await slow).text, '0\n');
    running = await startClickHouse({ port, dataDir });
  });

  test('a folder has one process at a time', async () => {
    await assert.rejects(startClickHouse({ port: 0, dataDir }), /another|already running/i);
  });

  test('a folder whose name is a pattern is refused', async () => {
    await assert.rejects(startClickHouse({ port: 0, dataDir: `${dataDir}/{a}` }), /none of \* \? \{ \} \[ \]/);
  });

  test('web pages are refused', async () => {
    assert.equal((await ask('SELECT 1', { origin: 'https://example.org' })).status, 403);
    assert.equal((await ask('SELECT 1', { origin: 'http://localhost:3000' })).status, 200);
    const status = await new Promise((resolve, reject) => {
      const sent = request(running.url, { headers: { host: 'rebound.example.org' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject).end();
    });
    assert.equal(status, 403);
  });

  test('what would be ignored is refused: sessions, roles, block compression, files of the server', async () => {
    for (const query of ['session_id=a', 'role=admin', 'compress=1', 'decompress=1']) {
      const response = await fetch(`${running.url}/?${query}`, { method: 'POST', body: 'SELECT 1' });
      assert.equal(response.status, 501, query);
      assert.match(await response.text(), /NOT_IMPLEMENTED/);
    }
    assert.equal((await ask("SELECT 1 INTO OUTFILE '/tmp/x'")).status, 501);
    assert.equal((await ask("INSERT INTO t FROM INFILE '/tmp/x' FORMAT CSV")).status, 501);
    assert.equal((await ask('SELECT 1', { 'content-encoding': 'snappy' })).status, 501);
  });

  test('an upload that breaks off inserts nothing', async () => {
    await ask('TRUNCATE TABLE t');
    const { hostname, port } = new URL(running.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        const path = `/?query=${encodeURIComponent('INSERT INTO t FORMAT CSV')}`;
        socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n1,a\n2,b\n`);
        setTimeout(() => socket.destroy(), 100);
      });
      socket.on('close', () => resolve());
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal((await ask('SELECT count() FROM t')).text, '0\n');
  });

  test('rows far larger than the head that is searched for SQL', async () => {
    await ask('TRUNCATE TABLE t');
    const rows = Array.from({ length: 200_000 }, (_, i) => `${i},"${'x'.repeat(40)}"`).join('\n');
    assert.equal((await ask(`INSERT INTO t FORMAT CSV\n${rows}\n`)).status, 200);
    assert.equal((await ask('SELECT count(), sum(length(s)) FROM t')).text, '200000\t8000000\n');
  });
});
