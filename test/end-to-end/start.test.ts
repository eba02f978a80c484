/** `npm start` as a user runs it: the embedded stack, the sample bucket, a directory, watching, stopping. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startAwsProcess } from '@dowser/local';
import { dowser } from './dowser-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'dowser-e2e-'));
after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const SSN_LINE = 'social security 536-22-8726\n';

interface RunLine {
  readonly objects: number;
  readonly scanned: number;
  readonly partial: number;
  readonly skipped: number;
  readonly failed: number;
  readonly bytes: number;
  readonly findings: number;
  readonly seconds: number;
}

const lastLine = (stdout: string): RunLine => JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as RunLine;

describe('dowser start', { timeout: 240_000 }, () => {
  const home = join(folder, 'sample');

  for (const run of ['first', 'second']) {
    test(`--once on the sample, ${run} run on the same data: everything planted is found, nothing else`, async () => {
      const { code, stdout, stderr } = await dowser(['start', '--once'], { DOWSER_HOME: home }).ended;
      assert.equal(code, 0, stderr);
      const line = lastLine(stdout);
      assert.ok(line.objects >= 300);
      assert.ok(line.bytes >= 30_000_000);
      assert.equal(line.scanned + line.partial + line.skipped + line.failed, line.objects);
      assert.equal(line.failed, 0);
      assert.ok(line.findings > 0);
      const [, planted, found, extra] =
        /planted in the sample: (\d+); found: (\d+); false alarms: (\d+)/.exec(stdout) ?? [];
      assert.ok(Number(planted) > 500, stdout);
      assert.equal(found, planted, stdout);
      assert.equal(extra, '0', stdout);
      assert.match(stdout, /assumed-role:contractor-sync .*198\.51\.100\.0\/24 curl/);
      assert.match(stdout, /anomalies of access: 1\n(?:High|Critical) .*\n.*assumed-role:contractor-sync: /);
    });
  }

  test('afterwards SQL answers on the data that stayed', async () => {
    const sql = 'SELECT known_objects = scanned_objects + skipped_objects + partial_objects AS complete FROM coverage';
    const { code, stdout, stderr } = await dowser(['query', '--format', 'jsonl', sql], { DOWSER_HOME: home }).ended;
    assert.equal(code, 0, stderr);
    assert.match(stdout, /"complete":(1|true)/);
  });

  test('watching: a new object is found, Ctrl-C ends with 0 and leaves nothing running', async () => {
    const started = dowser(['start'], { DOWSER_HOME: home });
    await started.saw('Watching for new objects', 120_000);
    const stack = JSON.parse(readFileSync(join(home, 'stack.json'), 'utf8')) as {
      awsUrl: string;
      clickhouseUrl: string;
    };
    const s3 = new S3Client({
      endpoint: stack.awsUrl,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
    });
    await s3.send(new PutObjectCommand({ Bucket: 'dowser-sample', Key: 'new/arrival.txt', Body: SSN_LINE }));
    await started.saw(/scanned\s+s3:\/\/dowser-sample\/new\/arrival\.txt\s+USA_SOCIAL_SECURITY_NUMBER/, 20_000);
    started.child.kill('SIGINT');
    const { code, stderr } = await started.ended;
    assert.equal(code, 0, stderr);
    assert.equal(existsSync(join(home, 'stack.json')), false);
    await assert.rejects(fetch(`${stack.clickhouseUrl}/ping`));
  });

  test('--once on a directory, which is read in place', async () => {
    const data = join(folder, 'data');
    mkdirSync(join(data, 'sub'), { recursive: true });
    writeFileSync(join(data, 'people.csv'), 'name,ssn\nAda,536-22-8726\nBob,536-22-8727\n');
    writeFileSync(join(data, 'sub', 'clean.txt'), 'nothing here\n');
    writeFileSync(join(data, 'empty'), '');
    writeFileSync(join(data, 'picture.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]));
    const { code, stdout, stderr } = await dowser(['start', '--once', data], { DOWSER_HOME: join(folder, 'directory') })
      .ended;
    assert.equal(code, 0, stderr);
    const { seconds, bytes, ...counts } = lastLine(stdout);
    assert.deepEqual(counts, { objects: 4, scanned: 3, partial: 0, skipped: 1, failed: 0, findings: 1 });
    assert.ok(seconds > 0 && bytes > 0);
  });

  test('--once on a prefix of a bucket behind an endpoint', async () => {
    const store = await startAwsProcess({ port: 0, dataDir: join(folder, 'store') });
    try {
      const credentials = { accessKeyId: 'embedded', secretAccessKey: 'embedded' };
      const s3 = new S3Client({ endpoint: store.url, region: 'us-east-1', forcePathStyle: true, credentials });
      await s3.send(new CreateBucketCommand({ Bucket: 'mine' }));
      for (const Key of ['in/one.txt', 'in/two words+.txt', 'out/three.txt']) {
        await s3.send(new PutObjectCommand({ Bucket: 'mine', Key, Body: SSN_LINE }));
      }
      const { code, stdout, stderr } = await dowser(['start', '--once', 's3://mine/in/', '--endpoint', store.url], {
        DOWSER_HOME: join(folder, 'endpoint'),
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      }).ended;
      assert.equal(code, 0, stderr);
      const { seconds: _, ...counts } = lastLine(stdout);
      const bytes = 2 * SSN_LINE.length;
      assert.deepEqual(counts, { objects: 2, scanned: 2, partial: 0, skipped: 0, failed: 0, bytes, findings: 2 });
    } finally {
      await store.stop();
    }
  });

  test('a bucket that does not exist is said so, with exit code 1', async () => {
    const store = await startAwsProcess({ port: 0, dataDir: join(folder, 'empty-store') });
    try {
      const { code, stderr } = await dowser(['start', '--once', 's3://missing', '--endpoint', store.url], {
        DOWSER_HOME: join(folder, 'missing-bucket'),
        AWS_ACCESS_KEY_ID: 'embedded',
        AWS_SECRET_ACCESS_KEY: 'embedded',
      }).ended;
      assert.equal(code, 1);
      assert.match(stderr, /missing/);
      assert.match(stderr, /NoSuchBucket|does not exist/);
    } finally {
      await store.stop();
    }
  });

  test('a directory that is not there is refused at once with exit code 2', async () => {
    const { code, stderr } = await dowser(['start', join(folder, 'missing')], { DOWSER_HOME: join(folder, 'x') }).ended;
    assert.equal(code, 2);
    assert.match(stderr, /no such directory/);
  });
});
