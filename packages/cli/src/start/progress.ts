import type { ClickHouseClient } from '@clickhouse/client';
import { SingleBar } from 'cli-progress';

/** Where a run stands, as read from the ledger and the bus. */
export interface Progress {
  /** Object versions that ingest has told of. */
  readonly known: number;
  /** Object versions with a verdict. */
  readonly ended: number;
  /** Decoded bytes matched. */
  readonly bytes: number;
  readonly findings: number;
  /** Messages on the bus that are not yet worked off. */
  readonly lag: number;
}

export interface Counts extends Omit<Progress, 'lag' | 'known'> {
  readonly scanned: number;
  readonly partial: number;
  readonly skipped: number;
  readonly failed: number;
}

/** The ledger's count of one bucket since a time (epoch ms). `findings` are rows of the findings view: object version × identifier. */
export async function readCounts(client: ClickHouseClient, bucket: string, sinceMs: number): Promise<Counts> {
  const result = await client.query({
    query: `
      SELECT
        count() AS ended,
        countIf(verdict = 'scanned') AS scanned,
        countIf(verdict = 'partial') AS partial,
        countIf(verdict = 'skipped') AS skipped,
        countIf(verdict = 'failed') AS failed,
        sum(bytes_scanned) AS bytes,
        sum(length(identifiers)) AS findings
      FROM object_scans
      WHERE bucket = {bucket:String} AND scanned_at >= fromUnixTimestamp64Milli({since:Int64})`,
    query_params: { bucket, since: sinceMs },
    format: 'JSONEachRow',
  });
  const [row] = await result.json<Record<keyof Counts, string | number>>();
  const number = (name: keyof Counts): number => Number(row?.[name] ?? 0);
  return {
    ended: number('ended'),
    scanned: number('scanned'),
    partial: number('partial'),
    skipped: number('skipped'),
    failed: number('failed'),
    bytes: number('bytes'),
    findings: number('findings'),
  };
}

/** Object versions known of in one bucket. */
export async function readKnown(client: ClickHouseClient, bucket: string): Promise<number> {
  const result = await client.query({
    query: 'SELECT count() AS known FROM objects WHERE bucket = {bucket:String} AND NOT removed',
    query_params: { bucket },
    format: 'JSONEachRow',
  });
  const [row] = await result.json<{ known: string | number }>();
  return Number(row?.known ?? 0);
}

export interface ProgressBar {
  update(progress: Progress): void;
  stop(): void;
}

const NON_TTY_EVERY_MS = 2_000;

/** A live bar on stderr: `objects`, bytes, MB/s, findings, lag. Prints a line every two seconds where there is no terminal. */
export function createProgressBar(startedMs: number, now: () => number = Date.now): ProgressBar {
  const bar = new SingleBar({
    format: 'scanning [{bar}] {value}/{total} objects · {megabytes} MB · {rate} MB/s · {findings} findings · lag {lag}',
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: false,
    noTTYOutput: true,
    notTTYSchedule: NON_TTY_EVERY_MS,
    barsize: 24,
  });
  const shown = ({ bytes, findings, lag }: Pick<Progress, 'bytes' | 'findings' | 'lag'>) => ({
    megabytes: (bytes / 1e6).toFixed(1),
    rate: (bytes / 1e6 / Math.max(0.001, (now() - startedMs) / 1000)).toFixed(1),
    findings,
    lag,
  });
  bar.start(1, 0, shown({ bytes: 0, findings: 0, lag: 0 }));
  return {
    update(progress) {
      bar.setTotal(Math.max(1, progress.known, progress.ended));
      bar.update(progress.ended, shown(progress));
    },
    stop: () => bar.stop(),
  };
}
