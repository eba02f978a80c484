import { OCCURRENCES_PER_MESSAGE, type Occurrence, Verdict, VerdictReason } from '@dowser/contracts';
import type { ObjectErrorCode } from '@dowser/objects';

/** How the scan of one object ended. */
export interface ScanSummary {
  readonly verdict: Verdict;
  readonly reason: VerdictReason | '';
  /** For people: what is wrong and what to do. Holds no object content. */
  readonly detail: string;
  /** Stored bytes taken. */
  readonly bytesRead: number;
  /** Decoded bytes (UTF-8) matched. */
  readonly bytesScanned: number;
  /** '' when nothing was scanned. */
  readonly charset: string;
  /** Layers unwrapped, outermost first: `gzip+zstd`; '' for none. */
  readonly compression: string;
  /** '' when nothing was read. */
  readonly mimeType: string;
  /** Occurrences by identifier: as many as were given to `onOccurrences`. */
  readonly counts: ReadonlyMap<string, number>;
}

/** What an object that cannot be read ends with. */
export const verdictOfError: Readonly<Record<ObjectErrorCode, Verdict>> = {
  [VerdictReason.NoSuchBucket]: Verdict.Failed,
  [VerdictReason.PermissionDenied]: Verdict.Failed,
  [VerdictReason.SourceObjectNoLongerAvailable]: Verdict.Skipped,
  [VerdictReason.ObjectVersionMismatch]: Verdict.Skipped,
  [VerdictReason.InvalidEncryption]: Verdict.Skipped,
  [VerdictReason.InvalidKmsKey]: Verdict.Skipped,
  [VerdictReason.InvalidObjectState]: Verdict.Skipped,
};

/** Counts occurrences, on top of those counted before, and hands them on, OCCURRENCES_PER_MESSAGE at a time, the rest at `end`. */
export function createOccurrenceSink(
  send: (batch: readonly Occurrence[]) => Promise<void>,
  countedBefore: Iterable<readonly [string, number]> = [],
) {
  const counts = new Map<string, number>(countedBefore);
  let held: Occurrence[] = [];
  return {
    counts,
    async add(occurrences: readonly Occurrence[]): Promise<void> {
      for (const occurrence of occurrences) {
        counts.set(occurrence.identifier, (counts.get(occurrence.identifier) ?? 0) + 1);
        held.push(occurrence);
        if (held.length < OCCURRENCES_PER_MESSAGE) continue;
        const full = held;
        held = [];
        await send(full);
      }
    },
    async end(): Promise<void> {
      if (held.length > 0) await send(held);
      held = [];
    },
  };
}
