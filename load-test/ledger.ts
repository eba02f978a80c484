import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { startClickHouse } from '@dowser/local';
import { openStore } from '@dowser/store';
import { SingleBar } from 'cli-progress';
import { machine } from './machine.ts';

/**
 * A ledger of many objects, filled inside ClickHouse in the form that the sink gives it: bytes per row, and how long the views
 * of the README take. Prints JSON lines after that of the machine. A query that runs out of memory or time says so.
 * Usage: node load-test/ledger.ts [millions of objects, default 10] [GiB of memory a query may use, default 8] [folder]
 * A folder is kept, and only asked the next time.
 */
const millions = Number(process.argv[2] ?? 10);
const queryGib = Number(process.argv[3] ?? 8);
const keptFolder = process.argv[4];

const OBJECTS = Math.round(millions * 1e6);
const FILL_ROWS = 1_000_000;
const TABLES = ['object_log', 'scan_log', 'occurrence_log'];
const QUERY_RUNS = 2;
/** What takes longer is asked once. */
const AGAIN_BELOW_MS = 60_000;
const PATIENCE_MS = 3_600_000;
/** One object in so many has findings, so many occurrences each. */
const WITH_FINDINGS = 5;
const OCCURRENCES = 3;

/** Of object number n, the same in each table. */
const OBJECT = `
  concat('bucket-', toString(intDiv(n, 5) % 20)) AS bucket,
  concat('team-', toString(n % 97), '/exports/2026/', leftPad(toString(intDiv(n, 10000) % 366), 3, '0'), '/part-', leftPad(toString(n), 10, '0'), '.csv.gz') AS key,
  lower(hex(sipHash128(n))) AS object_version_id, lower(hex(sipHash128(n, 'etag'))) AS etag,
  toInt64(exp(11 + (cityHash64(n, 1) % 1000) / 200)) AS size,
  toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + toIntervalSecond(cityHash64(n, 2) % 25000000) AS modified,
  lower(hex(sipHash128(n, 'scan'))) AS scan_id`;

const say = (line: Readonly<Record<string, unknown>>): void => console.log(JSON.stringify(line));
const round = (value: number, digits = 0): number => Number(value.toFixed(digits));

const folder = keptFolder ?? mkdtempSync(join(tmpdir(), 'dowser-ledger-'));
const clickhouse = await startClickHouse({ port: 0, dataDir: join(folder, 'clickhouse') });
const store = openStore({ url: clickhouse.url, database: 'dowser', requestTimeoutMs: PATIENCE_MS });
const client = createClient({
  url: clickhouse.url,
  database: 'dowser',
  request_timeout: PATIENCE_MS,
  log: { level: ClickHouseLogLevel.OFF },
});
try {
  say(machine());
  await store.migrate();
  const [{ objects: filled } = { objects: 0 }] = await store.query<{ objects: number | string }>(
    'SELECT count() AS objects FROM object_log',
  );
  if (Number(filled) === 0) say({ step: 'fill', objects: OBJECTS, ...(await fill()) });
  else if (Number(filled) !== OBJECTS)
    throw new Error(`${folder} holds ${filled} objects, not ${OBJECTS}: take another`);
  for (const size of await sizes()) say({ step: 'table', ...size });
  for (const [query, sql] of Object.entries(queries()))
    say({ step: 'query', objects: OBJECTS, query, ...(await ask(sql)) });
} finally {
  await client.close();
  await store.close();
  await clickhouse.stop();
  if (keptFolder === undefined) rmSync(folder, { recursive: true, force: true });
}

/**
 * Ids, etags and fingerprints are hashes, as they are in truth: they do not compress. Merged once, at the end: merges
 * while the parts come would write most rows several times.
 */
async function fill() {
  const began = performance.now();
  for (const table of TABLES) await client.command({ query: `SYSTEM STOP MERGES ${table}` });
  const bar = new SingleBar({
    format: 'filling [{bar}] {value}/{total} objects · {eta_formatted} left',
    stream: process.stderr,
    noTTYOutput: true,
    notTTYSchedule: 10_000,
  });
  bar.start(OBJECTS, 0);
  for (let from = 0; from < OBJECTS; from += FILL_ROWS) {
    const rows = Math.min(FILL_ROWS, OBJECTS - from);
    for (const query of [objectRows(from, rows), verdictRows(from, rows), occurrenceRows(from, rows)])
      await client.command({ query });
    bar.update(from + rows);
  }
  bar.stop();
  const filled = performance.now();
  for (const table of TABLES) {
    console.error(`merging ${table}`);
    await client.command({ query: `SYSTEM START MERGES ${table}` });
    await client.command({ query: `OPTIMIZE TABLE ${table} FINAL` });
  }
  return { seconds: round((filled - began) / 1_000), mergeSeconds: round((performance.now() - filled) / 1_000) };
}

function objectRows(from: number, rows: number): string {
  return `INSERT INTO object_log (bucket, key, version_id, evidence, rank, effective_at, object_version_id, etag, size, last_modified,
      storage_class, encryption, sequencer, source, observed_at, removed, version_gone, cause)
    WITH number + ${from} AS n, ${OBJECT}
    SELECT bucket, key, '', 'dated', bitShiftLeft(toUInt128(toUnixTimestamp64Milli(modified)), 32) + cityHash64(n) % 4294967296, modified, object_version_id, etag, size, modified,
      'STANDARD', 'SSE-S3', '', 'inventory', toDateTime64('2026-11-01 00:00:00', 3, 'UTC'), false, false, 'inventory'
    FROM numbers(${rows})`;
}

function verdictRows(from: number, rows: number): string {
  return `INSERT INTO scan_log (bucket, key, object_version_id, rank, scan_id, identifier_set_id, version_id, etag, size, last_modified,
      storage_class, encryption, verdict, reason, detail, bytes_read, bytes_scanned, charset, compression, mime_type, scanned_at, duration_ms,
      finding_type, findings.identifier, findings.category, findings.severity, findings.count)
    WITH number + ${from} AS n, ${OBJECT}, n % ${WITH_FINDINGS} = 0 AS found,
      toDateTime64('2026-11-02 00:00:00', 3, 'UTC') + toIntervalMillisecond(intDiv(n, 10)) AS at
    SELECT bucket, key, object_version_id, bitShiftLeft(toUInt128(toUnixTimestamp64Milli(at)), 64) + cityHash64(n), scan_id, 'f3a1c2', '', etag, size, modified,
      'STANDARD', 'SSE-S3', if(n % 50 = 1, 'skipped', 'scanned'), if(n % 50 = 1, 'UNSUPPORTED_FILE_TYPE_EXCEPTION', ''), '', size, size * 4, 'utf-8', 'gzip', 'text/csv', at, (cityHash64(n, 3) % 100000) / 100,
      if(found, 'SensitiveData:S3Object/Personal', ''),
      if(found, [${['USA_SOCIAL_SECURITY_NUMBER', 'CREDIT_CARD_NUMBER', 'NAME'].map((id) => `'${id}'`).join(', ')}], []),
      if(found, ['PERSONAL_INFORMATION', 'FINANCIAL_INFORMATION', 'PERSONAL_INFORMATION'], []),
      if(found, ['High', 'High', 'Low'], []),
      if(found, [1, 1, 1], [])
    FROM numbers(${rows})`;
}

function occurrenceRows(from: number, rows: number): string {
  return `INSERT INTO occurrence_log (bucket, key, object_version_id, scan_id, identifier, start, end, line, column, sample, confidence, fingerprint)
    WITH intDiv(number, ${OCCURRENCES}) * ${WITH_FINDINGS} + ${from} AS n, ${OBJECT}, number % ${OCCURRENCES} AS i
    SELECT bucket, key, object_version_id, scan_id, ['USA_SOCIAL_SECURITY_NUMBER', 'CREDIT_CARD_NUMBER', 'NAME'][i + 1],
      100 * i + cityHash64(n, i) % 90 AS at, at + 11, i + 1, at % 100, concat('***-**-', toString(cityHash64(n, i, 4) % 10000)), 80,
      lower(hex(sipHash128(cityHash64(n, i) % ${OBJECTS})))
    FROM numbers(${Math.ceil(rows / WITH_FINDINGS) * OCCURRENCES})`;
}

async function sizes(): Promise<{ table: string; rows: number; bytes: number; bytesPerRow: number; parts: number }[]> {
  const rows = await store.query<{ table: string; rows: string; bytes: string; parts: string }>(
    `SELECT table, sum(rows) AS rows, sum(bytes_on_disk) AS bytes, count() AS parts FROM system.parts
     WHERE active AND database = 'dowser' AND table IN (${TABLES.map((table) => `'${table}'`).join(', ')}) GROUP BY table ORDER BY table`,
  );
  return rows.map(({ table, rows, bytes, parts }) => ({
    table,
    rows: Number(rows),
    bytes: Number(bytes),
    bytesPerRow: round(Number(bytes) / Number(rows), 1),
    parts: Number(parts),
  }));
}

/** Those of the README, and what a person asks next: one key, one prefix. */
function queries(): Readonly<Record<string, string>> {
  return {
    by_bucket: 'SELECT bucket, objects, high_objects, findings, occurrences FROM by_bucket',
    by_identifier: 'SELECT * FROM by_identifier LIMIT 3',
    riskiest_prefixes: 'SELECT prefix, objects, high_findings, occurrences FROM riskiest_prefixes LIMIT 3',
    newest_findings: 'SELECT scanned_at, severity, identifier, count, key FROM newest_findings LIMIT 2',
    coverage: 'SELECT known_objects, scanned_objects, skipped_objects, pending_objects, skipped_reasons FROM coverage',
    subject:
      "SELECT bucket, key, line, column, identifier, sample FROM subject(fingerprint = (SELECT any(fingerprint) FROM occurrence_log WHERE bucket = 'bucket-0'))",
    'by_bucket, one bucket': "SELECT objects, findings, occurrences FROM by_bucket WHERE bucket = 'bucket-5'",
    'riskiest_prefixes, one bucket':
      "SELECT prefix, objects, high_findings FROM riskiest_prefixes WHERE bucket = 'bucket-5' LIMIT 3",
    'coverage, one bucket':
      "SELECT known_objects, scanned_objects, pending_objects FROM coverage WHERE bucket = 'bucket-5'",
    'one key':
      "SELECT verdict, identifiers FROM object_scans WHERE bucket = 'bucket-0' AND key LIKE 'team-5/exports/2026/000/%' LIMIT 10",
    'one bucket, by identifier':
      "SELECT identifier, count(), sum(count) FROM findings WHERE bucket = 'bucket-5' GROUP BY identifier",
  };
}

async function ask(sql: string) {
  const runs: number[] = [];
  let rows = 0;
  try {
    while (runs.length === 0 || (runs.length < QUERY_RUNS && runs[0]! < AGAIN_BELOW_MS)) {
      const began = performance.now();
      const result = await client.query({
        query: sql,
        format: 'JSONEachRow',
        clickhouse_settings: { max_memory_usage: String(queryGib * 2 ** 30) },
      });
      rows = (await result.json()).length;
      runs.push(performance.now() - began);
    }
  } catch (error) {
    return { failed: (error as Error).message.slice(0, 160) };
  }
  return { rows, ms: round(Math.min(...runs)), slowestMs: round(Math.max(...runs)) };
}
