import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { describe, it, type TestContext } from 'node:test';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { startAws } from '@dowser/local';
import {
  createS3Client,
  createS3ObjectStore,
  ObjectError,
  openObjectStore,
  type S3ObjectStoreOptions,
} from '@dowser/objects';
import { ConfigError, TransientError } from '@dowser/pipeline';
import { objectStoreConformance, until } from '@dowser/testkit';
import { BODY_BUFFER_BYTES } from '../src/s3-object-store.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const connection = (endpoint: string) => ({ endpoint, region: 'us-east-1', pathStyle: true, credentials });
const Bucket = 'conformance';
/** What Node reads from a socket at once. */
const LARGEST_PIECE_BYTES = 64 * 1024;

async function openLocal() {
  const dataDir = await mkdtemp(join(tmpdir(), 'dowser-objects-'));
  const aws = await startAws({ port: 0, dataDir });
  const client = createS3Client(connection(aws.url));
  await client.send(new CreateBucketCommand({ Bucket }));
  const store = createS3ObjectStore(connection(aws.url));
  return {
    url: aws.url,
    store,
    client,
    bucket: Bucket,
    put: async (Key: string, Body: Uint8Array) => {
      await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentLength: Body.length }));
    },
    remove: async (Key: string) => {
      await client.send(new DeleteObjectCommand({ Bucket, Key }));
    },
    close: async () => {
      await store.close();
      client.destroy();
      await aws.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

objectStoreConformance('S3 (the local front)', openLocal);

const withCode = (code: string) => (error: unknown) => error instanceof ObjectError && error.code === code;

describe('S3 object store', () => {
  const setUp = async (t: TestContext) => {
    const local = await openLocal();
    t.after(() => local.close());
    const ref = (key: string, versionId = '') => ({ bucket: Bucket, key, versionId });
    return { ...local, ref };
  };

  it('tells storage class, encryption, content type and tags', async (t) => {
    const { store, client, ref } = await setUp(t);
    const put = (Key: string, more: object) => client.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ...more }));
    await put('a', { StorageClass: 'STANDARD_IA', ContentType: 'text/csv', Tagging: 'team=red&level=' });
    await put('b', { ServerSideEncryption: 'aws:kms' });
    await put('c', { ServerSideEncryption: 'aws:kms:dsse' });
    const [a, b, c] = [await store.head(ref('a')), await store.head(ref('b')), await store.head(ref('c'))];
    assert.deepEqual([a.storageClass, a.contentType, a.encryption], ['STANDARD_IA', 'text/csv', 'SSE-S3']);
    assert.deepEqual([b.encryption, c.encryption], ['SSE-KMS', 'DSSE-KMS']);
    assert.deepEqual(await store.tags(ref('a')), { team: 'red', level: '' });
  });

  it('knows archived objects and customer keys by their refusals, for head and read alike', async (t) => {
    const { store, client, ref } = await setUp(t);
    await client.send(new PutObjectCommand({ Bucket, Key: 'cold', Body: 'x', StorageClass: 'GLACIER' }));
    const key = randomBytes(32);
    const sse = {
      SSECustomerAlgorithm: 'AES256',
      SSECustomerKey: key.toString('base64'),
      SSECustomerKeyMD5: createHash('md5').update(key).digest('base64'),
    };
    await client.send(new PutObjectCommand({ Bucket, Key: 'customer', Body: 'x', ...sse }));
    assert.equal((await store.head(ref('cold'))).storageClass, 'GLACIER');
    await assert.rejects(store.read(ref('cold'), { ifMatch: '' }), withCode('INVALID_OBJECT_STATE'));
    await assert.rejects(store.head(ref('customer')), withCode('INVALID_ENCRYPTION'));
    await assert.rejects(store.read(ref('customer'), { ifMatch: '' }), withCode('INVALID_ENCRYPTION'));
  });

  it('reads the version that is asked for', async (t) => {
    const { store, client, ref } = await setUp(t);
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    const first = await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'one' }));
    const marker = await client.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    assert.equal((await store.head(ref('k', first.VersionId))).size, 3);
    for (const version of ['', marker.VersionId, 'absent']) {
      await assert.rejects(store.head(ref('k', version)), withCode('SOURCE_OBJECT_NO_LONGER_AVAILABLE'), version);
    }
  });

  it('lists the latest versions of a bucket that keeps versions, with their ids, over pages', async (t) => {
    const { store, client } = await setUp(t);
    await client.send(new PutObjectCommand({ Bucket, Key: 'before', Body: 'x' }));
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    const keys = Array.from({ length: 600 }, (_, i) => `two words+${String(i).padStart(4, '0')}`);
    const latest = new Map<string, string | undefined>([['before', '']]);
    for (const body of ['older', 'newer']) {
      const put = async (Key: string) =>
        latest.set(Key, (await client.send(new PutObjectCommand({ Bucket, Key, Body: body }))).VersionId);
      for (let i = 0; i < keys.length; i += 50) await Promise.all(keys.slice(i, i + 50).map(put));
    }
    await client.send(new DeleteObjectCommand({ Bucket, Key: keys[0]! }));
    latest.delete(keys[0]!);
    const listed = new Map<string, string>();
    for await (const { key, versionId, size } of store.list(Bucket)) {
      assert.ok(!listed.has(key), key);
      assert.equal(size, key === 'before' ? 1 : 5);
      listed.set(key, versionId);
    }
    assert.deepEqual(listed, latest);
  });

  it('lists without versions where it may not ask for them', async (t) => {
    const { client, put } = await setUp(t);
    await put('k', Buffer.from('x'));
    const send = client.send.bind(client);
    t.mock.method(client, 'send', (command: unknown, options: unknown) => {
      if (!(command instanceof GetBucketVersioningCommand)) return send(command as never, options as never);
      const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };
      return Promise.reject(Object.assign(new Error('Access Denied'), denied));
    });
    const keys: string[] = [];
    for await (const { key } of createS3ObjectStore({ client }).list(Bucket)) keys.push(key);
    assert.deepEqual(keys, ['k']);
  });

  it('is opened by s3: with the AWS environment', async (t) => {
    const { url, put, ref } = await setUp(t);
    await put('k', Buffer.from('x'));
    const environment = { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
    const before = { ...process.env };
    t.after(() => {
      process.env = before;
    });
    Object.assign(process.env, environment);
    const store = openObjectStore('s3:');
    t.after(() => store.close());
    assert.equal((await store.head(ref('k'))).size, 1);
  });
});

describe('S3 object store on a store that fails', () => {
  const ref = { bucket: 'b', key: 'k', versionId: '' };
  const setUp = async (t: TestContext, listener: RequestListener, more: Partial<S3ObjectStoreOptions> = {}) => {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const store = createS3ObjectStore({ ...connection(url), ...more });
    t.after(async () => {
      await store.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    return { store, server, url };
  };
  const consume = async (body: AsyncIterable<Uint8Array>) => {
    let size = 0;
    for await (const chunk of body) size += chunk.length;
    return size;
  };

  it('calls a body that is cut off transient, with or without an orderly end', async (t) => {
    const { store } = await setUp(t, (request, response) => {
      response.writeHead(200, { 'content-length': '1000000', etag: '"e"' });
      response.write(Buffer.alloc(300_000), () => {
        if (request.url?.includes('/reset')) response.socket?.resetAndDestroy();
        else response.socket?.end();
      });
    });
    for (const key of ['reset', 'closed']) {
      const { head, body } = await store.read({ ...ref, key }, { ifMatch: '' });
      assert.equal(head.size, 1_000_000);
      await assert.rejects(consume(body), TransientError, key);
    }
  });

  it('calls a body that stands still transient', async (t) => {
    const { store } = await setUp(
      t,
      (_request, response) => {
        response.writeHead(200, { 'content-length': '1000', etag: '"e"' });
        response.write('some bytes');
      },
      { readIdleMs: 50 },
    );
    const { body } = await store.read(ref, { ifMatch: '' });
    await assert.rejects(
      consume(body),
      (error) => error instanceof TransientError && /no bytes for 50 ms/.test(error.message),
    );
  });

  it('does not count the time in which nobody reads', async (t) => {
    const { store } = await setUp(t, (_request, response) => void response.end(Buffer.alloc(3_000_000)), {
      readIdleMs: 50,
    });
    const { body } = await store.read(ref, { ifMatch: '' });
    let size = 0;
    for await (const chunk of body) {
      if (size === 0) await new Promise((resolve) => setTimeout(resolve, 150));
      size += chunk.length;
    }
    assert.equal(size, 3_000_000);
  });

  it('holds no more of a body that nobody reads than BODY_BUFFER_BYTES and the piece that exceeds it', async (t) => {
    const { server } = await setUp(t, (_request, response) => void response.end(Buffer.alloc(3_000_000)));
    const client = createS3Client(connection(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
    t.after(() => client.destroy());
    const { Body } = await client.send(new GetObjectCommand({ Bucket: ref.bucket, Key: ref.key }));
    const body = Body as Readable;
    body.once('readable', () => {}); // it is read from the socket, and nothing is taken out
    await until(() => body.readableLength >= BODY_BUFFER_BYTES, 'the buffer is full');
    assert.ok(body.readableLength <= BODY_BUFFER_BYTES + LARGEST_PIECE_BYTES);
    body.destroy();
  });

  it('gets over a 503, and calls it transient when it stays', async (t) => {
    let calls = 0;
    const { store } = await setUp(t, (request, response) => {
      calls += 1;
      if (calls === 1 || request.url?.includes('/never')) {
        response.writeHead(503, { 'content-type': 'application/xml' });
        response.end('<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>');
      } else response.end('fine');
    });
    assert.equal(await consume((await store.read(ref, { ifMatch: '' })).body), 4);
    assert.equal(calls, 2);
    await assert.rejects(store.read({ ...ref, key: 'never' }, { ifMatch: '' }), TransientError);
    await assert.rejects(store.head({ ...ref, key: 'never' }), TransientError);
  });

  it('calls an answer that is not S3 transient when its status says so', async (t) => {
    const { store } = await setUp(t, (_request, response) => {
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end('<html><body>bad gateway<br></body>');
    });
    await assert.rejects(store.read(ref, { ifMatch: '' }), TransientError);
  });

  it('calls a refused connection transient', async (t) => {
    const { store, server } = await setUp(t, () => {});
    await new Promise((resolve) => server.close(resolve));
    await assert.rejects(store.read(ref, { ifMatch: '' }), TransientError);
    await assert.rejects(store.head(ref), TransientError);
  });

  it('goes on with a listing after a fault in the middle of it', async (t) => {
    let faults = 4;
    const { store } = await setUp(t, (request, response) => {
      const second = request.url?.includes('continuation-token') === true;
      if (second && faults-- > 0) {
        response.writeHead(500).end();
        return;
      }
      const key = second ? 'b' : 'a';
      const more = second ? '' : '<NextContinuationToken>t</NextContinuationToken>';
      response.end(
        `<ListBucketResult><IsTruncated>${!second}</IsTruncated>${more}<Contents><Key>${key}%2B</Key></Contents></ListBucketResult>`,
      );
    });
    const keys: string[] = [];
    for await (const row of store.list('b')) keys.push(row.key);
    // This store ignored EncodingType=url: its keys are not decoded.
    assert.deepEqual(keys, ['a%2B', 'b%2B']);
  });

  it('says what to do when there are no credentials, or wrong ones', async (t) => {
    const { url } = await setUp(t, () => {});
    const without = createS3ObjectStore({
      ...connection(url),
      credentials: () => Promise.reject(Object.assign(new Error('none'), { name: 'CredentialsProviderError' })),
    });
    t.after(() => without.close());
    await assert.rejects(
      without.head(ref),
      (error) => error instanceof ConfigError && /AWS_ACCESS_KEY_ID/.test(error.message),
    );
    const { store } = await setUp(t, (_request, response) => {
      response.writeHead(403, { 'content-type': 'application/xml' });
      response.end('<Error><Code>InvalidAccessKeyId</Code><Message>unknown</Message></Error>');
    });
    await assert.rejects(store.head(ref), ConfigError);
  });
});
