import { type AccessEvent, RejectCode } from '@dowser/contracts';
import { DropReason, drop, type Outcome, reject } from '@dowser/pipeline';
import { parseCloudTrailRecord } from './access/parse-cloudtrail-record.ts';
import type { Observation } from './observation.ts';
import { parseBridgedEvent, parseS3Record } from './parse-s3-event.ts';
import type { S3Location } from './s3-values.ts';

/** One input: what became of it, and what a dead letter would carry so that it can be sent again. */
export type ParsedInput =
  | { readonly kind: 'object'; readonly outcome: Outcome<Observation>; readonly payload: string }
  | { readonly kind: 'access'; readonly outcome: Outcome<AccessEvent>; readonly payload: string }
  /** CloudTrail tells where it has written logs; there is nothing else in it. */
  | {
      readonly kind: 'logs';
      readonly outcome: Outcome<never>;
      readonly payload: string;
      readonly logs: readonly S3Location[];
    };

/** Envelopes inside envelopes (SNS in SNS) that are unwrapped; more is a mistake. */
export const ENVELOPES_MAX = 3;

/**
 * The inputs in the body of one queue message: an S3 event notification (one input per record), an S3 event from
 * EventBridge, a CloudTrail record from EventBridge, CloudTrail's own announcement of its logs, `s3:TestEvent`, or any of
 * these inside SNS's envelope.
 */
export function parseQueueMessage(body: string): readonly ParsedInput[] {
  return unwrap(body, body, 0);
}

function unwrap(text: string, body: string, depth: number): readonly ParsedInput[] {
  const whole = (outcome: Outcome<Observation>): readonly ParsedInput[] => [{ kind: 'object', outcome, payload: body }];
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return whole(reject(RejectCode.MalformedJson, 'queue message: the body is not JSON'));
  }
  if (typeof message !== 'object' || message === null) {
    return whole(reject(RejectCode.UnknownEvent, 'queue message: the body is not a JSON object'));
  }
  const fields = message as Record<string, unknown>;
  if (Array.isArray(fields.Records)) return parseRecords(fields.Records, body);
  if (fields.Event === 's3:TestEvent') return whole(drop(DropReason.TestEvent));
  const detailType = fields['detail-type'];
  if (typeof detailType === 'string' && detailType.endsWith(' via CloudTrail')) {
    return [{ kind: 'access', outcome: parseCloudTrailRecord(fields.detail), payload: body }];
  }
  const logs = announcedLogs(fields);
  if (logs !== null) return [{ kind: 'logs', outcome: drop(DropReason.LogAnnouncement), payload: body, logs }];
  if (fields.source === 'aws.s3') return whole(parseBridgedEvent(message));
  if (fields.Type === 'Notification' && typeof fields.Message === 'string') {
    if (depth < ENVELOPES_MAX) return unwrap(fields.Message, body, depth + 1);
    return whole(
      reject(RejectCode.UnknownEvent, `queue message: more than ${ENVELOPES_MAX} SNS envelopes inside each other`),
    );
  }
  return whole(
    reject(
      RejectCode.UnknownEvent,
      'queue message: neither an S3 event notification, an EventBridge S3 event, an announcement of CloudTrail nor one of these from SNS; mend what feeds the queue',
    ),
  );
}

/** Source: AWS CloudTrail user guide, "Configuring Amazon SNS notifications for CloudTrail". */
function announcedLogs(fields: Record<string, unknown>): readonly S3Location[] | null {
  const { s3Bucket, s3ObjectKey } = fields;
  if (typeof s3Bucket !== 'string' || !Array.isArray(s3ObjectKey)) return null;
  return s3ObjectKey.filter((key) => typeof key === 'string').map((key): S3Location => ({ bucket: s3Bucket, key }));
}

function parseRecords(records: readonly unknown[], body: string): readonly ParsedInput[] {
  if (records.length === 0) {
    return [
      {
        kind: 'object',
        outcome: reject(RejectCode.InvalidEvent, 'S3 event notification: Records is empty'),
        payload: body,
      },
    ];
  }
  return records.map((record) => ({
    kind: 'object',
    outcome: parseS3Record(record),
    payload: records.length === 1 ? body : JSON.stringify({ Records: [record] }),
  }));
}
