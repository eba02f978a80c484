import { type Occurrence, Verdict, VerdictReason } from '@dowser/contracts';
import type { DataIdentifier } from '@dowser/identifiers';
import { TransientError } from '@dowser/pipeline';
import type { Scanner, ScanSummary } from '@dowser/scanner';
import { forEachInFlight } from './in-flight.ts';
import { createOccurrenceLines } from './occurrence-lines.ts';
import type { ScanInput } from './scan-input.ts';
import type { Tally } from './tally.ts';

/** Objects read at the same time. */
export const OBJECTS_IN_FLIGHT = 8;

export interface ScanWork {
  readonly scanner: Pick<Scanner, 'scan'>;
  readonly rows: ReadonlyMap<string, DataIdentifier>;
  readonly tally: Tally;
  /** Takes JSON lines, one an occurrence; null where only the tally is wanted. */
  readonly write: ((text: string) => Promise<void>) | null;
}

/** Scans every object; one that cannot be read costs itself and is in the tally. Objects come out in the order they end. */
export async function scanObjects(objects: AsyncIterable<ScanInput>, work: ScanWork): Promise<void> {
  const { scanner, rows, tally, write } = work;
  await forEachInFlight(objects, OBJECTS_IN_FLIGHT, async ({ object, source }) => {
    const lines = write === null ? null : createOccurrenceLines(object, rows, write);
    const counts = new Map<string, number>();
    const onOccurrences = async (batch: readonly Occurrence[]): Promise<void> => {
      for (const { identifier } of batch) counts.set(identifier, (counts.get(identifier) ?? 0) + 1);
      await lines?.add(batch);
    };
    const summary = await scanner.scan(source, { onOccurrences }).catch((error: unknown) => unreachable(error, counts));
    await lines?.end();
    tally.add(object, summary, rows);
  });
}

/** The object store kept failing on this one object; what was found before stands. */
export function unreachable(error: unknown, counts: ReadonlyMap<string, number>): ScanSummary {
  if (!(error instanceof TransientError)) throw error;
  return {
    verdict: Verdict.Failed,
    reason: VerdictReason.ObjectStoreUnavailable,
    detail: error.message,
    bytesRead: 0,
    bytesScanned: 0,
    charset: '',
    compression: '',
    mimeType: '',
    counts,
  };
}
