import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@clickhouse/client';
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
 * dashboards. Prints JSON lines after that of the machine.
 * Usage: node load-test/access.ts [millions of events, default 10] [events through the sink, default 100000]
 */
const millions = Number(process.argv[2] ?? 10);
const throughSink = Number(process.argv[3] ?? 100_000);

const EVENTS = Math.round(millions * 1e6);
const DAYS = 30;
const FILL_ROWS = 1_000_000;
const QUERY_RUNS = 3;
const PATIENCE_MS = 600_000;
const DAY_MS = 86_400_000;
const START_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS - DAYS * DAY_MS;

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
  eventTime: new Date(START_MS + (i % 3_600) * 1_000).toISOString(),
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

const folder = mkdtempSync(join(tmpdir(), 'dowser-access-'));
const clickhouse = await startClickHouse({ port: 0, dataDir: join(folder, 'clickhouse') });
const store = openStore({ url: clickhouse.url, database: 'dowser', requestTimeoutMs: PATIENCE_MS });
const client = createClient({ url: clickhouse.url, database: 'dowser', request_timeout: PATIENCE_MS });
try {
  say(machine());
  await store.migrate();
  say({ step: 'sink', events: throughSink, ...(await sink()) });
  say({ step: 'fill', events: EVENTS, ...(await fill()) });
  say({ step: 'roll-up', events: EVENTS + throughSink, ...(await rollUp()) });
  say({ step: 'live roll-up', ...(await liveRollUp()) });
  say({ step: 'anomalies', ...(await detect()) });
  for (const [query, sql] of Object.entries(queries())) say({ step: 'query', query, ...(await ask(sql)) });
} finally {
  await client.close();
  await store.close();
  await clickhouse.stop();
  rmSync(folder, { recursive: true, force: true });
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
        SELECT fromUnixTimestamp64Milli(${START_MS} + toInt64(n * ${(DAYS * DAY_MS) / EVENTS})),
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
        SELECT toDateTime(${START_MS / 1_000} + number * 3600, 'UTC'), 1 FROM numbers(${DAYS * 24})`,
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

/** One hour that has changed: what it costs to stay up to date. */
async function liveRollUp() {
  const lastHour = new Date(START_MS + DAYS * DAY_MS - 3_600_000).toISOString();
  await store.insert('access_mark_log', [{ hour: lastHour, marks: 1 }]);
  const seconds = await secondsOf(() => store.rollUpAccess({ reweighSeconds: 3_600 }));
  return { seconds: round(seconds, 2), events: round(EVENTS / DAYS / 24) };
}

/** A look for anomalies: what the sink does once in a while. */
async function detect() {
  const cpu = process.cpuUsage();
  let principalDays = 0;
  const seconds = await secondsOf(async () => {
    ({ principalDays } = await store.detectAnomalies({ now: new Date(), falseAlarmDays: 1_000, trustedAccounts: [] }));
  });
  const { user, system } = process.cpuUsage(cpu);
  const found = await count('SELECT count() AS n FROM anomalies');
  return { principalDays, found, seconds: round(seconds, 2), cpuSeconds: round((user + system) / 1e6, 2) };
}

function queries(): Readonly<Record<string, string>> {
  const day = (ago: number): string => new Date(START_MS + (DAYS - ago) * DAY_MS).toISOString().slice(0, 10);
  return {
    'calls and bytes per day, 30 days':
      'SELECT day, sum(calls), sum(bytes_out) FROM access_by_day GROUP BY day ORDER BY day',
    'principals by bytes, 30 days':
      'SELECT principal, sum(bytes_out) AS b, sum(reads) FROM access_by_day GROUP BY principal ORDER BY b DESC LIMIT 20',
    'one principal by hour, 30 days':
      "SELECT hour, sum(calls) FROM access_by_hour WHERE principal = '123456789012:assumed-role:role-7' GROUP BY hour ORDER BY hour",
    'distinct keys per bucket, 30 days':
      'SELECT bucket, uniqCombined64Merge(14)(keys) FROM access_day_log FINAL WHERE events > 0 GROUP BY bucket',
    'networks not familiar': "SELECT * FROM access_seen WHERE kind = 'network' AND familiarity < 0.3 LIMIT 50",
    'readers of sensitive data': 'SELECT * FROM sensitive_readers LIMIT 20',
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
