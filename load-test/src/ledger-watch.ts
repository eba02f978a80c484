import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import type { Store } from '@dowser/store';

export interface Latency {
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Longest latency that is told apart: a day. */
const LONGEST_MS = 86_400_000;
const FIGURES = 3;

export interface LedgerWatch {
  /** That an object's event went out. */
  sent(key: string, atMs: number): void;
  /** Reads the rows that have come since; gives how many distinct keys have a verdict. */
  poll(): Promise<number>;
  /** Events that have no row yet. */
  awaited(): number;
  /** When a verdict that was new was last seen, epoch ms. */
  lastMs(): number;
  /** ms from event to row, as seen by the polls; null when no event was sent. HDR histogram of three figures. */
  latency(): Latency | null;
}

/**
 * Sees verdicts become visible in the ledger. Rows are told apart by the number of the insert they came with, which a part
 * carries in its name and keeps through merges: each row is read once, however many there are.
 */
export function watchLedger(store: Pick<Store, 'query'>, now: () => number): LedgerWatch {
  const waiting = new Map<string, number>();
  const seen = new Set<string>();
  const histogram: RecordableHistogram = createHistogram({ lowest: 1, highest: LONGEST_MS, figures: FIGURES });
  let block = 0;
  let lastMs = 0;
  return {
    sent: (key, atMs) => void waiting.set(key, atMs),
    async poll() {
      const rows = await store.query<{ key: string; block: string }>(
        `SELECT key, toUInt64(splitByChar('_', _part)[3]) AS block FROM scan_log
         WHERE toUInt64(splitByChar('_', _part)[3]) > {block:UInt64}`,
        { block },
      );
      const atMs = now();
      for (const row of rows) {
        block = Math.max(block, Number(row.block));
        if (seen.has(row.key)) continue;
        seen.add(row.key);
        lastMs = atMs;
        const sentMs = waiting.get(row.key);
        if (sentMs !== undefined) histogram.record(Math.max(1, atMs - sentMs));
        waiting.delete(row.key);
      }
      return seen.size;
    },
    awaited: () => waiting.size,
    lastMs: () => lastMs,
    latency() {
      if (histogram.count === 0) return null;
      const at = (percentile: number): number => histogram.percentile(percentile);
      return { p50: at(50), p90: at(90), p95: at(95), p99: at(99), max: histogram.max };
    },
  };
}
