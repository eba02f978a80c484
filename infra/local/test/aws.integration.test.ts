import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketInventoryConfigurationsCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  paginateListObjectsV2,
  RestoreObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { s3Error, startAwsFixture } from './aws-fixture.ts';

const Bucket = 'local-bucket';
const MIB = 1024 * 1024;

describe('local S3 through the AWS SDK', () => {
  let fixture: Awaited<ReturnType<typeof startAwsFixture>>;
  before(async () => {
    fixture = await startAwsFixture();
    await fixture.s3.send(new CreateBucketCommand({ Bucket }));
  });
  after(() => fixture.close());

  const put = (Key: string, Body: string | Uint8Array, more: object = {}) =>
    fixture.s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const get = async (Key: string, more: object = {}) => {
    const answer = await fixture.s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
    return { ...answer, bytes: Buffer.from((await answer.Body?.transformToByteArray()) ?? []) };
  };

  it('creates, finds, lists and deletes buckets', async () => {
    const { s3 } = fixture;
    await s3.send(new CreateBucketCommand({ Bucket: 'other-bucket' }));
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    assert.deepEqual(Buckets.map((bucket) => bucket.Name).sort(), [Bucket, 'other-bucket']);
    await s3.send(new HeadBucketCommand({ Bucket: 'other-bucket' }));
    assert.equal((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint ?? '', '');
    await s3.send(new PutObjectCommand({ Bucket: 'other-bucket', Key: 'k', Body: 'v' }));
    await assert.rejects(s3.send(new DeleteBucketCommand({ Bucket: 'other-bucket' })), s3Error('BucketNotEmpty', 409));
    await s3.send(new DeleteObjectCommand({ Bucket: 'other-bucket', Key: 'k' }));
    await s3.send(new DeleteBucketCommand({ Bucket: 'other-bucket' }));
    await assert.rejects(s3.send(new HeadBucketCommand({ Bucket: 'other-bucket' })), s3Error('NotFound', 404));
    await assert.rejects(s3.send(new CreateBucketCommand({ Bucket })), s3Error('BucketAlreadyOwnedByYou', 409));
    await assert.rejects(s3.send(new CreateBucketCommand({ Bucket: 'No_Good' })), s3Error('InvalidBucketName', 400));
  });

  it('keeps bytes, etag, headers, metadata, storage class and encryption of a PUT', async () => {
    const { ETag } = await put('kept', 'hello', {
      ContentType: 'text/csv',
      CacheControl: 'no-store',
      ContentEncoding: 'gzip',
      Metadata: { owner: 'someone' },
      StorageClass: 'STANDARD_IA',
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: 'alias/example',
    });
    assert.equal(ETag, `"${createHash('md5').update('hello').digest('hex')}"`);
    const seen = await get('kept');
    const head = await fixture.s3.send(new HeadObjectCommand({ Bucket, Key: 'kept' }));
    assert.equal(seen.bytes.toString(), 'hello');
    for (const answer of [seen, head]) {
      assert.equal(answer.ETag, ETag);
      assert.equal(answer.ContentLength, 5);
      assert.equal(answer.ContentType, 'text/csv');
      assert.equal(answer.CacheControl, 'no-store');
      assert.equal(answer.ContentEncoding, 'gzip');
      assert.deepEqual(answer.Metadata, { owner: 'someone' });
      assert.equal(answer.StorageClass, 'STANDARD_IA');
      assert.equal(answer.ServerSideEncryption, 'aws:kms');
      assert.equal(answer.SSEKMSKeyId, 'alias/example');
      assert.equal(answer.LastModified?.getMilliseconds(), 0);
    }
    await put('plain', '', { ContentLength: 0 });
    const plain = await get('plain');
    assert.equal(plain.bytes.length, 0);
    assert.equal(plain.StorageClass, undefined);
    assert.equal(plain.ServerSideEncryption, 'AES256');
    await assert.rejects(put('bad', 'x', { StorageClass: 'ATTIC' }), s3Error('InvalidStorageClass', 400));
  });

  it('takes bodies larger than 11 MiB in one PUT, from a buffer and from a stream, and gives them back', async () => {
    const bytes = randomBytes(12 * MIB + 7);
    await put('large', bytes);
    assert.ok((await get('large')).bytes.equals(bytes));
    await fixture.s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'streamed',
        Body: Readable.from(split(bytes, 100_001)),
        ContentLength: bytes.length,
      }),
    );
    assert.ok((await get('streamed')).bytes.equals(bytes));
  });

  it('refuses a body that does not fit its checksum, and stores nothing', async () => {
    const wrongMd5 = createHash('md5').update('something else').digest('base64');
    await assert.rejects(put('broken', 'text', { ContentMD5: wrongMd5 }), s3Error('BadDigest', 400));
    await assert.rejects(put('broken', 'text', { ChecksumCRC32: 'AAAAAA==' }), s3Error('BadDigest', 400));
    await assert.rejects(get('broken'), s3Error('NoSuchKey', 404));
  });

  it('keeps keys exactly as they are', async () => {
    const keys = ['a b+c/é😀', '/leading', 'a//b/', 'x/../y', 'q?x=1&y#z', '%41', "(!'*~)", 'tab\there', 'k&<"\'>'];
    for (const key of keys) await put(`keys/${key}`, key);
    for (const key of keys) assert.equal((await get(`keys/${key}`)).bytes.toString(), key, key);
    const { Contents = [] } = await fixture.s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'keys/', EncodingType: 'url' }),
    );
    const listed = Contents.map(({ Key = '' }) => decodeURIComponent(Key.replaceAll('+', ' ')).slice('keys/'.length));
    assert.deepEqual(
      listed,
      [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    );
    await put('k'.repeat(1024), 'longest');
    await assert.rejects(put('k'.repeat(1025), 'too long'), s3Error('KeyTooLongError', 400));
  });

  it('gives ranges as AWS does', async () => {
    await put('range', '0123456789');
    const range = async (Range: string) => {
      const { bytes, ContentRange, $metadata } = await get('range', { Range });
      return [bytes.toString(), ContentRange, $metadata.httpStatusCode];
    };
    assert.deepEqual(await range('bytes=2-4'), ['234', 'bytes 2-4/10', 206]);
    assert.deepEqual(await range('bytes=7-'), ['789', 'bytes 7-9/10', 206]);
    assert.deepEqual(await range('bytes=-3'), ['789', 'bytes 7-9/10', 206]);
    assert.deepEqual(await range('bytes=8-99'), ['89', 'bytes 8-9/10', 206]);
    assert.deepEqual(await range('bytes=4-2'), ['0123456789', undefined, 200]);
    await assert.rejects(range('bytes=10-'), s3Error('InvalidRange', 416));
    await put('nothing', '', { ContentLength: 0 });
    await assert.rejects(get('nothing', { Range: 'bytes=0-9' }), s3Error('InvalidRange', 416));
  });

  it('honours conditions on reads and writes', async () => {
    const { ETag = '' } = await put('conditional', 'one');
    await get('conditional', { IfMatch: ETag });
    await assert.rejects(get('conditional', { IfMatch: '"0"' }), s3Error('PreconditionFailed', 412));
    await assert.rejects(
      fixture.s3.send(new HeadObjectCommand({ Bucket, Key: 'conditional', IfMatch: '"0"' })),
      s3Error('Unknown', 412),
    );
    await assert.rejects(get('conditional', { IfNoneMatch: ETag }), s3Error('Unknown', 304));
    await assert.rejects(put('conditional', 'two', { IfNoneMatch: '*' }), s3Error('PreconditionFailed', 412));
    await assert.rejects(put('conditional', 'two', { IfMatch: '"0"' }), s3Error('PreconditionFailed', 412));
    await put('conditional', 'two', { IfMatch: ETag });
    assert.equal((await get('conditional')).bytes.toString(), 'two');
  });

  it('names what is missing', async () => {
    await assert.rejects(get('absent'), s3Error('NoSuchKey', 404));
    await assert.rejects(
      fixture.s3.send(new GetObjectCommand({ Bucket: 'absent-bucket', Key: 'k' })),
      s3Error('NoSuchBucket', 404),
    );
    await assert.rejects(
      fixture.s3.send(new ListObjectsV2Command({ Bucket: 'absent-bucket' })),
      s3Error('NoSuchBucket', 404),
    );
    await assert.rejects(
      fixture.s3.send(new PutObjectCommand({ Bucket: 'absent-bucket', Key: 'k', Body: 'v' })),
      s3Error('NoSuchBucket', 404),
    );
    await fixture.s3.send(new DeleteObjectCommand({ Bucket, Key: 'absent' }));
  });

  it('uploads in parts, with AWS etags, limits and order', async () => {
    const { s3 } = fixture;
    const Key = 'parts';
    const { UploadId = '' } = await s3.send(
      new CreateMultipartUploadCommand({ Bucket, Key, StorageClass: 'GLACIER_IR' }),
    );
    const bodies = [randomBytes(5 * MIB), randomBytes(5 * MIB), randomBytes(17)];
    const parts: { PartNumber: number; ETag: string }[] = [];
    for (const [i, Body] of bodies.entries()) {
      const { ETag = '' } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: i + 1, Body }));
      parts.push({ PartNumber: i + 1, ETag });
    }
    const complete = (Parts: typeof parts) =>
      s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
    await assert.rejects(complete([parts[1]!, parts[0]!]), s3Error('InvalidPartOrder', 400));
    await assert.rejects(complete([{ PartNumber: 1, ETag: '"0"' }]), s3Error('InvalidPart', 400));
    await assert.rejects(complete([parts[0]!, { ...parts[2]!, PartNumber: 4 }]), s3Error('InvalidPart', 400));
    const { ETag } = await complete(parts);
    const all = Buffer.concat(bodies);
    const md5s = bodies.map((body) => createHash('md5').update(body).digest());
    assert.equal(ETag, `"${createHash('md5').update(Buffer.concat(md5s)).digest('hex')}-3"`);
    const whole = await get(Key);
    assert.ok(whole.bytes.equals(all));
    assert.equal(whole.StorageClass, 'GLACIER_IR');
    const across = await get(Key, { Range: `bytes=${5 * MIB - 3}-${10 * MIB + 2}` });
    assert.ok(across.bytes.equals(all.subarray(5 * MIB - 3, 10 * MIB + 3)));
    await assert.rejects(complete(parts), s3Error('NoSuchUpload', 404));
  });

  it('refuses small parts before the last, and forgets an aborted upload', async () => {
    const { s3, dataDir } = fixture;
    const Key = 'small-parts';
    const blobsBefore = (await readdir(join(dataDir, 'blobs'))).length;
    const { UploadId = '' } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const Parts: { PartNumber: number; ETag: string }[] = [];
    for (const PartNumber of [1, 2]) {
      const { ETag = '' } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body: 'small' }));
      Parts.push({ PartNumber, ETag });
    }
    await assert.rejects(
      s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } })),
      s3Error('EntityTooSmall', 400),
    );
    await assert.rejects(
      s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 10_001, Body: 'x' })),
      s3Error('InvalidArgument', 400),
    );
    await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 10_000, Body: 'x' }));
    await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    await assert.rejects(
      s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'x' })),
      s3Error('NoSuchUpload', 404),
    );
    assert.equal((await readdir(join(dataDir, 'blobs'))).length, blobsBefore);
  });

  it('copies objects with or without their metadata', async () => {
    await put('source ü', 'copy me', { ContentType: 'text/plain', Metadata: { a: '1' }, Tagging: 'team=red' });
    const CopySource = `${Bucket}/${encodeURIComponent('source ü')}`;
    await fixture.s3.send(new CopyObjectCommand({ Bucket, Key: 'copied', CopySource }));
    const copied = await get('copied');
    assert.deepEqual(
      [copied.bytes.toString(), copied.ContentType, copied.Metadata],
      ['copy me', 'text/plain', { a: '1' }],
    );
    assert.equal(copied.TagCount, 1);
    await fixture.s3.send(
      new CopyObjectCommand({ Bucket, Key: 'copied', CopySource, MetadataDirective: 'REPLACE', Metadata: { b: '2' } }),
    );
    assert.deepEqual((await get('copied')).Metadata, { b: '2' });
    await fixture.s3.send(new DeleteObjectCommand({ Bucket, Key: 'source ü' }));
    assert.equal((await get('copied')).bytes.toString(), 'copy me');
    await assert.rejects(
      fixture.s3.send(new CopyObjectCommand({ Bucket, Key: 'copied', CopySource: `${Bucket}/copied` })),
      s3Error('InvalidRequest', 400),
    );
  });

  it('tags objects without touching their bytes', async () => {
    const { s3 } = fixture;
    const Key = 'tagged';
    await put(Key, 'untouched', { Tagging: 'a=1&b=x%20y' });
    const tags = async () => (await s3.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet;
    assert.deepEqual(await tags(), [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: 'x y' },
    ]);
    const TagSet = Array.from({ length: 10 }, (_, i) => ({ Key: `k${i}`, Value: `<&> ${i}` }));
    await s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet } }));
    assert.deepEqual(await tags(), TagSet);
    const eleven = [...TagSet, { Key: 'k10', Value: '' }];
    await assert.rejects(
      s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet: eleven } })),
      s3Error('BadRequest', 400),
    );
    await s3.send(new DeleteObjectTaggingCommand({ Bucket, Key }));
    assert.deepEqual(await tags(), []);
    assert.equal((await get(Key)).bytes.toString(), 'untouched');
  });

  it('lists more than 1,000 keys in pages, in UTF-8 order', async () => {
    const keys = Array.from({ length: 1203 }, (_, i) => `page/${String((i * 7919) % 1203).padStart(4, '0')}`);
    keys.push('page/\uFF5E', 'page/😀');
    for (let i = 0; i < keys.length; i += 50) await Promise.all(keys.slice(i, i + 50).map((key) => put(key, '1')));
    const sorted = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const sizes: number[] = [];
    const seen: string[] = [];
    for await (const page of paginateListObjectsV2({ client: fixture.s3 }, { Bucket, Prefix: 'page/' })) {
      sizes.push(page.KeyCount ?? 0);
      seen.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
    }
    assert.deepEqual(sizes, [1000, 205]);
    assert.deepEqual(seen, sorted);
    const after = await fixture.s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'page/', StartAfter: 'page/1199', MaxKeys: 2 }),
    );
    assert.deepEqual([after.Contents?.map(({ Key }) => Key), after.IsTruncated], [['page/1200', 'page/1201'], true]);
    const exact = await fixture.s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'page/', StartAfter: 'page/1200', MaxKeys: 4 }),
    );
    assert.deepEqual([exact.KeyCount, exact.IsTruncated, exact.NextContinuationToken], [4, false, undefined]);
    const v1 = await fixture.s3.send(new ListObjectsCommand({ Bucket, Prefix: 'page/', Marker: 'page/1201' }));
    assert.deepEqual(
      v1.Contents?.map(({ Key }) => Key),
      sorted.slice(1202),
    );
    await assert.rejects(
      fixture.s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken: '!' })),
      s3Error('InvalidArgument', 400),
    );
  });

  it('groups keys by a delimiter, across pages', async () => {
    for (const key of ['d/a', 'd/b/1', 'd/b/2', 'd/c', 'd/e/1', 'd/f']) await put(key, '1');
    const rows: string[] = [];
    for await (const page of paginateListObjectsV2(
      { client: fixture.s3, pageSize: 2 },
      { Bucket, Prefix: 'd/', Delimiter: '/' },
    )) {
      assert.ok((page.KeyCount ?? 0) <= 2);
      rows.push(
        ...(page.Contents ?? []).map(({ Key = '' }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix),
      );
    }
    assert.deepEqual(rows.sort(), ['d/a', 'd/b/', 'd/c', 'd/e/', 'd/f']);
  });

  it('deletes many keys in one request', async () => {
    for (const key of ['many/1', 'many/2', 'many/<3>']) await put(key, key);
    const Objects = ['many/1', 'many/2', 'many/<3>', 'many/absent'].map((Key) => ({ Key }));
    const { Deleted = [], Errors } = await fixture.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    assert.deepEqual(
      Deleted.map(({ Key }) => Key),
      Objects.map(({ Key }) => Key),
    );
    assert.equal(Errors, undefined);
    assert.equal((await fixture.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'many/' }))).KeyCount, 0);
    const limit = Array.from({ length: 1000 }, (_, i) => ({ Key: `absent/${i}` }));
    await fixture.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: limit, Quiet: true } }));
    await assert.rejects(
      fixture.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [...limit, { Key: 'x' }] } })),
      s3Error('MalformedXML', 400),
    );
  });

  it('keeps versions and delete markers in a bucket with versioning', async () => {
    const { s3 } = fixture;
    const versioned = { Bucket: 'versioned-bucket', Key: 'k' };
    await s3.send(new CreateBucketCommand({ Bucket: versioned.Bucket }));
    await s3.send(new PutObjectCommand({ ...versioned, Body: 'null version' }));
    await s3.send(
      new PutBucketVersioningCommand({ Bucket: versioned.Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    );
    assert.equal((await s3.send(new GetBucketVersioningCommand({ Bucket: versioned.Bucket }))).Status, 'Enabled');
    const first = await s3.send(new PutObjectCommand({ ...versioned, Body: 'one' }));
    const second = await s3.send(new PutObjectCommand({ ...versioned, Body: 'two' }));
    const read = async (VersionId?: string) =>
      (
        await s3.send(new GetObjectCommand({ ...versioned, ...(VersionId === undefined ? {} : { VersionId }) }))
      ).Body?.transformToString();
    assert.equal(await read(), 'two');
    assert.equal(await read(first.VersionId), 'one');
    assert.equal(await read('null'), 'null version');
    const marker = await s3.send(new DeleteObjectCommand(versioned));
    assert.equal(marker.DeleteMarker, true);
    await assert.rejects(read(), s3Error('NoSuchKey', 404));
    await assert.rejects(read(marker.VersionId), s3Error('MethodNotAllowed', 405));
    await assert.rejects(read('absent'), s3Error('NoSuchVersion', 404));
    const pages = [];
    let KeyMarker: string | undefined;
    let VersionIdMarker: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectVersionsCommand({
          Bucket: versioned.Bucket,
          MaxKeys: 3,
          ...(KeyMarker === undefined ? {} : { KeyMarker, VersionIdMarker }),
        }),
      );
      pages.push(page);
      KeyMarker = page.NextKeyMarker;
      VersionIdMarker = page.NextVersionIdMarker;
    } while (KeyMarker !== undefined);
    const versions = pages.flatMap((page) => page.Versions ?? []);
    assert.deepEqual(
      versions.map(({ VersionId }) => VersionId),
      [second.VersionId, first.VersionId, 'null'],
    );
    assert.deepEqual(
      versions.map(({ IsLatest }) => IsLatest),
      [false, false, false],
    );
    assert.deepEqual(
      pages.flatMap((page) => page.DeleteMarkers ?? []).map(({ VersionId, IsLatest }) => [VersionId, IsLatest]),
      [[marker.VersionId, true]],
    );
    await s3.send(new DeleteObjectCommand({ ...versioned, VersionId: marker.VersionId ?? '' }));
    assert.equal(await read(), 'two');
    assert.equal((await s3.send(new ListObjectsV2Command({ Bucket: versioned.Bucket }))).Contents?.length, 1);
  });

  it('holds archived objects back until they are restored', async () => {
    const Key = 'archived';
    await put(Key, 'cold', { StorageClass: 'DEEP_ARCHIVE' });
    await assert.rejects(get(Key), s3Error('InvalidObjectState', 403));
    assert.equal((await fixture.s3.send(new HeadObjectCommand({ Bucket, Key }))).StorageClass, 'DEEP_ARCHIVE');
    await fixture.s3.send(new RestoreObjectCommand({ Bucket, Key, RestoreRequest: { Days: 1 } }));
    assert.equal((await get(Key)).bytes.toString(), 'cold');
    await put('warm', 'warm');
    await assert.rejects(
      fixture.s3.send(new RestoreObjectCommand({ Bucket, Key: 'warm', RestoreRequest: { Days: 1 } })),
      s3Error('InvalidObjectState', 403),
    );
  });

  it('gives an object with a customer key only to who has it', async () => {
    const key = randomBytes(32);
    const sse = {
      SSECustomerAlgorithm: 'AES256',
      SSECustomerKey: key.toString('base64'),
      SSECustomerKeyMD5: createHash('md5').update(key).digest('base64'),
    };
    await put('customer-key', 'secret', sse);
    assert.equal((await get('customer-key', sse)).bytes.toString(), 'secret');
    await assert.rejects(get('customer-key'), s3Error('InvalidRequest', 400));
    const other = randomBytes(32);
    await assert.rejects(
      get('customer-key', {
        ...sse,
        SSECustomerKey: other.toString('base64'),
        SSECustomerKeyMD5: createHash('md5').update(other).digest('base64'),
      }),
      s3Error('AccessDenied', 403),
    );
  });

  it('answers NotImplemented to what it does not do, never a listing or a stored object', async () => {
    const { s3 } = fixture;
    await put('acl', 'kept');
    const calls = [
      () => s3.send(new GetBucketAclCommand({ Bucket })),
      () => s3.send(new GetBucketPolicyCommand({ Bucket })),
      () => s3.send(new PutBucketPolicyCommand({ Bucket, Policy: '{}' })),
      () => s3.send(new GetBucketEncryptionCommand({ Bucket })),
      () => s3.send(new GetPublicAccessBlockCommand({ Bucket })),
      () => s3.send(new ListBucketInventoryConfigurationsCommand({ Bucket })),
      () => s3.send(new GetObjectAclCommand({ Bucket, Key: 'acl' })),
      () => put('acl', 'lost', { ObjectLockLegalHoldStatus: 'ON' }),
    ];
    for (const call of calls) await assert.rejects(call(), s3Error('NotImplemented', 501));
    assert.equal((await get('acl')).bytes.toString(), 'kept');
  });
});

function* split(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
