import { z } from 'zod';

/** Why an input could not become work. */
export const RejectCode = {
  MalformedJson: 'MALFORMED_JSON',
  UnknownSchema: 'UNKNOWN_SCHEMA',
  UnknownEvent: 'UNKNOWN_EVENT',
  InvalidEvent: 'INVALID_EVENT',
  InventoryChecksum: 'INVENTORY_CHECKSUM_MISMATCH',
  InvalidInventory: 'INVALID_INVENTORY',
  InvalidAccessRecord: 'INVALID_ACCESS_RECORD',
  InvalidAccessLog: 'INVALID_ACCESS_LOG',
} as const;
export type RejectCode = (typeof RejectCode)[keyof typeof RejectCode];

/** An input that no retry can help. Topic dead-letters.v1, keyed by origin. */
export const deadLetterSchema = z.object({
  schemaVersion: z.literal(1),
  stage: z.string(),
  /** `topic/partition@offset`, `sqs:<message id>` or `s3://bucket/key#row`. */
  origin: z.string(),
  code: z.enum(RejectCode),
  /** What is wrong, where, and what to do. */
  detail: z.string(),
  /** The input as received (base64), so that it can be replayed once mended. */
  payload: z.string(),
  rejectedAt: z.iso.datetime(),
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;
