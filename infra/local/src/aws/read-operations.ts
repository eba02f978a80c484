import { parseRange } from './byte-range.ts';
import { checkCustomerKey, checkStorageClass, isArchived } from './object-attributes.ts';
import type { Bucket, Version } from './object-database.ts';
import { bucketOf, header, type S3Answer, type S3Call, versionHeader } from './s3-call.ts';
import { noSuchKey, preconditionFailed, S3Error } from './s3-error.ts';

/** The version that the call names. Throws NoSuchKey, NoSuchVersion or, for a delete marker named by its id, MethodNotAllowed. */
export function existingVersion(call: S3Call, bucket: Bucket): Version {
  const id = call.query.get('versionId') ?? '';
  const version = call.db.version(call.bucket, call.key, id);
  if (version !== undefined && !version.deleteMarker) return version;
  if (version === undefined) {
    if (id === '') throw noSuchKey(call.key);
    throw new S3Error(404, 'NoSuchVersion', 'The specified version does not exist.', {
      details: { Key: call.key, VersionId: id },
    });
  }
  const marker = { 'x-amz-delete-marker': 'true', ...versionHeader(bucket, version.versionId) };
  if (id === '') throw noSuchKey(call.key, marker);
  throw new S3Error(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.', {
    headers: { ...marker, allow: 'DELETE' },
  });
}

/** Source: RFC 9110, section 13.2.2: which condition wins. Undefined when the object is to be sent. */
function conditionalAnswer(call: S3Call, version: Version): S3Answer | undefined {
  const ifMatch = header(call, 'if-match');
  const ifNoneMatch = header(call, 'if-none-match');
  const since = (name: string): number => Date.parse(header(call, name));
  const modified = version.lastModified.getTime();
  if (ifMatch !== '') {
    if (!etagMatches(ifMatch, version.etag)) throw preconditionFailed('If-Match');
  } else if (modified > since('if-unmodified-since')) throw preconditionFailed('If-Unmodified-Since');
  const unchanged =
    ifNoneMatch === '' ? modified <= since('if-modified-since') : etagMatches(ifNoneMatch, version.etag);
  return unchanged ? { status: 304, headers: { etag: `"${version.etag}"` } } : undefined;
}

/** Whether one of a header's etags, or `*`, is this one. */
export function etagMatches(condition: string, etag: string): boolean {
  return condition.split(',').some((part) => ['*', etag].includes(part.trim().replace(/^W\//, '').replaceAll('"', '')));
}

export function getObject(call: S3Call): S3Answer {
  const bucket = bucketOf(call);
  const version = existingVersion(call, bucket);
  checkStorageClass(version);
  checkCustomerKey(call, version);
  const conditional = conditionalAnswer(call, version);
  if (conditional !== undefined) return conditional;
  const range = parseRange(header(call, 'range'), version.size);
  const headers = objectHeaders(bucket, version);
  if (range === 'unsatisfiable') throw invalidRange(call, version);
  const { start, end } = range ?? { start: 0, end: version.size };
  return {
    status: range === undefined ? 200 : 206,
    headers: {
      ...headers,
      'content-length': String(end - start),
      ...(range === undefined ? {} : { 'content-range': `bytes ${start}-${end - 1}/${version.size}` }),
    },
    body: call.blobs.read(version.blobs, start, end),
  };
}

/** As GetObject without the body. An archived object may be looked at. */
export function headObject(call: S3Call): S3Answer {
  const bucket = bucketOf(call);
  const version = existingVersion(call, bucket);
  checkCustomerKey(call, version);
  const conditional = conditionalAnswer(call, version);
  if (conditional !== undefined) return conditional;
  const range = parseRange(header(call, 'range'), version.size);
  if (range === 'unsatisfiable') throw invalidRange(call, version);
  const { start, end } = range ?? { start: 0, end: version.size };
  return {
    status: range === undefined ? 200 : 206,
    headers: { ...objectHeaders(bucket, version), 'content-length': String(end - start) },
  };
}

const invalidRange = (call: S3Call, { size }: Version): S3Error =>
  new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable', {
    details: { RangeRequested: header(call, 'range'), ActualObjectSize: String(size) },
    headers: { 'content-range': `bytes */${size}` },
  });

function objectHeaders(bucket: Bucket, version: Version): Record<string, string> {
  const { attributes } = version;
  const tags = Object.keys(attributes.tags).length;
  return {
    ...attributes.headers,
    ...attributes.encryption,
    ...versionHeader(bucket, version.versionId),
    etag: `"${version.etag}"`,
    'last-modified': version.lastModified.toUTCString(),
    'accept-ranges': 'bytes',
    ...(attributes.storageClass === 'STANDARD' ? {} : { 'x-amz-storage-class': attributes.storageClass }),
    ...(isArchived(version) && attributes.restored ? { 'x-amz-restore': 'ongoing-request="false"' } : {}),
    ...(tags === 0 ? {} : { 'x-amz-tagging-count': String(tags) }),
  };
}
