import type { z } from 'zod';
import { accessEventSchema } from './access-event.ts';
import { deadLetterSchema } from './dead-letter.ts';
import { objectPartSchema } from './object-part.ts';
import { objectRecordSchema, objectTaskSchema } from './object-task.ts';
import { scanResultSchema } from './scan-result.ts';

const DAY_MS = 86_400_000;

/** A process or library that writes to or reads from a topic. */
export type Party = 'ingest' | 'matcher' | 'sink';

export interface Topic<T = unknown> {
  /** `<what>.v<version>`: a change that old readers cannot take is a new topic. */
  readonly name: string;
  readonly version: number;
  /** What the record key holds: order is kept among records of one key. */
  readonly key: string;
  readonly schema: z.ZodType<T>;
  readonly partitions: number;
  readonly retentionMs: number;
  readonly producers: readonly Party[];
  readonly consumers: readonly Party[];
}

const topic = <T>(spec: Topic<T>): Topic<T> => spec;

/** The one table of topics. Brokers are set up from it; services send and read nothing else. */
export const topics = {
  liveObjectTasks: topic({
    name: 'object-tasks.live.v1',
    version: 1,
    key: 'bucket/key',
    schema: objectTaskSchema,
    partitions: 8,
    retentionMs: 7 * DAY_MS,
    producers: ['ingest'],
    consumers: ['matcher'],
  }),
  bulkObjectTasks: topic({
    name: 'object-tasks.bulk.v1',
    version: 1,
    key: 'bucket/key',
    schema: objectTaskSchema,
    partitions: 8,
    retentionMs: 30 * DAY_MS,
    producers: ['ingest'],
    consumers: ['matcher'],
  }),
  objectParts: topic({
    name: 'object-parts.v1',
    version: 1,
    key: 'scanId/part',
    schema: objectPartSchema,
    partitions: 8,
    retentionMs: 30 * DAY_MS,
    producers: ['matcher'],
    consumers: ['matcher'],
  }),
  objectRecords: topic({
    name: 'object-records.v1',
    version: 1,
    key: 'bucket/key',
    schema: objectRecordSchema,
    partitions: 4,
    retentionMs: 7 * DAY_MS,
    producers: ['ingest'],
    consumers: ['sink'],
  }),
  scanResults: topic({
    name: 'scan-results.v1',
    version: 1,
    key: 'objectVersionId',
    schema: scanResultSchema,
    partitions: 4,
    retentionMs: 7 * DAY_MS,
    producers: ['ingest', 'matcher'],
    consumers: ['sink'],
  }),
  accessEvents: topic({
    name: 'access-events.v1',
    version: 1,
    key: 'eventId',
    schema: accessEventSchema,
    partitions: 8,
    retentionMs: 7 * DAY_MS,
    producers: ['ingest'],
    consumers: ['sink'],
  }),
  deadLetters: topic({
    name: 'dead-letters.v1',
    version: 1,
    key: 'origin',
    schema: deadLetterSchema,
    partitions: 1,
    retentionMs: 30 * DAY_MS,
    producers: ['ingest', 'matcher', 'sink'],
    consumers: ['sink'],
  }),
} as const;

/** Consumer groups; a group's committed offsets are its place in a topic. */
export const ConsumerGroup = {
  MatcherLive: 'matcher-live',
  MatcherBulk: 'matcher-bulk',
  MatcherParts: 'matcher-parts',
  Sink: 'sink',
} as const;
export type ConsumerGroup = (typeof ConsumerGroup)[keyof typeof ConsumerGroup];
