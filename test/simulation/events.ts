import type { Random, StoredVersion } from '@dowser/testkit';
import type { Change } from './plan.ts';

/** An S3 event as the simulation knows it. */
export interface S3Event {
  readonly removed: boolean;
  readonly version: Pick<StoredVersion, 'bucket' | 'key' | 'versionId' | 'etag'>;
  readonly sequencer: string;
}

/** Sequencers are compared after padding on the right: the digits after the eighth here tell nothing, and are not always as many. */
export function sequencerOf(order: number, random: Random): string {
  const tail = Array.from({ length: random.int(0, 6) }, () => random.int(0, 15).toString(16)).join('');
  return `00${(0x55aed6 + order).toString(16)}${tail}`.toUpperCase();
}

/** The event in its envelope, as the queue gets it. */
export function eventBody(event: S3Event, at: Date, size: number, envelope: Change['envelope']): string {
  if (envelope === 'eventbridge') return JSON.stringify(bridged(event, at, size));
  const body = JSON.stringify({ Records: [notification(event, at, size)] });
  if (envelope === 'notification') return body;
  return JSON.stringify({ Type: 'Notification', MessageId: 'simulated', TopicArn: 'arn:aws:sns:x:1:t', Message: body });
}

function notification({ removed, version, sequencer }: S3Event, at: Date, size: number): object {
  const { bucket, key, versionId, etag } = version;
  const name = versionId === '' ? 'ObjectRemoved:Delete' : 'ObjectRemoved:DeleteMarkerCreated';
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    eventTime: at.toISOString(),
    eventName: removed ? name : 'ObjectCreated:Put',
    s3: {
      bucket: { name: bucket },
      object: {
        key: encodeURIComponent(key).replaceAll('%20', '+'),
        ...(removed ? {} : { size, eTag: etag }),
        ...(versionId === '' ? {} : { versionId }),
        sequencer,
      },
    },
  };
}

function bridged({ removed, version, sequencer }: S3Event, at: Date, size: number): object {
  const { bucket, key, versionId, etag } = version;
  const type = versionId === '' ? 'Permanently Deleted' : 'Delete Marker Created';
  return {
    version: '0',
    source: 'aws.s3',
    'detail-type': removed ? 'Object Deleted' : 'Object Created',
    time: at.toISOString(),
    detail: {
      bucket: { name: bucket },
      object: {
        key,
        ...(removed ? {} : { size, etag }),
        ...(versionId === '' ? {} : { 'version-id': versionId }),
        sequencer,
      },
      reason: removed ? 'DeleteObject' : 'PutObject',
      ...(removed ? { 'deletion-type': type } : {}),
    },
  };
}
