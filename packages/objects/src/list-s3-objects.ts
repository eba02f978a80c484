import {
  GetBucketVersioningCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { ConfigError, retryTransient } from '@dowser/pipeline';
import { mapS3Error } from './map-s3-error.ts';
import { ObjectError, ObjectErrorCode } from './object-error.ts';
import type { ObjectSummary } from './port.ts';

/** Tries of one page of a listing, so that a fault at page 5,000 does not start the listing again. */
const LIST_PAGE_ATTEMPTS = 8;
/** The version id of what was put while the bucket kept no versions. Events and inventories leave it out. */
const NULL_VERSION = 'null';

export interface ListOptions {
  readonly prefix?: string;
  readonly signal?: AbortSignal;
}

interface Page<T> {
  readonly objects: readonly ObjectSummary[];
  /** Where the next page begins; undefined at the end. */
  readonly next: T | undefined;
}

/**
 * The current objects of a bucket. Where the bucket keeps versions, ListObjectVersions tells which version each is, so that an
 * object has the same identity as in its events (needs s3:GetBucketVersioning and s3:ListBucketVersions; without the former
 * it is ListObjectsV2, as for a bucket without versions).
 */
export async function* listS3Objects(
  client: S3Client,
  bucket: string,
  { prefix = '', signal = new AbortController().signal }: ListOptions,
): AsyncGenerator<ObjectSummary> {
  const ask = <T>(operation: string, work: () => Promise<T>): Promise<T> =>
    retryTransient(
      async () => {
        try {
          return await work();
        } catch (error) {
          signal.throwIfAborted();
          throw mapS3Error(error, { operation, bucket, key: prefix });
        }
      },
      { signal, attempts: LIST_PAGE_ATTEMPTS },
    );
  const abort = { abortSignal: signal };
  // Keys may hold characters that XML cannot.
  const what = { Bucket: bucket, Prefix: prefix, EncodingType: 'url' as const };

  const currentObjects = async (token: string | undefined): Promise<Page<string>> => {
    const command = new ListObjectsV2Command({ ...what, ...(token === undefined ? {} : { ContinuationToken: token }) });
    const page = await ask('ListObjectsV2', () => client.send(command, abort));
    const objects = (page.Contents ?? []).map((row) => summary(bucket, row, page.EncodingType, ''));
    return { objects, next: page.IsTruncated === true ? page.NextContinuationToken : undefined };
  };

  type Marker = { readonly KeyMarker?: string; readonly VersionIdMarker?: string };
  const latestVersions = async (marker: Marker | undefined): Promise<Page<Marker>> => {
    const page = await ask('ListObjectVersions', () =>
      client.send(new ListObjectVersionsCommand({ ...what, ...marker }), abort),
    );
    const objects = (page.Versions ?? [])
      .filter((row) => row.IsLatest === true)
      .map((row) =>
        summary(bucket, row, page.EncodingType, row.VersionId === NULL_VERSION ? '' : (row.VersionId ?? '')),
      );
    if (page.IsTruncated !== true) return { objects, next: undefined };
    const key = page.NextKeyMarker;
    return {
      objects,
      next: {
        ...(key === undefined ? {} : { KeyMarker: decodedKey(key, page.EncodingType) }),
        ...(page.NextVersionIdMarker === undefined ? {} : { VersionIdMarker: page.NextVersionIdMarker }),
      },
    };
  };

  const versioning = await ask('GetBucketVersioning', () =>
    client.send(new GetBucketVersioningCommand({ Bucket: bucket }), abort),
  ).catch((error: unknown) => {
    const untold =
      error instanceof ConfigError || (error instanceof ObjectError && error.code === ObjectErrorCode.PermissionDenied);
    if (!untold) throw error;
    return { Status: undefined };
  });
  yield* versioning.Status === undefined ? pages(currentObjects) : pages(latestVersions);
}

async function* pages<T>(read: (from: T | undefined) => Promise<Page<T>>): AsyncGenerator<ObjectSummary> {
  let from: T | undefined;
  do {
    const { objects, next } = await read(from);
    yield* objects;
    from = next;
  } while (from !== undefined);
}

interface ListedRow {
  readonly Key?: string | undefined;
  readonly Size?: number | undefined;
  readonly ETag?: string | undefined;
  readonly LastModified?: Date | undefined;
  readonly StorageClass?: string | undefined;
}

function summary(bucket: string, row: ListedRow, encoding: string | undefined, versionId: string): ObjectSummary {
  return {
    bucket,
    key: decodedKey(row.Key ?? '', encoding),
    versionId,
    size: row.Size ?? 0,
    etag: (row.ETag ?? '').replaceAll('"', ''),
    lastModified: row.LastModified ?? null,
    storageClass: row.StorageClass ?? 'STANDARD',
  };
}

/** The listing's own URL encoding: a space is `+`. */
function decodedKey(key: string, encoding: string | undefined): string {
  return encoding === 'url' ? decodeURIComponent(key.replaceAll('+', ' ')) : key;
}
