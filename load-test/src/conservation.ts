import type { Store } from '@dowser/store';
import type { FilledBucket } from './bucket.ts';
import { PLANTED_IDENTIFIER } from './content.ts';

export interface LedgerTotals {
  readonly objects: number;
  readonly known: number;
  readonly scanned: number;
  readonly bytesScanned: number;
  readonly planted: number;
  readonly occurrences: number;
  readonly findings: number;
  readonly deadLetters: number;
  /** ms since the epoch of the beginning of the first scan. */
  readonly firstScanMs: number;
}

/** What the views say of a run. */
export async function ledgerTotals(store: Pick<Store, 'query'>): Promise<LedgerTotals> {
  const [row] = await store.query<Record<keyof LedgerTotals, string | number>>(
    `SELECT
       (SELECT count() FROM objects WHERE NOT removed) AS known,
       (SELECT count() FROM dead_letters) AS deadLetters,
       (SELECT sum(count) FROM findings WHERE identifier = {planted:String}) AS planted,
       (SELECT count() FROM occurrences) AS occurrences,
       (SELECT count() FROM findings) AS findings,
       count() AS objects, countIf(verdict = 'scanned') AS scanned, sum(bytes_scanned) AS bytesScanned,
       min(toUnixTimestamp64Milli(scanned_at) - duration_ms) AS firstScanMs
     FROM object_scans`,
    { planted: PLANTED_IDENTIFIER },
  );
  return Object.fromEntries(
    Object.entries(row!).map(([name, value]) => [name, Number(value)]),
  ) as unknown as LedgerTotals;
}

/** What does not add up, in words; empty when everything that was put is accounted for exactly once. */
export function conservationProblems(
  { objects, bytes, planted }: Pick<FilledBucket, 'bytes' | 'planted'> & { readonly objects: readonly unknown[] },
  totals: LedgerTotals,
): string[] {
  const expected: readonly (readonly [what: string, is: number, shouldBe: number])[] = [
    ['objects known', totals.known, objects.length],
    ['verdicts', totals.objects, objects.length],
    ['objects scanned', totals.scanned, objects.length],
    ['bytes scanned', totals.bytesScanned, bytes],
    [`values of ${PLANTED_IDENTIFIER}`, totals.planted, planted],
    ['dead letters', totals.deadLetters, 0],
  ];
  return expected
    .filter(([, is, shouldBe]) => is !== shouldBe)
    .map(([what, is, shouldBe]) => `${what}: ${is} of ${shouldBe}`);
}
