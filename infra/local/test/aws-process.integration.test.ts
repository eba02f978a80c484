import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CreateBucketCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { startAws, startAwsProcess } from '@dowser/local';
import { awsClients } from './aws-fixture.ts';

const MAIN = fileURLToPath(new URL('../src/aws-main.ts', import.meta.url));

async function startProcess(t: TestContext, dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [MAIN, '--port', '0', '--data-dir', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const ready = JSON.parse(line) as { ready: boolean; url: string };
  assert.equal(ready.ready, true);
  return { child, url: ready.url };
}

async function dataDirectory(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'dowser-aws-'));
  t.after(() => rm(directory, { recursive: true }));
  return directory;
}

describe('the local AWS process', () => {
  it('keeps objects over a clean stop and over a kill, and stops on SIGTERM with a request open', async (t) => {
    const dataDir = await dataDirectory(t);
    const object = { Bucket: 'kept-bucket', Key: 'k' };
    const first = await startProcess(t, dataDir);
    const { s3, sqs } = awsClients(first.url);
    await s3.send(new CreateBucketCommand({ Bucket: object.Bucket }));
    await s3.send(new PutObjectCommand({ ...object, Body: 'kept' }));
    const open = connect(Number(new URL(first.url).port), '127.0.0.1');
    open.on('error', () => {});
    open.write('PUT /kept-bucket/half HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nonly this');
    await once(open, 'connect');
    first.child.kill('SIGTERM');
    assert.deepEqual(await once(first.child, 'exit'), [0, null]);
    s3.destroy();
    sqs.destroy();

    const second = await startProcess(t, dataDir);
    second.child.kill('SIGKILL');
    await once(second.child, 'exit');
    await writeFile(join(dataDir, 'blobs', 'left-behind'), 'half an upload');

    const third = await startAws({ port: 0, dataDir });
    const clients = awsClients(third.url);
    const { Body } = await clients.s3.send(new GetObjectCommand(object));
    assert.equal(await Body?.transformToString(), 'kept');
    await assert.rejects(clients.s3.send(new HeadObjectCommand({ ...object, Key: 'half' })));
    await assert.rejects(startAws({ port: 0, dataDir }), /in use by another local S3/);
    clients.s3.destroy();
    clients.sqs.destroy();
    await third.stop();
    assert.equal((await readdir(join(dataDir, 'blobs'))).includes('left-behind'), false);
  });

  it('answers as late as it is told, and counts what it answers', async (t) => {
    const aws = await startAwsProcess({ port: 0, dataDir: await dataDirectory(t) });
    t.after(() => aws.stop());
    const { s3, sqs } = awsClients(aws.url);
    await aws.delay(100);
    const began = performance.now();
    await s3.send(new CreateBucketCommand({ Bucket: 'far-away' }));
    assert.ok(performance.now() - began >= 99);
    assert.deepEqual(await aws.requests(), { createBucket: 1 });
    s3.destroy();
    sqs.destroy();
  });

  it('says how it is called', async (t) => {
    const child = spawn(process.execPath, [MAIN, '--port', '-1'], { stdio: ['ignore', 'ignore', 'pipe'] });
    t.after(() => child.kill('SIGKILL'));
    let stderr = '';
    child.stderr.on('data', (bytes: Buffer) => {
      stderr += bytes.toString();
    });
    const [code] = (await once(child, 'close')) as [number];
    assert.equal(code, 2);
    assert.match(stderr, /usage: aws-main/);
  });

  it('refuses a port that is taken', async (t) => {
    const dataDir = await dataDirectory(t);
    const aws = await startAws({ port: 0, dataDir: join(dataDir, 'a') });
    t.after(() => aws.stop());
    const port = Number(new URL(aws.url).port);
    await assert.rejects(startAws({ port, dataDir: join(dataDir, 'b') }), { code: 'EADDRINUSE' });
  });
});
