import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { DAY_MS, dateOf } from '@dowser/anomaly';
import { openBus } from '@dowser/bus';
import { type AccessEvent, accessEventId, ConsumerGroup, topics } from '@dowser/contracts';
import { startClickHouse } from '@dowser/local';
import { encode } from '@dowser/pipeline';
import { runSink } from '@dowser/sink';
import { openStore } from '@dowser/store';
import { createTelemetry } from '@dowser/telemetry';
import { until } from '@dowser/testkit';
import { machine } from './machine.ts';

/**
 * Access events through the sink, then a table of many of them (filled inside ClickHouse), its roll-up, and the queries of
 * dashboards and of the README. Prints JSON lines after that of the machine.
 * Usage: node load-test/access.ts [millions of events, default 10] [events through the sink, default 100000] [folder]
 * With a folder the data is kept there; a second run on it only asks again.
 */
const millions = Number(process.argv[2] ?? 10);
const throughSink = Number(process.argv[3] ?? 100_000);
const keptFolder = process.argv[4];

const EVENTS = Math.round(millions * 1e6);
const DAYS = 30;
const FILL_ROWS = 1_000_000;
const QUERY_RUNS = 3;
const PATIENCE_MS = 600_000;
/** Of so many keys one holds findings. */
const KEYS_PER_SENSITIVE = 200;

const say = (line: Readonly<Record<string, unknown>>): void => console.log(JSON.stringify(line));
const round = (value: number, digits = 0): number => Number(value.toFixed(digits));
const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
};

const event = (i: number): AccessEvent => ({
  schemaVersion: 1,
  eventId: accessEventId(`R${i}`, `bucket-${i % 50}`, `k${i}`),
  source: 'cloudtrail',
  eventTime: new Date(startMs + (i % 3_600) * 1_000).toISOString(),
  principal: `123456789012:assumed-role:sink-${i % 100}`,
  principalType: 'role',
  account: '123456789012',
  sourceAddress: `10.0.${i % 8}.${i % 250}`,
  sourceNetwork: `10.0.${i % 8}.0/24`,
  userAgentFamily: 'boto3',
  action: 'GetObject',
  actionClass: 'read',
  isCall: true,
  bucket: `bucket-${i % 50}`,
  key: `exports/${i % 100}/k${i}.parquet`,
  bytesOut: i % 100_000,
  errorCode: '',
  tlsVersion: 'TLSv1.3',
  authentication: 'AuthHeader',
  anonymous: false,
});

const folder = keptFolder ?? mkdtempSync(join(tmpdir(), 'dowser-access-'));
const clickhouse = await startClickHouse({ port: 0, dataDir: join(folder, 'clickhouse') });
const store = openStore({ url: clickhouse.url, database: 'dowser', requestTimeoutMs: PATIENCE_MS });
const client = createClient({
  url: clickhouse.url,
  database: 'dowser',
  request_timeout: PATIENCE_MS,
  log: { level: ClickHouseLogLevel.OFF },
});
/** The first of the days: those of a folder stay where they were filled in. */
let startMs = Math.floor(Date.now() / DAY_MS) * DAY_MS - DAYS * DAY_MS;
try {
  say(machine());
  await store.migrate();
  const filled = await count('SELECT count() AS n FROM access_log');
  if (filled === 0) {
    say({ step: 'sink', events: throughSink, ...(await sink()) });
    say({ step: 'fill', events: EVENTS, ...(await fill()) });
    say({ step: 'findings', ...(await findings()) });
    say({ step: 'roll-up', events: EVENTS + throughSink, ...(await rollUp()) });
  } else if (filled === EVENTS + throughSink) {
    startMs = 1_000 * (await count('SELECT toUnixTimestamp(toStartOfDay(min(hour))) AS n FROM access_log'));
    if ((await count('SELECT count() AS n FROM scan_log')) === 0) say({ step: 'findings', ...(await findings()) });
  } else throw new Error(`${folder} holds ${filled} events, not ${EVENTS + throughSink}: take another`);
  for (const hours of [1, 24]) say({ step: 'live roll-up', ...(await liveRollUp(hours)) });
  say({ step: 'anomalies', ...(await detect()) });
  for (const [query, sql] of Object.entries(queries())) say({ step: 'query', query, ...(await ask(sql)) });
} finally {
  await client.close();
  await store.close();
  await clickhouse.stop();
  if (keptFolder === undefined) rmSync(folder, { recursive: true, force: true });
}

/** From the bus to durable rows, as the sink does it. */
async function sink() {
  const bus = await openBus(`sqlite:${join(folder, 'bus.db')}`);
  await bus.ensureTopics(Object.values(topics));
  for (let from = 0; from < throughSink; from += 1_000) {
    const batch = Array.from({ length: Math.min(1_000, throughSink - from) }, (_, i) => event(from + i));
    const records = batch.map((value) => ({ key: value.eventId, value: encode(topics.accessEvents, value) }));
    await bus.produce(topics.accessEvents.name, records);
  }
  const telemetry = createTelemetry({ service: 'load-test', level: 'silent' });
  const seconds = await secondsOf(async () => {
    const running = await runSink({
      bus,
      store,
      telemetry,
      batchMessages: 5_000,
      partitionsConcurrent: 8,
      lingerMs: 0,
    });
    const done = async () => (await bus.lag(ConsumerGroup.Sink, [topics.accessEvents.name])) === 0;
    await until(done, 'all events are in the table', PATIENCE_MS);
    await running.stop();
  });
  await bus.close();
  const stored = await count('SELECT count() AS n FROM access_log');
  if (stored !== throughSink) throw new Error(`${stored} of ${throughSink} events are in the table`);
  return { seconds: round(seconds, 1), eventsPerSecond: round(throughSink / seconds) };
}

/** 1,000 principals of unequal weight, 50 buckets, a million keys, day and night; the marks that the sink would leave. */
async function fill() {
  const seconds = await secondsOf(async () => {
    for (let from = 0; from < EVENTS; from += FILL_ROWS) {
      const rows = Math.min(FILL_ROWS, EVENTS - from);
      await client.command({
        query: `
        INSERT INTO access_log
        WITH number + ${from} AS n, cityHash64(n) AS h, toUInt32(pow(1000, (h % 10007) / 10007)) AS p, 1 + p % 50 AS b
        SELECT fromUnixTimestamp64Milli(${startMs} + toInt64(n * ${(DAYS * DAY_MS) / EVENTS})),
          concat('bucket-', toString(b)), toUUID(UUIDNumToString(toFixedString(unhex(hex(sipHash128(n))), 16))),
          if(h % 5 = 0, 'server-access-log', 'cloudtrail'), 1,
          concat('123456789012:assumed-role:role-', toString(p)), 'role', '123456789012',
          concat('10.', toString(p % 16), '.', toString(h % 4), '.', toString(h % 250)),
          concat('10.', toString(p % 16), '.', toString(h % 4), '.0/24'), ['boto3', 'aws-cli', 'browser'][1 + h % 3],
          'GetObject', CAST(if(h % 10 = 0, 'list', if(h % 11 = 0, 'write', 'read')), 'Enum8(\\'read\\' = 1, \\'list\\' = 2, \\'write\\' = 3)'),
          true, concat('exports/', toString(h % 100), '/part-', toString(h % 1000003), '.parquet'), h % 1000000,
          if(h % 97 = 0, 'AccessDenied', ''), 'TLSv1.3', 'AuthHeader', false, []
        FROM numbers(${rows})`,
      });
    }
    await client.command({
      query: `INSERT INTO access_mark_log (hour, marks)
        SELECT toDateTime(${startMs / 1_000} + number * 3600, 'UTC'), 1 FROM numbers(${DAYS * 24})`,
    });
  });
  const [size] = await store.query<{ bytes: string; parts: string }>(
    "SELECT sum(bytes_on_disk) AS bytes, count() AS parts FROM system.parts WHERE active AND table = 'access_log'",
  );
  return {
    seconds: round(seconds, 1),
    eventsPerSecond: round(EVENTS / seconds),
    bytesPerEvent: round(Number(size?.bytes) / (EVENTS + throughSink), 1),
    parts: Number(size?.parts),
  };
}

/** One object in so many of those that were read holds something. */
async function findings() {
  const objects = `SELECT DISTINCT bucket, key, lower(hex(sipHash128(bucket, key))) AS id
    FROM access_log WHERE cityHash64(key) % ${KEYS_PER_SENSITIVE} = 0`;
  const seconds = await secondsOf(async () => {
    await client.command({
      query: `INSERT INTO object_log (bucket, key, evidence, rank, effective_at, object_version_id, etag, size, source, observed_at)
        SELECT bucket, key, 'dated', 1, now64(3), id, id, 1, 'inventory', now64(3) FROM (${objects})`,
    });
    await client.command({
      query: `INSERT INTO scan_log (bucket, key, object_version_id, rank, scan_id, identifier_set_id, etag, verdict, scanned_at,
          findings.identifier, findings.category, findings.severity, findings.count)
        SELECT bucket, key, id, 1, id, 'set', id, 'scanned', now64(3), ['CREDIT_CARD_NUMBER'], ['FINANCIAL_INFORMATION'], ['High'], [3]
        FROM (${objects})`,
    });
  });
  return { objects: await count('SELECT count() AS n FROM scan_log'), seconds: round(seconds, 1) };
}

/** Everything at once: what a backfill costs. */
async function rollUp() {
  let hours = 0;
  const seconds = await secondsOf(async () => {
    hours = await store.rollUpAccess({ reweighSeconds: 3_600 });
  });
  for (const view of ['access_by_hour', 'access_by_day']) {
    const calls = await count(`SELECT sum(calls) AS n FROM ${view}`);
    if (calls !== EVENTS + throughSink) throw new Error(`${view}: ${calls} of ${EVENTS + throughSink} calls`);
  }
  const rows = await count('SELECT count() AS n FROM access_hour_log');
  return {
    hours,
    hourRows: rows,
    seconds: round(seconds, 1),
    eventsPerSecond: round((EVENTS + throughSink) / seconds),
  };
}

/** The last hours have changed: what it costs to stay up to date. */
async function liveRollUp(hours: number) {
  const endMs = startMs + DAYS * DAY_MS;
  const marks = Array.from({ length: hours }, (_, ago) => ({
    hour: new Date(endMs - (ago + 1) * 3_600_000).toISOString(),
    marks: 1,
  }));
  await store.insert('access_mark_log', marks);
  const seconds = await secondsOf(() => store.rollUpAccess({ reweighSeconds: 86_400 }));
  return { hours, seconds: round(seconds, 2), events: round((EVENTS * hours) / DAYS / 24) };
}

/** A look for anomalies: what the sink does once in a while. */
async function detect() {
  const cpu = process.cpuUsage();
  let principalDays = 0;
  const seconds = await secondsOf(async () => {
    ({ principalDays } = await store.detectAnomalies({ now: new Date(), falseAlarmDays: 1_250, trustedAccounts: [] }));
  });
  const { user, system } = process.cpuUsage(cpu);
  const found = await count('SELECT count() AS n FROM anomalies');
  return { principalDays, found, seconds: round(seconds, 2), cpuSeconds: round((user + system) / 1e6, 2) };
}

function queries(): Readonly<Record<string, string>> {
  const day = (ago: number): string => dateOf(startMs / DAY_MS + DAYS - ago);
  return {
    'calls and bytes per day, 30 days':
      'SELECT day, sum(calls), sum(bytes_out) FROM access_by_day GROUP BY day ORDER BY day',
    'principals by bytes, 30 days':
      'SELECT principal, sum(bytes_out) AS b, sum(reads) FROM access_by_day GROUP BY principal ORDER BY b DESC LIMIT 20',
    'one principal by hour, 30 days':
      "SELECT hour, sum(calls) FROM access_by_hour WHERE principal = '123456789012:assumed-role:role-7' GROUP BY hour ORDER BY hour",
    'distinct keys per bucket, 30 days':
      'SELECT bucket, uniqCombined64Merge(14)(keys) FROM access_day_log FINAL WHERE events > 0 GROUP BY bucket',
    'distinct keys and addresses per principal, from the days, 30 days':
      'SELECT principal, uniqCombined64Merge(14)(keys), uniqCombined64Merge(12)(addresses) FROM access_day_log FINAL WHERE events > 0 GROUP BY principal',
    'who was refused, and where':
      'SELECT day, principal, bucket, denied, errors FROM access_by_day WHERE denied > 0 ORDER BY denied DESC LIMIT 20',
    'days of ten times what is usual': `SELECT * FROM (SELECT day, principal, sum(bytes_out) AS bytes, quantileExact(0.5)(bytes) OVER (PARTITION BY principal) AS usual
        FROM access_by_day GROUP BY day, principal) WHERE bytes > 10 * usual AND bytes > 1e8`,
    'buckets, what they hold and who reads them': 'SELECT * FROM exposure',
    'open anomalies': "SELECT severity, type, first_day, principal, title FROM anomalies WHERE state = 'open'",
    'networks not familiar': "SELECT * FROM access_seen WHERE kind = 'network' AND familiarity < 0.3 LIMIT 50",
    'readers of sensitive data': 'SELECT * FROM sensitive_readers LIMIT 20',
    'what one role read that is sensitive, 1 hour': `SELECT event_time, key, severity, identifiers, source_network FROM sensitive_reads(from = '${day(1)} 10:00:00', to = '${day(1)} 11:00:00') WHERE principal LIKE '%role-7' ORDER BY event_time`,
    'what was done to the protection of buckets, 30 days': `SELECT day, principal, fact.bucket, fact.kind, fact.detail, fact.requests FROM principal_days ARRAY JOIN facts AS fact WHERE day >= '${day(30)}' ORDER BY day DESC`,
    'requests of one hour': `SELECT principal, count() FROM access_events(from = '${day(1)} 10:00:00', to = '${day(1)} 11:00:00') GROUP BY principal`,
    'requests of one principal, one day': `SELECT event_time, key FROM access_events(from = '${day(1)} 00:00:00', to = '${day(0)} 00:00:00') WHERE principal = '123456789012:assumed-role:role-7' ORDER BY event_time DESC LIMIT 100`,
  };
}

async function ask(sql: string) {
  const runs: number[] = [];
  let rows = 0;
  for (let run = 0; run < QUERY_RUNS; run++) {
    runs.push(
      await secondsOf(async () => {
        rows = (await store.query(sql)).length;
      }),
    );
  }
  return { rows, ms: round(Math.min(...runs) * 1_000), slowestMs: round(Math.max(...runs) * 1_000) };
}

async function count(sql: string): Promise<number> {
  const [row] = await store.query<{ n: string | number }>(sql);
  return Number(row?.n);
}
