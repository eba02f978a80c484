import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { Blobs } from './blobs.ts';
import { type EventObject, eventMessage, type S3Event } from './event-message.ts';
import { type EventName, notificationMatches } from './notification-configuration.ts';
import type { Bucket, ObjectDatabase } from './object-database.ts';
import type { Queues } from './queues.ts';
import { noSuchBucket } from './s3-error.ts';

/** What the operations work on. */
export interface S3Services {
  readonly db: ObjectDatabase;
  readonly blobs: Blobs;
  readonly queues: Queues;
}

/** One request, addressed. */
export interface S3Call extends S3Services {
  readonly request: IncomingMessage;
  /** '' for the service itself. */
  readonly bucket: string;
  /** '' for the bucket itself. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly requestId: string;
  readonly hostId: string;
}

export interface S3Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is an XML document. */
  readonly body?: string | Readable;
}

export type S3Operation = (call: S3Call) => Promise<S3Answer> | S3Answer;

/** A request header; '' when it was not sent. */
export function header(call: S3Call, name: string): string {
  const value = call.request.headers[name];
  return typeof value === 'string' ? value : '';
}

/** The call's bucket. Throws NoSuchBucket. */
export function bucketOf(call: S3Call): Bucket {
  const bucket = call.db.bucket(call.bucket);
  if (bucket === undefined) throw noSuchBucket(call.bucket);
  return bucket;
}

/** The id as S3 tells it: nothing in a bucket that never had versioning. */
export const shownVersionId = (bucket: Bucket, versionId: string): string | undefined =>
  bucket.versioning === '' ? undefined : versionId;

export const versionHeader = (bucket: Bucket, versionId: string): Record<string, string> =>
  bucket.versioning === '' ? {} : { 'x-amz-version-id': versionId };

/** Sends the event to every queue whose configuration asks for it. Called when the change is durable. */
export async function notify(
  call: S3Call,
  bucket: Bucket,
  name: EventName,
  object: EventObject,
  restore?: S3Event['restore'],
): Promise<void> {
  for (const notification of bucket.notifications) {
    if (!notificationMatches(notification, name, object.key)) continue;
    const message = eventMessage({
      name,
      object,
      restore,
      bucket: bucket.name,
      region: bucket.region,
      at: new Date(),
      requestId: call.requestId,
      hostId: call.hostId,
      sourceIp: call.request.socket.remoteAddress ?? '127.0.0.1',
      configurationId: notification.id,
    });
    await call.queues.send(notification.queueArn, message);
  }
}
