import type { Readable } from 'node:stream';
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { completeBody } from './complete-body.ts';
import { listS3Objects } from './list-s3-objects.ts';
import { mapS3Error, type S3Request } from './map-s3-error.ts';
import { ObjectError, ObjectErrorCode } from './object-error.ts';
import type { ObjectBody, ObjectHead, ObjectRef, ObjectStore, ReadOptions } from './port.ts';

/** Longest wait for the next bytes of a body before the read is given up as transient. */
export const READ_IDLE_MS = 60_000;
/** Connections to one host: more than the objects and prefetched ranges that one process has in flight. */
export const MAX_SOCKETS = 256;
/** Bytes of a body that wait in the process for a reader: with fewer, the socket is stopped and started for each piece of 64 KiB. */
export const BODY_BUFFER_BYTES = 256 * 1024;
const CONNECT_TIMEOUT_MS = 10_000;
/** From the request to the first byte of the response. */
const RESPONSE_TIMEOUT_MS = 60_000;

export interface S3ConnectionOptions {
  /** An S3-compatible endpoint; AWS when absent. */
  readonly endpoint?: string;
  /** By default what the AWS environment and profile say; us-east-1 where only an endpoint is given. */
  readonly region?: string;
  /** `endpoint/bucket/key` addresses instead of `bucket.endpoint/key`. */
  readonly pathStyle?: boolean;
  /** By default the AWS credential chain. */
  readonly credentials?: NonNullable<S3ClientConfig['credentials']>;
}

export interface S3ObjectStoreOptions extends S3ConnectionOptions {
  /** A client to use instead of a new one; it is closed with the store. */
  readonly client?: S3Client;
  /** Default READ_IDLE_MS. */
  readonly readIdleMs?: number;
}

const agent = { keepAlive: true, maxSockets: MAX_SOCKETS, highWaterMark: BODY_BUFFER_BYTES };

/** An S3 client with keep-alive, enough sockets for ranged reads side by side, and bounds on every wait. */
export function createS3Client(options: S3ConnectionOptions): S3Client {
  return new S3Client({
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    ...(options.region === undefined ? {} : { region: options.region }),
    ...(options.pathStyle === undefined ? {} : { forcePathStyle: options.pathStyle }),
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
    followRegionRedirects: true,
    // After a SlowDown the client asks no faster than it was served, and finds its way up again.
    retryMode: 'adaptive',
    // Checksums cover whole objects, not the ranges that are read here; length and etag are checked instead.
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: new NodeHttpHandler({
      httpAgent: agent,
      httpsAgent: agent,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: RESPONSE_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      // A reader that is slower than the network leaves the socket idle: completeBody times only the waits for bytes.
      socketTimeout: 0,
    }),
  });
}

/** Amazon S3, or any store that speaks its API. The S3 client retries each request 3 times before an error is seen here. */
export function createS3ObjectStore(options: S3ObjectStoreOptions): ObjectStore {
  const client = options.client ?? createS3Client(options);
  const idleMs = options.readIdleMs ?? READ_IDLE_MS;

  /** Throws what the port promises. An abort by the caller is the caller's own error. */
  const attempt = async <T>(
    request: S3Request,
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      throw mapS3Error(error, request);
    }
  };

  const head = async (ref: ObjectRef, ifMatch: string, signal?: AbortSignal): Promise<ObjectHead> => {
    const input = objectInput(ref, ifMatch);
    const abort = signal === undefined ? {} : { abortSignal: signal };
    try {
      const answer = await client.send(new HeadObjectCommand(input), abort);
      return objectHead(answer, answer.ContentLength ?? 0);
    } catch (error) {
      if (!isUnexplained(error)) return attempt(request('HeadObject', ref), signal, () => Promise.reject(error));
      return attempt(request('GetObject', ref), signal, async () => {
        const answer = await client.send(new GetObjectCommand(input), abort);
        bodyOf(answer).destroy();
        return objectHead(answer, answer.ContentLength ?? 0);
      });
    }
  };

  const read = async (ref: ObjectRef, { ifMatch, range, signal }: ReadOptions): Promise<ObjectBody> => {
    if (range !== undefined && range.end <= range.start) {
      return { head: await head(ref, ifMatch, signal), body: emptyBody() };
    }
    const asked = request('GetObject', ref);
    const answer = await attempt(asked, signal, () =>
      client
        .send(
          new GetObjectCommand({
            ...objectInput(ref, ifMatch),
            ...(range === undefined ? {} : { Range: `bytes=${range.start}-${range.end - 1}` }),
          }),
          signal === undefined ? {} : { abortSignal: signal },
        )
        .catch((error: unknown) => {
          if (isPastTheEnd(error)) return undefined;
          throw error;
        }),
    );
    if (answer === undefined) return { head: await head(ref, ifMatch, signal), body: emptyBody() };
    const body = completeBody(bodyOf(answer), {
      what: `GetObject s3://${ref.bucket}/${ref.key}`,
      expected: answer.ContentLength ?? 0,
      idleMs,
      mapError: (error) => (signal?.aborted === true ? signal.reason : mapS3Error(error, asked)),
    });
    return { head: objectHead(answer, wholeSize(answer)), body };
  };

  return {
    head: (ref) => head(ref, ''),
    read,
    list: (bucket, options = {}) => listS3Objects(client, bucket, options),
    tags: (ref) =>
      attempt(request('GetObjectTagging', ref), undefined, async () => {
        const { IfMatch: _unused, ...input } = objectInput(ref, '');
        const answer = await client.send(new GetObjectTaggingCommand(input));
        return Object.fromEntries((answer.TagSet ?? []).map((tag) => [tag.Key ?? '', tag.Value ?? '']));
      }),
    close: async () => client.destroy(),
  };
}

const request = (operation: string, { bucket, key }: ObjectRef): S3Request => ({ operation, bucket, key });

function objectInput({ bucket, key, versionId }: ObjectRef, ifMatch: string) {
  if (key === '')
    throw new ObjectError(ObjectErrorCode.NoLongerAvailable, `s3://${bucket}: an empty key names no object`);
  return {
    Bucket: bucket,
    Key: key,
    ...(versionId === '' ? {} : { VersionId: versionId }),
    ...(ifMatch === '' ? {} : { IfMatch: `"${ifMatch}"` }),
  };
}

const bodyOf = (answer: GetObjectCommandOutput): Readable => answer.Body as Readable;

async function* emptyBody(): AsyncGenerator<Uint8Array> {}

/** The answer to a HEAD has no body and so no error code: NoSuchKey and NoSuchBucket look alike. A GET tells. */
function isUnexplained(error: unknown): boolean {
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return status === 400 || status === 403 || status === 404;
}

function isPastTheEnd(error: unknown): boolean {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  return name === 'InvalidRange' || $metadata?.httpStatusCode === 416;
}

/** `Content-Range: bytes 0-9/100` tells the whole size. */
function wholeSize(answer: GetObjectCommandOutput): number {
  const total = answer.ContentRange?.split('/')[1];
  return total === undefined ? (answer.ContentLength ?? 0) : Number(total);
}

function objectHead(answer: GetObjectCommandOutput | HeadObjectCommandOutput, size: number): ObjectHead {
  return {
    size,
    etag: unquote(answer.ETag),
    lastModified: answer.LastModified ?? null,
    storageClass: answer.StorageClass ?? 'STANDARD',
    encryption: encryptionName(answer.ServerSideEncryption, answer.SSECustomerAlgorithm),
    contentType: answer.ContentType ?? '',
  };
}

const ENCRYPTION_NAMES: Readonly<Record<string, string>> = {
  AES256: 'SSE-S3',
  'aws:kms': 'SSE-KMS',
  'aws:kms:dsse': 'DSSE-KMS',
};

function encryptionName(serverSide: string | undefined, customerAlgorithm: string | undefined): string {
  if (customerAlgorithm !== undefined) return 'SSE-C';
  return ENCRYPTION_NAMES[serverSide ?? ''] ?? '';
}

const unquote = (etag: string | undefined): string => (etag ?? '').replaceAll('"', '');
