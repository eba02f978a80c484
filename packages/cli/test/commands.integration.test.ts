import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { identifiers } from '@dowser/identifiers';
import { fingerprint } from '@dowser/scanner';
import { dowser, main } from './run-dowser.ts';

const home = mkdtempSync(join(tmpdir(), 'dowser-commands-'));
after(() => rmSync(home, { recursive: true, force: true }));

describe('dowser identifiers', () => {
  test('list has every identifier, as a table and as JSON lines', async () => {
    const table = await dowser(['identifiers', 'list']);
    const lines = (await dowser(['identifiers', 'list', '--format', 'jsonl'])).stdout.trim().split('\n');
    assert.deepEqual(
      lines.map((line) => (JSON.parse(line) as { id: string }).id),
      identifiers.map(({ id }) => id),
    );
    for (const { id } of identifiers) assert.ok(table.stdout.includes(`│ ${id} `), id);
  });

  test('show has its rules and examples; an unknown one ends with 2', async () => {
    const { code, stdout } = await dowser(['identifiers', 'show', 'USA_SOCIAL_SECURITY_NUMBER']);
    assert.equal(code, 0);
    for (const part of ['PERSONAL_INFORMATION', 'social security', 'keyword-missing', 'High from 1']) {
      assert.ok(stdout.includes(part), part);
    }
    const unknown = await dowser(['identifiers', 'show', 'USA_SSN']);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /USA_SSN/);
  });
});

describe('dowser fingerprint', () => {
  const key = 'k'.repeat(32);
  const env = { DOWSER_HOME: home, DOWSER_FINGERPRINT_KEY: key };

  test('is that of the scanner, whatever the final newline', async () => {
    for (const stdin of ['536-90-4399', '536-90-4399\n', '536904399\r\n']) {
      const { code, stdout } = await dowser(['fingerprint'], { stdin, env });
      assert.equal(code, 0);
      assert.equal(stdout, `${fingerprint(key, '536-90-4399')}\n`);
    }
  });

  test('needs a value', async () => {
    const { code, stderr } = await dowser(['fingerprint'], { stdin: '\n', env });
    assert.equal(code, 2);
    assert.match(stderr, /no value on stdin/);
  });
});

describe('dowser run', () => {
  test('--help lists the keys of the service', async () => {
    for (const service of ['ingest', 'matcher', 'sink']) {
      const { code, stdout, stderr } = await dowser(['run', service, '--help']);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /DOWSER_BUS_URL/, service);
    }
  });

  test("a configuration that cannot work ends with the service's exit code, every problem listed", async () => {
    const env = { DOWSER_BUS_URL: undefined, DOWSER_CLICKHOUSE_URL: undefined };
    const { code, stderr } = await dowser(['run', 'sink'], { env });
    assert.equal(code, 2);
    assert.match(stderr, /DOWSER_BUS_URL[\s\S]*DOWSER_CLICKHOUSE_URL/);
  });

  test('--config names the file, relative to where the command runs', async () => {
    writeFileSync(join(home, 'dowser.yaml'), 'clickhouse:\n  url: http://127.0.0.1:9\n');
    const env = { DOWSER_BUS_URL: undefined, DOWSER_CLICKHOUSE_URL: undefined };
    const { code, stderr } = await dowser(['run', 'sink', '--config', 'dowser.yaml'], { env, cwd: home });
    assert.equal(code, 2);
    assert.match(stderr, /DOWSER_BUS_URL/);
    assert.doesNotMatch(stderr, /DOWSER_CLICKHOUSE_URL/);
  });

  test('a signal reaches the service, which drains and ends with its own code', async () => {
    const env = {
      ...process.env,
      DOWSER_BUS_URL: `sqlite:${join(home, 'bus.db')}`,
      // Nothing answers there: the service waits, and is ready to be stopped.
      DOWSER_CLICKHOUSE_URL: 'http://127.0.0.1:9',
    };
    const child = spawn(process.execPath, [main, 'run', 'sink'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    await once(child.stderr, 'data');
    child.stderr.resume();
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

  test('an unknown service ends with 2', async () => {
    const { code, stderr } = await dowser(['run', 'console']);
    assert.equal(code, 2);
    assert.match(stderr, /unknown command 'console'/);
  });
});
