import { randomBytes } from 'node:crypto';
import type { Blob } from './blobs.ts';
import { attributesFromHeaders, checkStorageClass } from './object-attributes.ts';
import type { Bucket, ObjectAttributes, Version } from './object-database.ts';
import { etagMatches, existingVersion } from './read-operations.ts';
import { receiveBody } from './receive-body.ts';
import { decodePath } from './route-s3.ts';
import { bucketOf, header, notify, type S3Answer, type S3Call, shownVersionId, versionHeader } from './s3-call.ts';
import { noSuchKey, notImplemented, preconditionFailed, S3Error } from './s3-error.ts';
import { buildXml } from './xml.ts';

/** Source: Amazon S3 user guide, "Naming Amazon S3 objects". */
export const KEY_LIMIT_BYTES = 1024;

export const newVersionId = (bucket: Bucket): string =>
  bucket.versioning === 'Enabled' ? randomBytes(24).toString('base64url') : 'null';

/** The time now, as exact as S3 keeps it. */
export const wholeSecond = (): Date => new Date(Math.floor(Date.now() / 1000) * 1000);

/** Conditions of a write: only if there is no object (`If-None-Match: *`), or only over this one (`If-Match`). */
export function checkWriteConditions(call: S3Call): void {
  const current = call.db.version(call.bucket, call.key, '');
  const exists = current !== undefined && !current.deleteMarker;
  if (header(call, 'if-none-match') === '*' && exists) throw preconditionFailed('If-None-Match');
  const ifMatch = header(call, 'if-match');
  if (ifMatch === '') return;
  if (!exists) throw noSuchKey(call.key);
  if (!etagMatches(ifMatch, current.etag)) throw preconditionFailed('If-Match');
}

/** Makes blobs the current object of the call's key and tells the queues. */
export async function storeObject(
  call: S3Call,
  event: 'ObjectCreated:Put' | 'ObjectCreated:Copy' | 'ObjectCreated:CompleteMultipartUpload',
  object: { readonly blobs: readonly Blob[]; readonly etag: string; readonly attributes: ObjectAttributes },
): Promise<{ readonly bucket: Bucket; readonly version: Omit<Version, 'latest'> }> {
  const bucket = bucketOf(call);
  const version = {
    ...object,
    bucket: bucket.name,
    key: call.key,
    versionId: newVersionId(bucket),
    sequencer: call.db.nextSequencer(),
    deleteMarker: false,
    size: object.blobs.reduce((sum, blob) => sum + blob.size, 0),
    lastModified: wholeSecond(),
  };
  await call.blobs.remove(call.db.insert(version));
  await notify(call, bucket, event, {
    key: version.key,
    size: version.size,
    eTag: version.etag,
    versionId: shownVersionId(bucket, version.versionId),
    sequencer: version.sequencer,
  });
  return { bucket, version };
}

export function checkKey(key: string): void {
  if (Buffer.byteLength(key) <= KEY_LIMIT_BYTES) return;
  throw new S3Error(400, 'KeyTooLongError', 'Your key is too long', {
    details: { Size: String(Buffer.byteLength(key)), MaxSizeAllowed: String(KEY_LIMIT_BYTES) },
  });
}

export async function putObject(call: S3Call): Promise<S3Answer> {
  if (header(call, 'x-amz-copy-source') !== '') return copyObject(call);
  bucketOf(call);
  checkKey(call.key);
  const attributes = attributesFromHeaders(call);
  checkWriteConditions(call);
  const { blob, md5 } = await call.blobs.save(receiveBody(call.request));
  try {
    checkWriteConditions(call);
  } catch (error) {
    await call.blobs.remove([blob]);
    throw error;
  }
  const { bucket, version } = await storeObject(call, 'ObjectCreated:Put', { blobs: [blob], etag: md5, attributes });
  return {
    status: 200,
    headers: { etag: `"${md5}"`, ...attributes.encryption, ...versionHeader(bucket, version.versionId) },
  };
}

/** `bucket/key[?versionId=id]`, URL-encoded, with or without a leading '/'. */
function copySource(call: S3Call): Version {
  const [path = '', search = ''] = header(call, 'x-amz-copy-source').replace(/^\//, '').split('?');
  const decoded = decodePath(path);
  const slash = decoded.indexOf('/');
  if (slash < 1) throw new S3Error(400, 'InvalidArgument', 'Invalid copy source object key');
  const source = {
    ...call,
    bucket: decoded.slice(0, slash),
    key: decoded.slice(slash + 1),
    query: new URLSearchParams(search),
  };
  return existingVersion(source, bucketOf(source));
}

async function copyObject(call: S3Call): Promise<S3Answer> {
  bucketOf(call);
  checkKey(call.key);
  const source = copySource(call);
  checkStorageClass(source);
  if (source.attributes.customerKeyMd5 !== '') throw notImplemented('Copying an object that has SSE-C');
  const condition = header(call, 'x-amz-copy-source-if-match');
  if (condition !== '' && !etagMatches(condition, source.etag)) throw preconditionFailed('x-amz-copy-source-If-Match');
  const given = attributesFromHeaders(call);
  const replaceHeaders = header(call, 'x-amz-metadata-directive') === 'REPLACE';
  const replaceTags = header(call, 'x-amz-tagging-directive') === 'REPLACE';
  const changesNothing =
    !replaceHeaders &&
    !replaceTags &&
    source.latest &&
    source.bucket === call.bucket &&
    source.key === call.key &&
    header(call, 'x-amz-storage-class') === '' &&
    header(call, 'x-amz-server-side-encryption') === '';
  if (changesNothing) {
    throw new S3Error(
      400,
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const attributes = {
    ...given,
    headers: replaceHeaders ? given.headers : source.attributes.headers,
    tags: replaceTags ? given.tags : source.attributes.tags,
  };
  const blobs: Blob[] = [];
  for (const blob of source.blobs) blobs.push(await call.blobs.copy(blob));
  const { bucket, version } = await storeObject(call, 'ObjectCreated:Copy', { blobs, etag: source.etag, attributes });
  return {
    status: 200,
    headers: { ...attributes.encryption, ...versionHeader(bucket, version.versionId) },
    body: buildXml('CopyObjectResult', { LastModified: version.lastModified.toISOString(), ETag: `"${version.etag}"` }),
  };
}
