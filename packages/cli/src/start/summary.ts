import type { ClickHouseClient } from '@clickhouse/client';
import { comparePlanted, type Found, type SampleOptions, sampleManifest } from '@dowser/local';
import { type AnomalyLine, anomalyLines } from '../anomalies/anomaly-lines.ts';
import { note, print } from '../output.ts';
import { renderTable } from '../table.ts';
import type { Embedded } from './embedded.ts';
import type { Counts } from './progress.ts';
import { SAMPLE_BUCKET } from './sample-bucket.ts';
import type { Target } from './target.ts';

/** Lines of differences between planted and found that are shown. */
const DIFFERENCES_SHOWN = 20;
/** Principals that are shown with what they read, and over how long. */
const READERS_SHOWN = 5;
const READERS_DAYS = 31;
/** Anomalies that are shown. */
const ANOMALIES_SHOWN = 5;

/** The last line of `start --once`. `findings` counts object × identifier, `bytes` the decoded bytes matched. */
export function runLine(
  { ended, scanned, partial, skipped, failed, bytes, findings }: Counts,
  seconds: number,
): string {
  return JSON.stringify({
    objects: ended,
    scanned,
    partial,
    skipped,
    failed,
    bytes,
    findings,
    seconds: Number(seconds.toFixed(1)),
  });
}

/** What ClickHouse knows of the bucket, as tables; for the sample bucket also what was planted and what of it was found. */
export async function printSummary(
  client: ClickHouseClient,
  bucket: string,
  sample: SampleOptions | null,
): Promise<void> {
  const verdicts = await rows<{ verdict: string; reason: string; objects: string; megabytes: number }>(
    client,
    `SELECT verdict, reason, count() AS objects, round(sum(bytes_scanned) / 1e6, 1) AS megabytes
     FROM object_scans WHERE bucket = {bucket:String} GROUP BY verdict, reason ORDER BY objects DESC`,
    bucket,
  );
  await print('\n');
  await print(
    renderTable(
      ['verdict', 'reason', 'objects', 'MB'],
      verdicts.map(({ verdict, reason, objects, megabytes }) => [verdict, reason, Number(objects), megabytes]),
    ),
  );
  const identifiers = await rows<{
    identifier: string;
    category: string;
    severity: string;
    objects: string;
    occurrences: string;
  }>(
    client,
    `SELECT identifier, any(category) AS category, argMax(severity, (severity = 'High') * 2 + (severity = 'Medium')) AS severity,
       count() AS objects, sum(count) AS occurrences
     FROM current_findings WHERE bucket = {bucket:String} GROUP BY identifier ORDER BY occurrences DESC, identifier`,
    bucket,
  );
  await print(
    renderTable(
      ['identifier', 'category', 'worst', 'objects', 'occurrences'],
      identifiers.map((row) => [
        row.identifier,
        row.category,
        row.severity,
        Number(row.objects),
        Number(row.occurrences),
      ]),
    ),
  );
  await printReaders(client, bucket);
  await printAnomalies(client, bucket);
  if (sample !== null) await printPlanted(client, sample);
}

/** Who has read what content; nothing where no access log was read. */
async function printReaders(client: ClickHouseClient, bucket: string): Promise<void> {
  const readers = await rows<{
    principal: string;
    objects: string;
    occurrences: string;
    megabytes: number;
    networks: string;
    first: string;
  }>(
    client,
    `SELECT principal, count() AS objects, sum(objectOccurrences) AS occurrences, round(sum(bytes) / 1e6, 1) AS megabytes,
       arrayStringConcat(arraySort(groupUniqArrayArray(ways)), ', ') AS networks, toString(toDate(min(since))) AS first
     FROM
     (
       SELECT principal, key, any(occurrences) AS objectOccurrences, sum(bytes_out) AS bytes, min(event_time) AS since,
         groupUniqArray(concat(source_network, ' ', user_agent_family)) AS ways
       FROM sensitive_reads(from = {from:DateTime('UTC')}, to = {to:DateTime('UTC')})
       WHERE bucket = {bucket:String}
       GROUP BY principal, key
     )
     GROUP BY principal
     ORDER BY occurrences DESC, principal
     LIMIT ${READERS_SHOWN}`,
    bucket,
    { from: secondsAgo(READERS_DAYS * 86_400), to: secondsAgo(0) },
  );
  if (readers.length === 0) return;
  await print(
    renderTable(
      [`read sensitive data, ${READERS_DAYS} days`, 'objects', 'occurrences', 'MB', 'from', 'since'],
      readers.map((row) => [
        row.principal,
        Number(row.objects),
        Number(row.occurrences),
        row.megabytes,
        row.networks,
        row.first,
      ]),
    ),
  );
}

/** What is unusual in who accesses the bucket, the worst first. */
async function printAnomalies(client: ClickHouseClient, bucket: string): Promise<void> {
  const anomalies = await rows<AnomalyLine>(
    client,
    `SELECT * FROM anomalies WHERE state = 'open' AND has(buckets, {bucket:String}) LIMIT ${ANOMALIES_SHOWN}
     SETTINGS output_format_json_quote_64bit_integers = 0`,
    bucket,
  );
  if (anomalies.length > 0) await print(`anomalies of access: ${anomalies.length}\n`);
  for (const anomaly of anomalies) await print(`${anomalyLines(anomaly)}\n`);
}

const secondsAgo = (seconds: number): number => Math.floor(Date.now() / 1_000) - seconds;

async function printPlanted(client: ClickHouseClient, sample: SampleOptions): Promise<void> {
  const { entries } = sampleManifest(sample);
  const found = await rows<{ key: string; identifier: string; count: string }>(
    client,
    'SELECT key, identifier, count FROM current_findings WHERE bucket = {bucket:String}',
    SAMPLE_BUCKET,
  );
  // What a user puts into the bucket beside the sample was not planted.
  const inSample = found.filter(({ key }) => entries.has(key));
  const report = comparePlanted(
    entries,
    inSample.map((row): Found => ({ ...row, count: Number(row.count) })),
  );
  await print(`planted in the sample: ${report.planted}; found: ${report.found}; false alarms: ${report.extra}\n`);
  for (const line of report.differences.slice(0, DIFFERENCES_SHOWN)) await print(`  ${line}\n`);
}

/** What can be done while the stack is up. */
export function printWatchHelp(embedded: Embedded, target: Target): void {
  note('');
  note(`Ask in SQL:    npx dowser query "SELECT * FROM newest_findings LIMIT 10"`);
  note(
    `               curl '${embedded.clickhouseUrl}/?database=${embedded.database}' -d 'SELECT * FROM by_identifier'`,
  );
  if (target.kind === 'sample') {
    note(`New objects:   AWS_ACCESS_KEY_ID=embedded AWS_SECRET_ACCESS_KEY=embedded AWS_REGION=us-east-1 \\`);
    note(`               aws --endpoint-url ${embedded.awsUrl} s3 cp FILE s3://${SAMPLE_BUCKET}/`);
  }
  note(`Logs:          ${embedded.logFolder}`);
  note('Watching for new objects. Ctrl-C stops.');
}

async function rows<T>(
  client: ClickHouseClient,
  query: string,
  bucket: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<T[]> {
  const result = await client.query({ query, query_params: { bucket, ...more }, format: 'JSONEachRow' });
  return result.json<T>();
}
