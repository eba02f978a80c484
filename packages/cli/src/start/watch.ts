import { setTimeout as sleep } from 'node:timers/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import { print } from '../output.ts';

const POLL_MS = 500;
/** Verdicts become visible out of order: a matcher's clock or a sink's batch may be this late. */
const LATE_SECONDS = 60;

interface Ended {
  readonly object_version_id: string;
  readonly key: string;
  readonly verdict: string;
  readonly reason: string;
  readonly identifiers: readonly string[];
  readonly scanned_at: string;
}

/** A scan that ended: the same version may be scanned again. */
const identity = (row: Ended): string => `${row.object_version_id} ${row.scanned_at}`;

/** Prints each object of the bucket that gets its verdict from now on, until the signal aborts (rejects with its reason). */
export async function watch(client: ClickHouseClient, bucket: string, interrupted: AbortSignal): Promise<never> {
  let since = await newestVerdict(client, bucket);
  let shown = new Set((await endedFrom(client, bucket, since)).map(identity));
  for (;;) {
    await sleep(POLL_MS, undefined, { signal: interrupted });
    const ended = await endedFrom(client, bucket, since);
    for (const row of ended) {
      if (shown.has(identity(row))) continue;
      const { key, verdict, reason, identifiers } = row;
      const what = identifiers.length > 0 ? identifiers.join(', ') : reason || 'nothing found';
      await print(`${verdict}  s3://${bucket}/${key}  ${what}\n`);
    }
    const last = ended.at(-1);
    if (last === undefined) continue;
    since = last.scanned_at;
    shown = new Set(ended.map(identity));
  }
}

async function newestVerdict(client: ClickHouseClient, bucket: string): Promise<string> {
  const result = await client.query({
    query: 'SELECT toString(max(scanned_at)) AS newest FROM object_scans WHERE bucket = {bucket:String}',
    query_params: { bucket },
    format: 'JSONEachRow',
  });
  const [row] = await result.json<{ newest: string }>();
  return row!.newest;
}

async function endedFrom(client: ClickHouseClient, bucket: string, since: string): Promise<Ended[]> {
  const result = await client.query({
    query: `
      SELECT object_version_id, key, verdict, reason, identifiers, scanned_at
      FROM object_scans
      WHERE bucket = {bucket:String} AND scanned_at >= {since:DateTime64(3, 'UTC')} - INTERVAL ${LATE_SECONDS} SECOND
      ORDER BY scanned_at, key`,
    query_params: { bucket, since },
    format: 'JSONEachRow',
  });
  return result.json<Ended>();
}
