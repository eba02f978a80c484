import type { ClickHouseClient } from '@clickhouse/client';
import { CALLS_PER_LOG, type Contents, type Expected, READERS } from './contents.ts';

export async function select<T>(client: ClickHouseClient, query: string): Promise<T[]> {
  return (await client.query({ query, format: 'JSONEachRow' })).json<T>();
}

export interface Audit {
  /** Object versions without their verdict, or with another verdict or other findings than they must have. */
  readonly lost: number;
  /** Verdicts and occurrences beyond those that must be there. */
  readonly duplicated: number;
  /** In words, the first few; empty when all is as in a run without faults. */
  readonly problems: readonly string[];
}

const PROBLEMS_TOLD = 20;

interface LedgerRow {
  readonly bucket: string;
  readonly key: string;
  readonly id: string;
  readonly verdict: string;
  readonly detail: string;
  readonly found: readonly string[];
}

/** Holds what is in the tables against what a run without faults gives. */
export async function audit(client: ClickHouseClient, contents: Contents, all: readonly Expected[]): Promise<Audit> {
  const problems: string[] = [];
  const rows = await select<LedgerRow>(
    client,
    `SELECT bucket, key, toString(object_version_id) AS id, verdict, detail,
       arraySort(arrayMap((i, c) -> concat(i, '=', toString(c)), findings.identifier, findings.count)) AS found
     FROM scan_log FINAL`,
  );
  const byName = new Map<string, LedgerRow[]>();
  for (const row of rows) byName.set(nameOf(row), [...(byName.get(nameOf(row)) ?? []), row]);
  let lost = 0;
  let duplicated = 0;
  for (const expected of all) {
    const name = nameOf(expected);
    const [row, ...more] = byName.get(name) ?? [];
    byName.delete(name);
    duplicated += more.length;
    const wanted = `${expected.objectVersionId} ${expected.verdict} ${expected.findings.join(' ')}`;
    const there = row === undefined ? 'no verdict' : `${row.id} ${row.verdict} ${row.found.join(' ')}`;
    if (there === wanted) continue;
    lost++;
    problems.push(`${name}: ${there} ${row?.detail ?? ''}; should be ${wanted}`);
  }
  for (const name of byName.keys()) {
    duplicated++;
    problems.push(`${name}: a verdict of an object that nobody announced`);
  }
  const places = await select<{ n: string }>(client, 'SELECT count() AS n FROM occurrences');
  const surplus = Number(places[0]!.n) - sum(all.flatMap(({ findings }) => findings.map(countOf)));
  if (surplus !== 0) problems.push(`${surplus} places more than the findings count`);
  if (surplus > 0) duplicated += surplus;
  for (const [what, query, wanted] of aggregates(contents, all)) {
    const is = JSON.stringify((await select<{ line: string }>(client, query)).map(({ line }) => line).sort());
    const should = JSON.stringify([...wanted].sort());
    if (is !== should) problems.push(`${what}: ${is}; should be ${should}`);
  }
  return { lost, duplicated, problems: problems.slice(0, PROBLEMS_TOLD) };
}

/** What each aggregate must be: by arithmetic over the single objects. */
function aggregates(contents: Contents, all: readonly Expected[]): [string, string, string[]][] {
  const byBucket = groupBy(all, ({ bucket }) => bucket);
  const found = all.flatMap(({ findings }) => findings);
  const byIdentifier = groupBy(found, (finding) => finding.slice(0, finding.indexOf('=')));
  const calls = contents.logs.length * (CALLS_PER_LOG / READERS.length);
  return [
    ['dead letters', "SELECT concat(origin, ' ', detail) AS line FROM dead_letters", []],
    [
      'by_bucket',
      "SELECT concat(bucket, ' ', toString(objects), ' ', toString(findings), ' ', toString(occurrences)) AS line FROM by_bucket",
      [...byBucket].flatMap(([bucket, objects]) => {
        const withFindings = objects.filter(({ findings }) => findings.length > 0);
        const own = objects.flatMap(({ findings }) => findings);
        return own.length === 0 ? [] : [`${bucket} ${withFindings.length} ${own.length} ${sum(own.map(countOf))}`];
      }),
    ],
    [
      'by_identifier',
      "SELECT concat(identifier, ' ', toString(objects), ' ', toString(occurrences)) AS line FROM by_identifier",
      [...byIdentifier].map(([identifier, own]) => `${identifier} ${own.length} ${sum(own.map(countOf))}`),
    ],
    [
      'coverage',
      "SELECT concat(bucket, ' ', toString(known_objects), ' ', toString(pending_objects)) AS line FROM coverage",
      [...byBucket].map(([bucket, objects]) => `${bucket} ${objects.length} 0`),
    ],
    [
      'access_by_day',
      "SELECT concat(principal, ' ', toString(sum(calls)), ' ', toString(sum(bytes_out))) AS line FROM access_by_day GROUP BY principal",
      READERS.map((role) => `111122223333:assumed-role:${role} ${calls} ${100 * calls}`),
    ],
  ];
}

const nameOf = ({ bucket, key }: { bucket: string; key: string }): string => `${bucket}/${key}`;
const countOf = (finding: string): number => Number(finding.slice(finding.indexOf('=') + 1));
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}
