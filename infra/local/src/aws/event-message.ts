import type { EventName } from './notification-configuration.ts';

/** Made-up but well-formed: there are no accounts here. */
export const LOCAL_PRINCIPAL = 'LOCALDOWSER';

/** What an event tells of its object; a field that AWS leaves out of this kind of event is undefined. */
export interface EventObject {
  readonly key: string;
  readonly size?: number | undefined;
  readonly eTag?: string | undefined;
  /** Only in buckets with versioning. */
  readonly versionId?: string | undefined;
  /** Only for creations and deletions. */
  readonly sequencer?: string | undefined;
}

export interface S3Event {
  readonly name: EventName;
  readonly bucket: string;
  readonly region: string;
  readonly at: Date;
  readonly requestId: string;
  readonly hostId: string;
  readonly sourceIp: string;
  readonly configurationId: string;
  readonly object: EventObject;
  /** For ObjectRestore:Completed: when the restored copy goes, and where the object is archived. */
  readonly restore?: { readonly expiresAt: Date; readonly storageClass: string } | undefined;
}

/** The notification's JSON. Source: Amazon S3 user guide, "Event message structure". */
export function eventMessage(event: S3Event): string {
  const { object, restore } = event;
  const record = {
    eventVersion: event.name.startsWith('ObjectTagging:') ? '2.3' : '2.1',
    eventSource: 'aws:s3',
    awsRegion: event.region,
    eventTime: event.at.toISOString(),
    eventName: event.name,
    userIdentity: { principalId: `AWS:${LOCAL_PRINCIPAL}` },
    requestParameters: { sourceIPAddress: event.sourceIp },
    responseElements: { 'x-amz-request-id': event.requestId, 'x-amz-id-2': event.hostId },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: event.configurationId,
      bucket: {
        name: event.bucket,
        ownerIdentity: { principalId: LOCAL_PRINCIPAL },
        arn: `arn:aws:s3:::${event.bucket}`,
      },
      object: { ...object, key: encodeEventKey(object.key) },
    },
    ...(restore === undefined
      ? {}
      : {
          glacierEventData: {
            restoreEventData: {
              lifecycleRestorationExpiryTime: restore.expiresAt.toISOString(),
              lifecycleRestoreStorageClass: restore.storageClass,
            },
          },
        }),
  };
  return JSON.stringify({ Records: [record] });
}

/** What S3 sends to a queue when it is put into a bucket's notification configuration. */
export function testMessage(bucket: string, at: Date, requestId: string, hostId: string): string {
  return JSON.stringify({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: at.toISOString(),
    Bucket: bucket,
    RequestId: requestId,
    HostId: hostId,
  });
}

/** `application/x-www-form-urlencoded`, as in S3's events and url-encoded listings: a space is `+`; `/` stays. */
export function encodeEventKey(key: string): string {
  return encodeURIComponent(key)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/')
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
