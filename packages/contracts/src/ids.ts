import { createHash } from 'node:crypto';

/** What names one version of one object. `versionId` is '' in a bucket without versioning, where the etag tells versions apart. */
export interface ObjectVersion {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly etag: string;
}

/** 32 lower-case hex characters (128 bits of SHA-256) over the parts, each length-prefixed so that no two lists collide. */
export function deterministicId(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest('hex').slice(0, 32);
}

/**
 * The identity of an object version in the ledger: the same for an event, an inventory row and a listing of it. A
 * listing that may not ask for versions (s3:GetBucketVersioning) is the exception: in a bucket that keeps versions the object
 * has another identity there.
 */
export function objectVersionId(version: ObjectVersion): string {
  return deterministicId([version.bucket, version.key, version.versionId, version.etag]);
}

/** The identity of scanning one object version with one identifier set: a replay has the same id, a new catalogue another. */
export function scanId(objectVersion: string, identifierSetId: string): string {
  return deterministicId([objectVersion, identifierSetId]);
}

/** The width S3 sequencers are padded to; those seen in the wild have 16 to 20 hex digits. */
export const SEQUENCER_WIDTH = 32;

/**
 * An S3 event sequencer made comparable as text: upper-case hex, right-padded with 0.
 * Order is defined between events of the same key only.
 * Source: Amazon S3 user guide, "Event message structure".
 */
export function comparableSequencer(sequencer: string): string {
  return sequencer === '' ? '' : sequencer.toUpperCase().padEnd(SEQUENCER_WIDTH, '0');
}
