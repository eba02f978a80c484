import { z } from 'zod';

/** Where the knowledge of an object came from. */
export const ObjectSource = { Event: 'event', Inventory: 'inventory', Listing: 'listing' } as const;
export type ObjectSource = (typeof ObjectSource)[keyof typeof ObjectSource];

/** An object version as ingest learned of it. Fields that the source does not carry are '' (text), null (time) or -1 (size). */
export const objectFactsSchema = z.object({
  bucket: z.string().min(1),
  key: z.string().min(1),
  /** '' in a bucket without versioning. */
  versionId: z.string(),
  /** Without quotes; '' when not known (deletes). */
  etag: z.string(),
  /** Bytes; -1 when not known. */
  size: z.number().int().min(-1),
  /** ISO 8601 UTC; null when not known. */
  lastModified: z.iso.datetime().nullable(),
  /** Amazon's names: STANDARD, GLACIER …; '' when not known (event notifications do not carry it). */
  storageClass: z.string(),
  /** Inventory's names: SSE-S3, SSE-KMS, DSSE-KMS, SSE-C, NOT-SSE; '' when not known. */
  encryption: z.string(),
  /** The event's sequencer as sent; '' when not from an event. */
  sequencer: z.string(),
  source: z.enum(ObjectSource),
  /** When the source observed this state: the event's time, the inventory's creation, the listing's page. */
  observedAt: z.iso.datetime(),
});
export type ObjectFacts = z.infer<typeof objectFactsSchema>;

/** One object version to scan. Topics object-tasks.live.v1 and object-tasks.bulk.v1, keyed by `bucket/key`. */
export const objectTaskSchema = z.object({
  schemaVersion: z.literal(1),
  objectVersionId: z.string().length(32),
  object: objectFactsSchema,
  /** True after s3:ObjectRestore:Completed: the archived storage class does not stop the scan. */
  restored: z.boolean(),
});
export type ObjectTask = z.infer<typeof objectTaskSchema>;

/** That an object version exists, or that a key was removed. Topic object-records.v1, keyed by `bucket/key`. */
export const objectRecordSchema = z.object({
  schemaVersion: z.literal(1),
  objectVersionId: z.string().length(32),
  object: objectFactsSchema,
  removed: z.boolean(),
  /** The event's name (`ObjectCreated:Put`), `inventory` or `listing`. */
  cause: z.string(),
});
export type ObjectRecord = z.infer<typeof objectRecordSchema>;
