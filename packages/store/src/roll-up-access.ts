import type { ClickHouseClient } from '@clickhouse/client';
import { DAYS, HOURS, PRINCIPAL_DAYS, SECONDS_PER_DAY, THESE } from './roll-up-statements.ts';
import { command, select } from './statements.ts';

/** Most rows of the access log that one statement computes, unless one hour has more. */
export const ROWS_PER_PORTION = 1_000_000;
/** Most hours computed by one statement: they are named in its URL, of which servers take some 16 KB. */
export const HOURS_PER_PASS = 240;
/** Hours further apart are not computed by one statement: it reads what lies between them. */
const GAP_SECONDS = 2 * 86_400;
/** Hours that are only weighed anew, because objects were scanned after they were computed, in one roll-up. */
export const REWEIGHED_HOURS = 24;
/** Older hours are not weighed anew. */
export const REWEIGHED_DAYS = 30;

export interface RollUpOptions {
  /** Hours computed longer ago than this are weighed anew when findings came since. */
  readonly reweighSeconds: number;
}

/** An hour to compute: seconds since 1970, and the marks that call for it. */
interface DirtyHour {
  readonly hour: number;
  readonly marks: number;
}

/**
 * Brings the aggregates of every hour up to date that has changed since it was computed, and the days of these hours.
 * Any number of processes may do so at once. Gives the hours computed.
 */
export async function rollUpAccess(client: ClickHouseClient, { reweighSeconds }: RollUpOptions): Promise<number> {
  // Before the others are computed, which makes them fresh.
  const stale = await select<DirtyHour>(client, STALE, {
    days: REWEIGHED_DAYS,
    seconds: reweighSeconds,
    limit: REWEIGHED_HOURS,
  });
  await rollUpAll(client, stale);
  let computed = stale.length;
  for (;;) {
    const changed = await select<DirtyHour>(client, CHANGED, { limit: HOURS_PER_PASS });
    await rollUpAll(client, changed);
    computed += changed.length;
    if (changed.length < HOURS_PER_PASS) return computed;
  }
}

/** Marked more often than when they were computed. */
const CHANGED = `
SELECT toUnixTimestamp(m.hour) AS hour, toFloat64(m.marks) AS marks
FROM (SELECT hour, sum(marks) AS marks FROM access_mark_log GROUP BY hour) AS m
LEFT JOIN (SELECT hour, max(marks) AS marks FROM access_rollup_log GROUP BY hour) AS r ON m.hour = r.hour
WHERE m.marks > r.marks
ORDER BY hour
LIMIT {limit:UInt32}
SETTINGS join_use_nulls = 0`;

/** Computed before the latest findings. */
const STALE = `
SELECT toUnixTimestamp(hour) AS hour, toFloat64(max(marks)) AS marks
FROM access_rollup_log
WHERE hour > now() - toIntervalDay({days:UInt32})
GROUP BY hour
HAVING max(rolled_at) <= now() - toIntervalSecond({seconds:UInt32})
  AND max(rolled_at) <= (SELECT max(scanned_at) FROM scan_log WHERE notEmpty(findings.identifier))
ORDER BY hour DESC
LIMIT {limit:UInt32}`;

async function rollUpAll(client: ClickHouseClient, dirty: readonly DirtyHour[]): Promise<void> {
  const sorted = [...dirty].sort((a, b) => a.hour - b.hour);
  for (const hours of await inPortions(client, sorted)) await rollUpHours(client, hours);
}

/** Hours that are computed by one statement: its memory is bounded, and many small hours cost little more than one. */
async function inPortions(client: ClickHouseClient, dirty: readonly DirtyHour[]): Promise<readonly DirtyHour[][]> {
  if (dirty.length === 0) return [];
  const counts = await select<{ hour: number; rows: number }>(
    client,
    `SELECT toUnixTimestamp(hour) AS hour, toFloat64(count()) AS rows FROM access_log WHERE ${THESE} GROUP BY hour`,
    { hours: dirty.map(({ hour }) => hour) },
  );
  const rowsOf = new Map(counts.map(({ hour, rows }) => [hour, rows]));
  const portions: DirtyHour[][] = [];
  let rows = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const one of dirty) {
    const more = rowsOf.get(one.hour) ?? 0;
    if (rows + more > ROWS_PER_PORTION || one.hour - last > GAP_SECONDS) {
      portions.push([]);
      rows = 0;
    }
    portions.at(-1)!.push(one);
    rows += more;
    last = one.hour;
  }
  return portions;
}

/** The record of what was computed comes last: whoever dies before it leaves the hours to be computed again. */
async function rollUpHours(client: ClickHouseClient, dirty: readonly DirtyHour[]): Promise<void> {
  const hours = dirty.map(({ hour }) => hour);
  const marks = dirty.map((one) => one.marks);
  await command(client, HOURS, { hours, marks });
  const days = [...new Set(hours.map((hour) => Math.floor(hour / SECONDS_PER_DAY)))];
  await command(client, DAYS, { days });
  await command(client, PRINCIPAL_DAYS, { days });
  await command(
    client,
    `INSERT INTO access_rollup_log (hour, marks)
     SELECT toDateTime(pair.1, 'UTC'), pair.2
     FROM (SELECT arrayJoin(arrayZip({hours:Array(UInt32)}, {marks:Array(UInt64)})) AS pair)`,
    { hours, marks },
  );
}
