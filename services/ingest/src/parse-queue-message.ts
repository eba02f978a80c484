import { RejectCode } from '@dowser/contracts';
import { DropReason, drop, type Outcome, reject } from '@dowser/pipeline';
import type { Observation } from './observation.ts';
import { parseBridgedEvent, parseS3Record } from './parse-s3-event.ts';

/** One input: what became of it, and what a dead letter would carry so that it can be sent again. */
export interface ParsedInput {
  readonly outcome: Outcome<Observation>;
  readonly payload: string;
}

/** Envelopes inside envelopes (SNS in SNS) that are unwrapped; more is a mistake. */
export const ENVELOPES_MAX = 3;

/**
 * The inputs in the body of one queue message: an S3 event notification (one input per record), an S3 event from
 * EventBridge, `s3:TestEvent`, or any of these inside SNS's envelope.
 */
export function parseQueueMessage(body: string): readonly ParsedInput[] {
  return unwrap(body, body, 0);
}

function unwrap(text: string, body: string, depth: number): readonly ParsedInput[] {
  const whole = (outcome: Outcome<Observation>): readonly ParsedInput[] => [{ outcome, payload: body }];
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
      'queue message: neither an S3 event notification, an EventBridge S3 event nor one of these from SNS; mend what feeds the queue',
    ),
  );
}

function parseRecords(records: readonly unknown[], body: string): readonly ParsedInput[] {
  if (records.length === 0) {
    return [{ outcome: reject(RejectCode.InvalidEvent, 'S3 event notification: Records is empty'), payload: body }];
  }
  return records.map((record) => ({
    outcome: parseS3Record(record),
    payload: records.length === 1 ? body : JSON.stringify({ Records: [record] }),
  }));
}
