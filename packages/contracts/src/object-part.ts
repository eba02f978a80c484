import { z } from 'zod';
import { boundedRecord } from './bounded.ts';
import { objectTaskSchema } from './object-task.ts';
import { FINDINGS_PER_OBJECT } from './scan-result.ts';

const offset = z.number().int().nonnegative();

/**
 * Where the scan of an object stands between two of its parts. It belongs to one identifier set, and holds places, names of
 * layouts and numbers of keywords, but nothing of the object's content.
 */
export const scanCheckpointSchema = z.object({
  /** Stored byte to read on from: a character's first. */
  storedFrom: offset,
  /** The same place in the decoded object; at most some kilobytes before `scannedTo`. */
  decodedFrom: offset,
  /** Decoded bytes that are scanned. */
  scannedTo: offset,
  charset: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  mimeType: z.string(),
  /** Of the engine; opaque to all others. */
  state: z.looseObject({
    layout: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('text') }),
      z.object({ kind: z.literal('delimited'), delimiter: z.enum([',', '\t', ';', '|']) }),
      z.object({ kind: z.literal('json') }),
    ]),
    needFrom: offset,
  }),
  /** Occurrences found so far, by identifier. */
  counts: boundedRecord(z.number().int().positive(), FINDINGS_PER_OBJECT),
});
export type ScanCheckpoint = z.infer<typeof scanCheckpointSchema>;

/**
 * The rest of an object whose scan has come to the end of a part: whoever takes it scans the next part and sends what is left.
 * Topic object-parts.v1, keyed by scan and part, so that the parts of one object go to all matchers by turns.
 */
export const objectPartSchema = z.object({
  kind: z.literal('part'),
  schemaVersion: z.literal(1),
  task: objectTaskSchema,
  /** The lane that the task came on. */
  lane: z.enum(['live', 'bulk']),
  identifierSetId: z.string(),
  /** Names this run of the scan: where its task stood on the bus. */
  run: z.string(),
  /** Parts scanned before this one. */
  part: z.number().int().positive(),
  /** The version that the parts before were read from; without quotes. */
  etag: z.string(),
  /** Messages of occurrences sent so far. */
  messages: z.number().int().nonnegative(),
  /** Time spent on the parts before. */
  durationMs: z.number().nonnegative(),
  checkpoint: scanCheckpointSchema,
});
export type ObjectPart = z.infer<typeof objectPartSchema>;
