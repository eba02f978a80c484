/**
 * Ten thousand secrets go through the services as processes, every one of them is found, and then every byte that was kept
 * or told is searched: data of the bus and of ClickHouse, logs at the finest level, dead letters, what a crash prints,
 * metrics, traces. None may be there raw, encoded, or as a hash that needs no key.
 */
import assert from 'node:assert/strict';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { type Bus, openBus } from '@dowser/bus';
import { topics } from '@dowser/contracts';
import { type FrontProcess, type ManagedProcess, startClickHouse, startService } from '@dowser/local';
import { fingerprint } from '@dowser/scanner';
import { openStore, type Store } from '@dowser/store';
import { startTraceCollector, type TraceCollector, until } from '@dowser/testkit';
import { type Canary, makeCanaries } from './canaries.ts';
import { createSearch } from './find-traces.ts';

const CANARIES = 10_000;
const KEY = 'the canaries are fingerprinted under this';
const BUCKET = 'canaries';
/** In none of these is it an object's end that is broken or unknown. */
const READABLE = [
  'plain.log',
  'rows.csv',
  'lines.jsonl',
  'packed.log.gz',
  'packed.log.zst',
  'wide.txt',
  'one-line.txt',
];
const BROKEN = ['cut.log.gz', 'broken.json', 'picture.bin'];

const canaries = makeCanaries(CANARIES);
const search = createSearch(canaries.map(({ value }) => value));

describe('ten thousand canaries', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'dowser-canaries-'));
  const kept = join(folder, 'kept');
  const logs = join(kept, 'logs');
  const services: ManagedProcess[] = [];
  let collector: TraceCollector;
  let clickhouse: FrontProcess;
  let store: Store;
  let bus: Bus;

  before(async () => {
    mkdirSync(join(folder, BUCKET));
    writeObjects(join(folder, BUCKET), canaries);
    collector = await startTraceCollector();
    clickhouse = await startClickHouse({ port: 0, dataDir: join(kept, 'clickhouse') });
    store = openStore({ url: clickhouse.url, database: 'dowser' });
    bus = await openBus(`sqlite:${join(kept, 'bus.db')}`);
    await bus.ensureTopics(Object.values(topics));
  });
  after(async () => {
    await Promise.all(services.map((service) => service.stop()));
    await bus.close();
    await store.close();
    await clickhouse.stop();
    await collector.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const start = (name: 'ingest' | 'matcher' | 'sink'): ManagedProcess => {
    const env = {
      PATH: process.env.PATH,
      DOWSER_BUS_URL: `sqlite:${join(kept, 'bus.db')}`,
      DOWSER_CLICKHOUSE_URL: clickhouse.url,
      DOWSER_OBJECTS_URL: `file://${join(folder, BUCKET)}`,
      DOWSER_LISTINGS: `s3://${BUCKET}`,
      DOWSER_ONCE: 'true',
      DOWSER_FINGERPRINT_KEY: KEY,
      DOWSER_WORKERS: '1',
      DOWSER_READ_ANY_EXTENSION: 'true',
      DOWSER_LOG_LEVEL: 'trace',
      DOWSER_HTTP_PORT: '0',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    };
    const service = startService(name, env, logs);
    services.push(service);
    return service;
  };
  const number = async (sql: string): Promise<number> => Number((await store.query<{ n: string }>(sql))[0]!.n);

  test('every one of them is found; a dead letter and a crash are there too', async () => {
    const ingest = start('ingest');
    start('sink');
    const matcher = start('matcher');
    assert.equal(await ingest.exited, 0);
    const malformed = { key: 'k', value: Buffer.from('{"schemaVersion":1,"not":"a task"}') };
    await bus.produce(topics.bulkObjectTasks.name, [malformed]);
    const objects = READABLE.length + BROKEN.length;
    await until(
      () =>
        number('SELECT count() AS n FROM object_scans').then(
          (n) => n === objects,
          () => false,
        ),
      'verdicts',
    );
    await until(async () => (await number('SELECT count() AS n FROM dead_letters')) === 1, 'the dead letter');

    const found = await store.query<{ fingerprint: string }>('SELECT DISTINCT fingerprint FROM occurrence_log');
    const fingerprints = new Set(found.map((row) => row.fingerprint));
    const missed = canaries.filter(({ value }) => !fingerprints.has(fingerprint(KEY, value)));
    assert.deepEqual(
      missed.slice(0, 3).map(({ line }) => line),
      [],
      `${missed.length} of ${CANARIES} not found under their keyed fingerprint`,
    );

    for (const service of ['matcher', 'sink']) {
      const answer = await fetch(`http://127.0.0.1:${portOf(join(logs, `${service}.log`))}/metrics`);
      writeFileSync(join(kept, `${service}.metrics`), await answer.text());
    }
    assert.equal(await crash(matcher, join(kept, 'bus.db'), bus), 1);
    assert.match(readFileSync(join(logs, 'matcher.log'), 'utf8'), /"msg":"a bug"/);
  });

  test('the trace of an object goes from its listing to its row', async () => {
    await until(() => collector.spans().some(({ service }) => service === 'dowser-sink'), 'the last spans');
    const spans = collector.spans();
    const roots = spans.filter(({ name, parentSpanId }) => name === 'ingest object' && parentSpanId === '');
    assert.equal(roots.length, READABLE.length + BROKEN.length);
    const whole = roots.filter(({ traceId, spanId }) => {
      const scan = spans.find((span) => span.parentSpanId === spanId && span.name === 'matcher object-tasks.bulk.v1');
      const row = spans.find((span) => span.parentSpanId === scan?.spanId && span.name === 'sink scan-results.v1');
      return scan?.traceId === traceId && row?.traceId === traceId && row.service === 'dowser-sink';
    });
    assert.ok(whole.length > 0, JSON.stringify(spans.map(({ service, name }) => `${service}: ${name}`)));
  });

  test('none of them is in anything that was kept or told', async () => {
    const tables = await store.query<{ place: string }>(
      "SELECT concat(database, '.', name) AS place FROM system.tables WHERE (database = 'dowser' AND engine != 'View') OR (database = 'system' AND name LIKE '%\\_log')",
    );
    assert.ok(tables.length >= 6, 'the tables of rows are among them');
    for (const { place } of tables) {
      writeFileSync(join(kept, `${place}.dump`), await bytesOf(await store.raw(`SELECT * FROM ${place}`, 'TSVRaw')));
    }
    writeFileSync(join(kept, 'traces'), collector.bytes());
    const files = globSync('**', { cwd: kept }).filter((file) => statSync(join(kept, file)).isFile());
    for (const wanted of [
      'bus.db',
      'logs/matcher.log',
      'logs/sink.log',
      'sink.metrics',
      'dowser.occurrence_log.dump',
    ]) {
      assert.ok(files.includes(wanted) && statSync(join(kept, wanted)).size > 0, `${wanted} of ${files.join(' ')}`);
    }
    for (const file of files) assert.deepEqual(search(readFileSync(join(kept, file))), [], file);
  });

  test('the search would have seen one in the objects themselves', () => {
    assert.notDeepEqual(search(readFileSync(join(folder, BUCKET, 'plain.log'))), []);
    assert.notDeepEqual(search(readFileSync(join(folder, BUCKET, 'wide.txt'))), []);
  });
});

/** The canaries in many kinds of object; the broken ones hold the same again. */
function writeObjects(folder: string, all: readonly Canary[]): void {
  const share = Math.ceil(all.length / READABLE.length);
  const of = (i: number): readonly Canary[] => all.slice(i * share, (i + 1) * share);
  const lines = (some: readonly Canary[]): string => some.map(({ line }) => `${line}\n`).join('');
  const put = (name: string, content: string | Uint8Array): void => writeFileSync(join(folder, name), content);
  const [plain, rows, json, gzip, zstd, wide, one] = READABLE.map((_, i) => of(i));
  put('plain.log', lines(plain!));
  put('rows.csv', `number,note\n${rows!.map(({ line }, i) => `${i},"${line}"\n`).join('')}`);
  put('lines.jsonl', json!.map(({ line }, i) => `${JSON.stringify({ i, note: line })}\n`).join(''));
  put('packed.log.gz', gzipSync(lines(gzip!)));
  put('packed.log.zst', zstdCompressSync(Buffer.from(lines(zstd!))));
  put('wide.txt', Buffer.from(`\ufeff${lines(wide!)}`, 'utf16le'));
  put('one-line.txt', one!.map(({ line }) => line).join(' ; '));
  const again = lines(all.slice(0, 400));
  put('cut.log.gz', gzipSync(again).subarray(0, -600));
  put('broken.json', `{"notes": [${all.slice(0, 400).map(({ line }) => JSON.stringify(line))}, {"end": `);
  put('picture.bin', Buffer.concat([Buffer.from([0, 1, 2, 3, 0, 255, 254]), Buffer.from(again)]));
}

/** Takes the bus's claims away under the matcher while it has all canaries to scan again; gives its exit code. */
async function crash(matcher: ManagedProcess, path: string, bus: Bus): Promise<number> {
  const db = new DatabaseSync(path, { timeout: 5_000 });
  const again = db
    .prepare(
      "SELECT key, value FROM messages WHERE value LIKE '%objectVersionId%' AND key LIKE ? ORDER BY place LIMIT 40",
    )
    .all(`${BUCKET}/%`) as { key: string; value: Uint8Array }[];
  const tasks = again.filter(({ value }) => Buffer.from(value).includes('"restored"'));
  assert.ok(tasks.length > 0);
  await bus.produce(topics.liveObjectTasks.name, tasks);
  db.exec('ALTER TABLE claims RENAME TO claims_taken_away');
  db.close();
  return matcher.exited;
}

function portOf(logFile: string): number {
  for (const line of readFileSync(logFile, 'utf8').split('\n')) {
    const { port, msg = '' } = line.startsWith('{') ? (JSON.parse(line) as { port?: number; msg?: string }) : {};
    if (port !== undefined && msg.includes('/metrics')) return port;
  }
  throw new Error(`${basename(logFile)} tells no port`);
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}
