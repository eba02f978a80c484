import { ObjectSource, RejectCode } from '@dowser/contracts';
import { DropReason, drop, emit, type Outcome, reject, tellIssues } from '@dowser/pipeline';
import { z } from 'zod';
import { Change, type Observation } from './observation.ts';
import { bridgedEventName, meaningOf } from './s3-event-names.ts';
import { bareEtag, decodeKey, isoTime } from './s3-values.ts';

const optionalText = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const optionalSize = z
  .number()
  .int()
  .nonnegative()
  .nullish()
  .transform((value) => value ?? -1);

const recordSchema = z.object({
  eventVersion: z.string(),
  eventSource: z.string(),
  eventTime: z.string(),
  eventName: z.string(),
  s3: z.object({
    bucket: z.object({ name: z.string().min(1) }),
    object: z.object({
      key: z.string().min(1),
      size: optionalSize,
      eTag: optionalText,
      versionId: optionalText,
      sequencer: optionalText,
    }),
  }),
  glacierEventData: z
    .object({ restoreEventData: z.object({ lifecycleRestoreStorageClass: optionalText }).nullish() })
    .nullish(),
});

const bridgedSchema = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.string(),
  time: z.string(),
  detail: z.object({
    bucket: z.object({ name: z.string().min(1) }),
    object: z.object({
      key: z.string().min(1),
      size: optionalSize,
      etag: optionalText,
      'version-id': optionalText,
      sequencer: optionalText,
    }),
    reason: optionalText,
    'deletion-type': optionalText,
    'source-storage-class': optionalText,
  }),
});

/** What both forms of event carry, key decoded. */
interface PlainEvent {
  readonly name: string;
  readonly time: string;
  readonly bucket: string;
  readonly key: string | null;
  readonly size: number;
  readonly etag: string;
  readonly versionId: string;
  readonly sequencer: string;
  readonly storageClass: string;
}

/** One entry of an event notification's `Records`. Source: Amazon S3 user guide, "Event message structure". */
export function parseS3Record(record: unknown): Outcome<Observation> {
  const parsed = recordSchema.safeParse(record);
  if (!parsed.success) return invalid('S3 event record', parsed.error);
  const { eventVersion, eventSource, eventTime, eventName, s3, glacierEventData } = parsed.data;
  if (!/^2\.\d+$/.test(eventVersion)) {
    return reject(
      RejectCode.UnknownSchema,
      `S3 event record: eventVersion ${eventVersion}; versions 2.x are understood`,
    );
  }
  if (!eventSource.endsWith(':s3')) {
    return reject(
      RejectCode.UnknownEvent,
      `event record: eventSource ${eventSource} is not S3; mend what feeds the queue`,
    );
  }
  return interpret({
    name: eventName.replace(/^s3:/, ''),
    time: eventTime,
    bucket: s3.bucket.name,
    key: decodeKey(s3.object.key),
    size: s3.object.size,
    etag: s3.object.eTag,
    versionId: s3.object.versionId,
    sequencer: s3.object.sequencer,
    storageClass: glacierEventData?.restoreEventData?.lifecycleRestoreStorageClass ?? '',
  });
}

/** An event in EventBridge's form, whose keys are not encoded. Source: Amazon S3 user guide, "EventBridge event message structure". */
export function parseBridgedEvent(event: unknown): Outcome<Observation> {
  const parsed = bridgedSchema.safeParse(event);
  if (!parsed.success) return invalid('EventBridge S3 event', parsed.error);
  const { detail, time } = parsed.data;
  return interpret({
    name: bridgedEventName(parsed.data['detail-type'], detail.reason, detail['deletion-type']),
    time,
    bucket: detail.bucket.name,
    key: detail.object.key,
    size: detail.object.size,
    etag: detail.object.etag,
    versionId: detail.object['version-id'],
    sequencer: detail.object.sequencer,
    storageClass: detail['source-storage-class'],
  });
}

function interpret(event: PlainEvent): Outcome<Observation> {
  const change = meaningOf(event.name);
  if (change === null) {
    return reject(
      RejectCode.UnknownEvent,
      `S3 event ${event.name} is not known; if AWS added it, s3-event-names.ts must learn it`,
    );
  }
  if (change === 'unused') return drop(DropReason.EventNotUsed);
  const observedAt = isoTime(event.time);
  if (event.key === null) return reject(RejectCode.InvalidEvent, 'S3 event: the key is not URL-encoded UTF-8');
  if (!event.key.isWellFormed()) return reject(RejectCode.InvalidEvent, 'S3 event: the key is not well-formed Unicode');
  if (observedAt === null) return reject(RejectCode.InvalidEvent, `S3 event: ${event.time} is not an ISO 8601 time`);
  if (!/^[0-9a-f]*$/i.test(event.sequencer)) {
    return reject(RejectCode.InvalidEvent, 'S3 event: the sequencer is not hexadecimal');
  }
  return emit({
    change,
    cause: event.name,
    latest: true,
    object: {
      bucket: event.bucket,
      key: event.key,
      versionId: event.versionId === 'null' ? '' : event.versionId,
      etag: bareEtag(event.etag),
      size: change === Change.Removed ? -1 : event.size,
      lastModified: null,
      storageClass: event.storageClass,
      encryption: '',
      sequencer: event.sequencer,
      source: ObjectSource.Event,
      observedAt,
    },
  });
}

function invalid(what: string, error: z.ZodError): Outcome<never> {
  return reject(RejectCode.InvalidEvent, `${what} does not have the documented form: ${tellIssues(error)}`);
}
