import { encodeEventKey, LOCAL_PRINCIPAL } from './event-message.ts';
import type { Version } from './object-database.ts';
import { bucketOf, type S3Answer, type S3Call } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import { buildXml } from './xml.ts';

/** Most keys in one page, whatever is asked for. Source: Amazon S3 API reference, ListObjectsV2. */
export const PAGE_LIMIT = 1000;
/** Sorts after every key that starts with the text before it. */
const LAST = '\u{10FFFF}';
/** `key + NEXT` is the first text after `key`. */
const NEXT = '\0';

interface Page {
  readonly objects: readonly Version[];
  readonly prefixes: readonly string[];
  /** Where the next page starts (a key, inclusive); '' at the end. */
  readonly next: string;
  /** The last key or common prefix of this page. */
  readonly last: string;
}

interface PageRequest {
  readonly prefix: string;
  readonly delimiter: string;
  /** First key, inclusive; '' from the start. */
  readonly from: string;
  readonly limit: number;
}

/** One page of current objects and, where a delimiter is given, of the prefixes up to it. Keys are in UTF-8 order. */
function pageOf(call: S3Call, { prefix, delimiter, from, limit }: PageRequest): Page {
  const objects: Version[] = [];
  const prefixes: string[] = [];
  let at = Buffer.compare(Buffer.from(from), Buffer.from(prefix)) > 0 ? from : prefix;
  let last = '';
  if (limit === 0) return { objects, prefixes, next: '', last };
  for (;;) {
    const rows = call.db.page(call.bucket, at, PAGE_LIMIT);
    let skipTo = '';
    for (const row of rows) {
      if (!row.key.startsWith(prefix)) return { objects, prefixes, next: '', last };
      if (objects.length + prefixes.length === limit) return { objects, prefixes, next: at, last };
      const end = delimiter === '' ? -1 : row.key.indexOf(delimiter, prefix.length);
      if (end === -1) {
        objects.push(row);
        last = row.key;
        at = row.key + NEXT;
        continue;
      }
      last = row.key.slice(0, end + delimiter.length);
      prefixes.push(last);
      skipTo = last + LAST;
      break;
    }
    if (skipTo !== '') at = skipTo;
    else if (rows.length < PAGE_LIMIT) return { objects, prefixes, next: '', last };
  }
}

interface ListRequest {
  readonly prefix: string;
  readonly delimiter: string;
  readonly maxKeys: number;
  readonly urlEncoded: boolean;
  /** Keys in the answer, as the encoding type asks for. */
  readonly encode: (text: string) => string;
}

function listRequest({ query }: S3Call): ListRequest {
  const encodingType = query.get('encoding-type') ?? '';
  if (encodingType !== '' && encodingType !== 'url') {
    throw new S3Error(400, 'InvalidArgument', 'Invalid Encoding Method specified in Request');
  }
  const maxKeys = Number(query.get('max-keys') ?? PAGE_LIMIT);
  if (!Number.isInteger(maxKeys) || maxKeys < 0) {
    throw new S3Error(400, 'InvalidArgument', 'Provided max-keys not an integer or within integer range');
  }
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    maxKeys: Math.min(maxKeys, PAGE_LIMIT),
    urlEncoded: encodingType === 'url',
    encode: encodingType === 'url' ? encodeEventKey : (text) => text,
  };
}

function commonElements(call: S3Call, { prefix, delimiter, maxKeys, urlEncoded, encode }: ListRequest, page: Page) {
  return {
    Name: call.bucket,
    Prefix: encode(prefix),
    ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
    MaxKeys: String(maxKeys),
    ...(urlEncoded ? { EncodingType: 'url' } : {}),
    IsTruncated: String(page.next !== ''),
    Contents: page.objects.map((object) => objectElement(object, encode)),
    CommonPrefixes: page.prefixes.map((text) => ({ Prefix: encode(text) })),
  };
}

const objectElement = ({ key, lastModified, etag, size, attributes }: Version, encode: (text: string) => string) => ({
  Key: encode(key),
  LastModified: lastModified.toISOString(),
  ETag: `"${etag}"`,
  Size: String(size),
  StorageClass: attributes.storageClass,
});

export function listObjectsV2(call: S3Call): S3Answer {
  bucketOf(call);
  const request = listRequest(call);
  const token = call.query.get('continuation-token');
  const startAfter = call.query.get('start-after') ?? '';
  const from = token === null ? (startAfter === '' ? '' : startAfter + NEXT) : decodeToken(token);
  const page = pageOf(call, { ...request, from, limit: request.maxKeys });
  return {
    status: 200,
    body: buildXml('ListBucketResult', {
      ...commonElements(call, request, page),
      KeyCount: String(page.objects.length + page.prefixes.length),
      ...(startAfter === '' ? {} : { StartAfter: request.encode(startAfter) }),
      ...(token === null ? {} : { ContinuationToken: token }),
      ...(page.next === '' ? {} : { NextContinuationToken: Buffer.from(page.next).toString('base64url') }),
    }),
  };
}

function decodeToken(token: string): string {
  const from = Buffer.from(token, 'base64url').toString('utf8');
  if (from !== '' && Buffer.from(from).toString('base64url') === token) return from;
  throw new S3Error(400, 'InvalidArgument', 'The continuation token provided is incorrect');
}

export function listObjects(call: S3Call): S3Answer {
  bucketOf(call);
  const request = listRequest(call);
  const marker = call.query.get('marker') ?? '';
  // A marker that is a common prefix stands for everything below it.
  const isPrefix = request.delimiter !== '' && marker.endsWith(request.delimiter);
  const from = marker === '' ? '' : marker + (isPrefix ? LAST : NEXT);
  const page = pageOf(call, { ...request, from, limit: request.maxKeys });
  return {
    status: 200,
    body: buildXml('ListBucketResult', {
      ...commonElements(call, request, page),
      Marker: request.encode(marker),
      ...(page.next !== '' && request.delimiter !== '' ? { NextMarker: request.encode(page.last) } : {}),
    }),
  };
}

/** All versions and delete markers, by key, newest first. */
export function listObjectVersions(call: S3Call): S3Answer {
  const bucket = bucketOf(call);
  const request = listRequest(call);
  const { prefix, maxKeys, encode } = request;
  const keyMarker = call.query.get('key-marker') ?? '';
  const idMarker = call.query.get('version-id-marker') ?? '';
  const rows: Version[] = [];
  let truncated = false;
  let reached = idMarker === '';
  const from = Buffer.compare(Buffer.from(keyMarker), Buffer.from(prefix)) > 0 ? keyMarker : prefix;
  for (const row of call.db.versions(bucket.name, from)) {
    if (!row.key.startsWith(prefix)) break;
    if (row.key === keyMarker && (idMarker === '' || !reached)) {
      reached ||= row.versionId === idMarker;
      continue;
    }
    if (rows.length === maxKeys) {
      truncated = true;
      break;
    }
    rows.push(row);
  }
  const last = rows.at(-1);
  const owner = { ID: LOCAL_PRINCIPAL };
  const element = (row: Version) => ({
    ...(row.deleteMarker
      ? { Key: encode(row.key), LastModified: row.lastModified.toISOString() }
      : objectElement(row, encode)),
    VersionId: row.versionId,
    IsLatest: String(row.latest),
    Owner: owner,
  });
  return {
    status: 200,
    body: buildXml('ListVersionsResult', {
      Name: bucket.name,
      Prefix: encode(prefix),
      KeyMarker: encode(keyMarker),
      VersionIdMarker: idMarker,
      MaxKeys: String(maxKeys),
      ...(request.urlEncoded ? { EncodingType: 'url' } : {}),
      IsTruncated: String(truncated),
      ...(truncated && last !== undefined
        ? { NextKeyMarker: encode(last.key), NextVersionIdMarker: last.versionId }
        : {}),
      Version: rows.filter((row) => !row.deleteMarker).map(element),
      DeleteMarker: rows.filter((row) => row.deleteMarker).map(element),
    }),
  };
}
