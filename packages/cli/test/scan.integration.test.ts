import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type SampleObject, sampleObjects, startAws } from '@dowser/local';
import { dowser, main } from './run-dowser.ts';

const root = mkdtempSync(join(tmpdir(), 'dowser-scan-'));
after(() => rmSync(root, { recursive: true, force: true }));

const SSN = '536-90-4399';
const LETTER = `Grüße. His social security is ${SSN}.\nThe ssn 000-12-1234 was never issued.\n`;

function put(directory: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = join(root, directory);
  for (const [name, body] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), body);
  }
  return path;
}

const parse = (stdout: string): Record<string, unknown>[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('dowser scan', () => {
  test('of the sample finds what was planted, each at its place, and says what it skipped', async () => {
    const objects = [...sampleObjects({ seed: 'cli' })].filter((_, i) => i % 6 === 0 || i > 335);
    const files = Object.fromEntries(objects.map((object) => [object.key, object.body() as Uint8Array]));
    const path = put('sample', files);
    const { code, stdout, stderr } = await dowser(['scan', '--format', 'jsonl', path]);
    assert.equal(code, 0, stderr);
    assert.deepEqual(
      countsOf(parse(stdout)),
      plantedIn(objects, (key) => `${path}/${key}`),
    );
    const skipped = objects.filter(({ verdict }) => verdict === 'skipped').length;
    assert.ok(skipped > 0);
    assert.match(
      stderr,
      new RegExp(`^${objects.length} objects: \\d+ scanned, 0 partial, ${skipped} skipped, 0 failed`),
    );
    assert.match(stderr, /skipped: .*UNSUPPORTED_FILE_TYPE_EXCEPTION/);
  });

  test('a line has the documented keys; offsets are those of the UTF-8 text, the value is nowhere', async () => {
    const path = put('one', { 'letter.txt': LETTER });
    const { code, stdout, stderr } = await dowser(['scan', '--format', 'jsonl', join(path, 'letter.txt')]);
    assert.equal(code, 0);
    const start = Buffer.from(LETTER).indexOf(SSN);
    assert.deepEqual(parse(stdout), [
      {
        object: join(path, 'letter.txt'),
        identifier: 'USA_SOCIAL_SECURITY_NUMBER',
        category: 'PERSONAL_INFORMATION',
        severity: 'High',
        start,
        end: start + SSN.length,
        line: 1,
        column: LETTER.indexOf(SSN) + 1,
        confidence: 70,
      },
    ]);
    assert.ok(!(stdout + stderr).includes(SSN));
  });

  test('names objects as the user named the directory', async () => {
    put('named', { 'deep/a.txt': LETTER });
    for (const [word, object] of [
      ['named', 'named/deep/a.txt'],
      ['./named/', './named/deep/a.txt'],
    ] as const) {
      const { stdout } = await dowser(['scan', '--format', 'jsonl', word], { cwd: root });
      assert.deepEqual(
        parse(stdout).map((line) => line.object),
        [object],
      );
    }
  });

  test('reads stdin, compressed or not', async () => {
    for (const stdin of [LETTER, gzipSync(LETTER)]) {
      const { code, stdout } = await dowser(['scan', '--format', 'jsonl', '-'], { stdin });
      assert.equal(code, 0);
      assert.deepEqual(
        parse(stdout).map(({ object, identifier }) => [object, identifier]),
        [['-', 'USA_SOCIAL_SECURITY_NUMBER']],
      );
    }
  });

  test('a table shows findings with their counts, and says so when there are none', async () => {
    const path = put('table', { 'a.txt': LETTER });
    const { stdout } = await dowser(['scan', path]);
    assert.match(stdout, /a\.txt +│ USA_SOCIAL_SECURITY_NUMBER │ High +│ +1 │/);
    const clean = await dowser(['scan', '-'], { stdin: 'nothing here\n' });
    assert.equal(clean.stdout, 'Nothing was found.\n');
    assert.equal(clean.code, 0);
  });

  test('a broken file costs itself', async () => {
    const path = put('broken', {
      'a.log.gz': gzipSync(LETTER.repeat(5000)).subarray(0, 400),
      'b.txt': LETTER,
      empty: '',
    });
    const { code, stdout, stderr } = await dowser(['scan', '--format', 'jsonl', path]);
    assert.equal(code, 0);
    assert.ok(parse(stdout).some(({ object }) => object === `${path}/b.txt`));
    assert.match(stderr, /a\.log\.gz: MALFORMED_FILE/);
  });

  test('--fail-on ends with 10 at that severity and above', async () => {
    const license = { stdin: 'Driver License: D1234567\n' };
    const identifiers = ['--identifiers', 'DRIVERS_LICENSE'];
    assert.equal((await dowser(['scan', '--fail-on', 'low', ...identifiers, '-'], license)).code, 10);
    assert.equal((await dowser(['scan', '--fail-on', 'medium', ...identifiers, '-'], license)).code, 0);
    assert.equal((await dowser(['scan', '--fail-on', 'high', '-'], { stdin: LETTER })).code, 10);
  });

  test('--identifiers looks for those alone', async () => {
    const { stdout } = await dowser(['scan', '--format', 'jsonl', '--identifiers', 'GITHUB_TOKEN', '-'], {
      stdin: LETTER,
    });
    assert.equal(stdout, '');
  });

  test('ends quietly when its reader has gone', async () => {
    const path = put('many', { 'a.csv': `name,ssn\n${`x,${SSN}\n`.repeat(60_000)}` });
    const child = spawn(process.execPath, [main, 'scan', '--format', 'jsonl', path]);
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [code] = await once(child, 'exit');
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(stderr, /EPIPE|Error/);
  });
});

describe('dowser scan --explain', () => {
  test('names the gate that refused each candidate', async () => {
    const { code, stdout } = await dowser(['scan', '--explain', '-'], { stdin: LETTER });
    assert.equal(code, 0);
    assert.match(stdout, /^-:1:31 USA_SOCIAL_SECURITY_NUMBER: found, confidence 70$/m);
    assert.match(stdout, /^-:2:9 USA_SOCIAL_SECURITY_NUMBER: refused by never-issued$/m);
    assert.ok(!stdout.includes(SSN));
  });

  test('as JSON lines, with the gates', async () => {
    const { stdout } = await dowser(['scan', '--explain', '--format', 'jsonl', '-'], { stdin: LETTER });
    const [first, second] = parse(stdout).filter(({ identifier }) => identifier === 'USA_SOCIAL_SECURITY_NUMBER');
    assert.deepEqual([first?.accepted, first?.severity, first?.line], [true, 'High', 1]);
    assert.deepEqual([second?.accepted, second?.severity, second?.line, second?.column], [false, null, 2, 9]);
    assert.deepEqual(gatesOf(second), [
      ['pattern', true],
      ['keyword', true],
      ['never-issued', false],
    ]);
  });
});

describe('bad usage ends with 2 and says what is wrong', () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['no target', ['scan'], /missing required argument 'target'/],
    [
      'paths that do not exist, all of them',
      ['scan', '/no/such', '/nor/this'],
      /\/no\/such: no such.*\n.*\/nor\/this: no such/,
    ],
    ['unknown identifiers, all of them', ['scan', '--identifiers', 'FOO,BAR', '.'], /"FOO".*\n.*"BAR"/],
    ['no identifiers', ['scan', '--identifiers', ',', '.'], /names none/],
    ['an unknown format', ['scan', '--format', 'xml', '.'], /Allowed choices are table, jsonl/],
    ['an unknown severity', ['scan', '--fail-on', 'dire', '.'], /Allowed choices are low, medium, high/],
    ['no workers', ['scan', '--workers', '0', '.'], /whole number from 1 to 999/],
    ['a bucket without a name', ['scan', 's3://'], /no bucket/],
    ['an endpoint for a directory', ['scan', '--endpoint', 'http://localhost:1', '.'], /--endpoint goes with s3:/],
    ['an endpoint that is no URL', ['scan', '--endpoint', 'nonsense', 's3://b'], /not an http/],
    ['stdin twice', ['scan', '-', '-'], /can be given once/],
    ['an unknown option', ['scan', '--colour', '.'], /unknown option '--colour'/],
    ['an unknown command', ['scann'], /unknown command 'scann'/],
  ];
  for (const [what, args, message] of cases) {
    test(what, async () => {
      const { code, stdout, stderr } = await dowser(args);
      assert.equal(code, 2, stderr);
      assert.match(stderr, message);
      assert.equal(stdout, '');
    });
  }

  test('--help is on stdout, with examples, and ends with 0', async () => {
    for (const command of ['scan', 'query', 'run', 'identifiers', 'fingerprint']) {
      const { code, stdout } = await dowser([command, '--help']);
      assert.equal(code, 0);
      assert.match(stdout, /Examples:\n {2}dowser/, command);
    }
  });
});

describe('dowser scan s3://', () => {
  test('scans a bucket below a prefix, and says what is wrong with one that is not there', async () => {
    const { url, stop } = await startAws({ port: 0, dataDir: join(root, 'aws') });
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const client = new S3Client({ endpoint: url, forcePathStyle: true, region: 'us-east-1', credentials });
    const env = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: 'us-east-1' };
    try {
      await client.send(new CreateBucketCommand({ Bucket: 'shop' }));
      for (const Key of ['2026/Q1 report+.txt', '2025/old.txt']) {
        await client.send(new PutObjectCommand({ Bucket: 'shop', Key, Body: LETTER }));
      }
      const scan = (target: string) => dowser(['scan', '--format', 'jsonl', '--endpoint', url, target], { env });
      const { code, stdout } = await scan('s3://shop/2026/');
      assert.equal(code, 0);
      assert.deepEqual(
        parse(stdout).map(({ object }) => object),
        ['s3://shop/2026/Q1 report+.txt'],
      );
      const missing = await scan('s3://no-such-bucket');
      assert.equal(missing.code, 2);
      assert.match(missing.stderr, /cannot list what to scan: .*no-such-bucket/);
    } finally {
      client.destroy();
      await stop();
    }
  });
});

const gatesOf = (line: Record<string, unknown> | undefined): unknown[] =>
  ((line?.gates ?? []) as { gate: string; passed: boolean }[]).map(({ gate, passed }) => [gate, passed]);

function countsOf(lines: readonly Record<string, unknown>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { object, identifier } of lines) {
    const name = `${object} ${identifier}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

function plantedIn(objects: readonly SampleObject[], name: (key: string) => string): Record<string, number> {
  return Object.fromEntries(
    objects.flatMap(({ key, planted }) =>
      planted.map(({ identifier, count }) => [`${name(key)} ${identifier}`, count]),
    ),
  );
}
