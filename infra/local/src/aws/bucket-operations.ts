import { randomUUID } from 'node:crypto';
import { LOCAL_PRINCIPAL, testMessage } from './event-message.ts';
import { notificationDocument, parseNotificationConfiguration } from './notification-configuration.ts';
import type { Versioning } from './object-database.ts';
import { receiveText } from './receive-body.ts';
import { bucketOf, header, type S3Answer, type S3Call } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import { buildXml, parseXml, text } from './xml.ts';

/** Source: Amazon S3 user guide, "General purpose bucket naming rules". */
const BUCKET_NAME = /^(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export function listBuckets({ db }: S3Call): S3Answer {
  const owner = { ID: LOCAL_PRINCIPAL, DisplayName: LOCAL_PRINCIPAL };
  const buckets = db.buckets().map(({ name, createdAt }) => ({ Name: name, CreationDate: createdAt }));
  return { status: 200, body: buildXml('ListAllMyBucketsResult', { Owner: owner, Buckets: { Bucket: buckets } }) };
}

export async function createBucket(call: S3Call): Promise<S3Answer> {
  if (!BUCKET_NAME.test(call.bucket)) {
    throw new S3Error(400, 'InvalidBucketName', 'The specified bucket is not valid.', {
      details: { BucketName: call.bucket },
    });
  }
  const xml = await receiveText(call.request);
  const constraint = xml === '' ? '' : text(parseXml(xml, 'CreateBucketConfiguration'), 'LocationConstraint');
  const region = constraint || signingRegion(call);
  if (call.db.bucket(call.bucket) !== undefined) {
    throw new S3Error(409, 'BucketAlreadyOwnedByYou', 'Your previous request to create the named bucket succeeded.', {
      details: { BucketName: call.bucket },
    });
  }
  call.db.createBucket(call.bucket, region);
  return { status: 200, headers: { location: `/${call.bucket}` } };
}

const signingRegion = (call: S3Call): string =>
  /Credential=[^/]+\/\d{8}\/([\w-]+)\//.exec(header(call, 'authorization'))?.[1] ?? 'us-east-1';

export function headBucket(call: S3Call): S3Answer {
  return { status: 200, headers: { 'x-amz-bucket-region': bucketOf(call).region } };
}

export function deleteBucket(call: S3Call): S3Answer {
  bucketOf(call);
  if (!call.db.isEmpty(call.bucket)) {
    throw new S3Error(409, 'BucketNotEmpty', 'The bucket you tried to delete is not empty');
  }
  call.db.deleteBucket(call.bucket);
  return { status: 204 };
}

export function getBucketLocation(call: S3Call): S3Answer {
  const { region } = bucketOf(call);
  return { status: 200, body: buildXml('LocationConstraint', { '#text': region === 'us-east-1' ? '' : region }) };
}

export function getBucketVersioning(call: S3Call): S3Answer {
  const { versioning } = bucketOf(call);
  const content = versioning === '' ? {} : { Status: versioning };
  return { status: 200, body: buildXml('VersioningConfiguration', content) };
}

export async function putBucketVersioning(call: S3Call): Promise<S3Answer> {
  bucketOf(call);
  const status = text(parseXml(await receiveText(call.request), 'VersioningConfiguration'), 'Status');
  if (status !== 'Enabled' && status !== 'Suspended') {
    throw new S3Error(400, 'MalformedXML', 'The versioning status is neither Enabled nor Suspended');
  }
  call.db.setVersioning(call.bucket, status satisfies Versioning);
  return { status: 200 };
}

export function getBucketNotification(call: S3Call): S3Answer {
  const { notifications } = bucketOf(call);
  return { status: 200, body: buildXml('NotificationConfiguration', notificationDocument(notifications)) };
}

export async function putBucketNotification(call: S3Call): Promise<S3Answer> {
  const bucket = bucketOf(call);
  const notifications = parseNotificationConfiguration(await receiveText(call.request), randomUUID);
  const arns = new Set(notifications.map(({ queueArn }) => queueArn));
  for (const arn of arns) {
    if (await call.queues.exists(arn)) continue;
    throw new S3Error(400, 'InvalidArgument', 'Unable to validate the following destination configurations', {
      details: { ArgumentName1: arn, ArgumentValue1: 'The destination queue does not exist' },
    });
  }
  call.db.setNotifications(call.bucket, notifications);
  const known = new Set(bucket.notifications.map(({ queueArn }) => queueArn));
  for (const arn of arns) {
    if (known.has(arn)) continue;
    await call.queues.send(arn, testMessage(call.bucket, new Date(), call.requestId, call.hostId));
  }
  return { status: 200 };
}
