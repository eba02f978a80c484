import { type ObjectTask, type Occurrence, objectVersionId } from '@dowser/contracts';
import type { ObjectStore } from '@dowser/objects';
import type { Lane, Scanner, ScanSummary } from '@dowser/scanner';
import type { Work } from '../src/match-object.ts';

export function taskOf(key: string, over: Partial<ObjectTask['object']> = {}): ObjectTask {
  const object = {
    bucket: 'bucket',
    key,
    versionId: '',
    etag: '',
    size: -1,
    lastModified: null,
    storageClass: '',
    encryption: '',
    sequencer: '',
    source: 'listing',
    observedAt: '2026-03-01T00:00:00Z',
    ...over,
  } as const;
  return { schemaVersion: 1, objectVersionId: objectVersionId(object), object, restored: false };
}

export const occurrence = (start: number, identifier = 'USA_SOCIAL_SECURITY_NUMBER'): Occurrence => ({
  identifier,
  start,
  end: start + 11,
  line: 1,
  column: start + 1,
  confidence: 70,
  sample: '0********20',
  fingerprint: 'f'.repeat(32),
});

export const summaryOf = (over: Partial<ScanSummary> = {}): ScanSummary => ({
  verdict: 'scanned',
  reason: '',
  detail: '',
  bytesRead: 100,
  bytesScanned: 90,
  charset: 'utf-8',
  compression: 'gzip',
  mimeType: 'text/plain',
  counts: new Map(),
  ...over,
});

export type PartScanner = Pick<Scanner, 'identifierSetId' | 'scanPart'>;

/** Work that nobody has begun. */
export const workOf = (task: ObjectTask, lane: Lane = 'live'): Work => ({ task, lane, run: 'tasks/0@0', rest: null });

/** A scanner that gives these batches, then ends or throws. */
export function scriptedScanner(batches: readonly Occurrence[][], ending: ScanSummary | Error): PartScanner {
  return {
    identifierSetId: 'set',
    async scanPart(_source, { onOccurrences }) {
      for (const batch of batches) await onOccurrences(batch);
      if (ending instanceof Error) throw ending;
      return { kind: 'ended', summary: ending };
    },
  };
}

/** For scanners that read nothing. */
export const noStore = {} as ObjectStore;
