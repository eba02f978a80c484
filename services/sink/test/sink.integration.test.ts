import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Bus, openBus, type Subscription } from '@dowser/bus';
import { ConsumerGroup, topics } from '@dowser/contracts';
import { type FrontProcess, startClickHouse } from '@dowser/local';
import { openStore, type Store, type TableName, type TableRows } from '@dowser/store';
import { createTelemetry, type Telemetry } from '@dowser/telemetry';
import { until } from '@dowser/testkit';
import type { SinkMessage } from '../src/core.ts';
import { runSink } from '../src/run-sink.ts';
import { letter, occurrences, record, verdict } from './messages.ts';
import { topicOf } from './store-fixture.ts';

const SINK_TOPICS = [topics.objectRecords.name, topics.scanResults.name, topics.deadLetters.name];
const OBJECTS = 120;
const PER_OBJECT = 7;

/** `OBJECTS` objects, each with a record, occurrences in several messages, and a verdict. */
function messages(): SinkMessage[] {
  return Array.from({ length: OBJECTS }, (_, i) => {
    const object = { key: `dir-${i % 5}/object-${i}`, sequencer: 'A' };
    const scan = { object, counts: { X_LOW: PER_OBJECT - 1, X_HIGH: 1 } };
    return [record(object), ...occurrences(scan, 3), verdict(scan)];
  }).flat();
}

const EXPECTED = { objects: OBJECTS, object_scans: OBJECTS, findings: OBJECTS * 2, occurrences: OBJECTS * PER_OBJECT };

describe('the sink on a real bus and a real ClickHouse', () => {
  let folder: string;
  let clickhouse: FrontProcess;
  const worlds: World[] = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dowser-sink-'));
    clickhouse = await startClickHouse({ port: 0, dataDir: join(folder, 'clickhouse') });
  });
  after(async () => {
    for (const world of worlds) await world.close();
    await clickhouse.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  interface World {
    readonly bus: Bus;
    readonly busUrl: string;
    readonly database: string;
    readonly store: Store;
    readonly telemetry: Telemetry;
    send(values: readonly SinkMessage[]): Promise<void>;
    /** Starts a sink; `store` stands in for the real one where a test interferes. */
    start(options?: {
      store?: Pick<Store, 'insert'>;
      batchMessages?: number;
      stop?: AbortSignal;
    }): Promise<Subscription>;
    caughtUp(): Promise<void>;
    counts(): Promise<Record<string, number>>;
    close(): Promise<void>;
  }

  async function openWorld(): Promise<World> {
    const database = `run_${worlds.length}`;
    const busUrl = `sqlite:${join(folder, `${database}.db`)}`;
    const bus = await openBus(busUrl);
    await bus.ensureTopics(Object.values(topics));
    const store = openStore({ url: clickhouse.url, database });
    await store.migrate();
    const telemetry = createTelemetry({ service: 'sink-test', level: 'silent' });
    const world: World = {
      bus,
      busUrl,
      database,
      store,
      telemetry,
      async send(values) {
        for (const topic of SINK_TOPICS) {
          const records = values
            .filter((value) => topicOf(value) === topic)
            .map((value) => ({ key: keyOf(value), value: Buffer.from(JSON.stringify(value)) }));
          if (records.length > 0) await bus.produce(topic, records);
        }
      },
      start: ({ store: given = store, batchMessages = 50 } = {}) =>
        runSink({ bus, store: given, telemetry, batchMessages, partitionsConcurrent: 4, lingerMs: 5 }),
      caughtUp: () =>
        until(async () => (await bus.lag(ConsumerGroup.Sink, SINK_TOPICS)) === 0, 'the sink has caught up'),
      async counts() {
        const counts: Record<string, number> = {};
        for (const view of Object.keys(EXPECTED)) {
          const [row] = await store.query<{ n: number }>(`SELECT count() AS n FROM ${view}`);
          counts[view] = Number(row?.n);
        }
        return counts;
      },
      async close() {
        await store.close();
        await bus.close();
      },
    };
    worlds.push(world);
    return world;
  }

  const keyOf = (value: SinkMessage): string =>
    'objectVersionId' in value ? value.objectVersionId : 'eventId' in value ? value.eventId : value.origin;

  test('everything arrives; replays, whole and in other batches, change no count', async () => {
    const world = await openWorld();
    const sent = messages();
    await world.send(sent);
    const subscription = await world.start();
    await world.caughtUp();
    assert.deepEqual(await world.counts(), EXPECTED);
    await world.send(sent);
    await world.caughtUp();
    assert.deepEqual(await world.counts(), EXPECTED);
    await subscription.stop();
    const other = await world.start({ batchMessages: 3 });
    await world.send(sent.slice(0, 60));
    await world.caughtUp();
    assert.deepEqual(await world.counts(), EXPECTED);
    await other.stop();
  });

  test('a crash between insert and commit writes twice and counts once', async () => {
    const world = await openWorld();
    await world.send(messages());
    let crashes = 0;
    const crashing: Pick<Store, 'insert'> = {
      insert: async <T extends TableName>(table: T, rows: readonly TableRows[T][]) => {
        await world.store.insert(table, rows);
        crashes++;
        throw new Error('the process dies here');
      },
    };
    for (let i = 0; i < 3; i++) {
      const subscription = await world.start({ store: crashing });
      await assert.rejects(subscription.done, /the process dies here/);
      await subscription.stop().catch(() => undefined);
    }
    assert.ok(crashes >= 3);
    const subscription = await world.start();
    await world.caughtUp();
    assert.deepEqual(await world.counts(), EXPECTED);
    const [raw] = await world.store.query<{ written: number }>(
      `SELECT sum(rows) AS written FROM system.parts WHERE database = {database:String}
       AND table IN ('object_log', 'scan_log', 'occurrence_log') AND min_block_number = max_block_number`,
      { database: world.database },
    );
    assert.ok(
      Number(raw?.written) > EXPECTED.objects + EXPECTED.object_scans + EXPECTED.occurrences,
      'rows came twice',
    );
    await subscription.stop();
  });

  test('what no schema knows becomes a dead letter, and the rest goes on', async () => {
    const world = await openWorld();
    const unknown = { ...record({ key: 'new' }), schemaVersion: 2 };
    await world.bus.produce(topics.objectRecords.name, [
      { key: 'a', value: Buffer.from(JSON.stringify(record({ key: 'known' }))) },
      { key: 'a', value: Buffer.from(JSON.stringify(unknown)) },
      { key: 'a', value: Buffer.from('{') },
    ]);
    await world.send([letter({ origin: 'sqs:7' }), { ...record({ key: 'bad-id' }), objectVersionId: 'é'.repeat(32) }]);
    const subscription = await world.start();
    await world.caughtUp();
    const rows = await world.store.query<Record<string, string>>(
      'SELECT stage, origin, code, detail, payload FROM dead_letters ORDER BY code, origin',
    );
    assert.deepEqual(rows.map(({ stage, code }) => `${stage} ${code}`).sort(), [
      'ingest MALFORMED_JSON',
      'sink MALFORMED_JSON',
      'sink UNKNOWN_SCHEMA',
      'sink UNKNOWN_SCHEMA',
    ]);
    const version = rows.find(({ detail }) => detail?.includes('schemaVersion'));
    assert.match(version?.origin ?? '', /^object-records\.v1\/\d+@\d+$/);
    assert.deepEqual(JSON.parse(Buffer.from(version?.payload ?? '', 'base64').toString()), unknown);
    assert.deepEqual(await world.store.query('SELECT key FROM objects'), [{ key: 'known' }]);
    await subscription.stop();
  });

  test('ClickHouse away and back on its folder: nothing is lost; a stop meanwhile holds the offsets', async () => {
    const world = await openWorld();
    const sent = messages();
    await world.send(sent.slice(0, 100));
    const struck = await world.start({ batchMessages: 5 });
    await until(async () => (await world.counts()).objects! > 0, 'some is written');
    const port = Number(new URL(clickhouse.url).port);
    await clickhouse.kill();
    await world.send(sent.slice(100));
    await until(() => (world.telemetry.snapshot()['retried{stage="sink"}'] ?? 0) > 0, 'the sink has noticed');
    await struck.stop();
    assert.ok((await world.bus.lag(ConsumerGroup.Sink, SINK_TOPICS)) > 0, 'the offsets are held');
    const subscription = await world.start();
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.ok((await world.bus.lag(ConsumerGroup.Sink, SINK_TOPICS)) > 0, 'still away');
    clickhouse = await startClickHouse({ port, dataDir: join(folder, 'clickhouse') });
    await world.caughtUp();
    assert.deepEqual(await world.counts(), EXPECTED);
    await subscription.stop();
  });

  describe('as a process', () => {
    const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
    const start = (
      env: Record<string, string>,
    ): { child: ChildProcess; log: () => string; exited: Promise<unknown[]> } => {
      const child = spawn(process.execPath, [main], {
        env: { PATH: process.env.PATH ?? '', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let text = '';
      child.stderr?.on('data', (chunk: Buffer) => {
        text += String(chunk);
      });
      return { child, log: () => text, exited: once(child, 'exit') };
    };

    test('makes the tables, writes, survives a kill -9, and ends cleanly on SIGTERM', async () => {
      const world = await openWorld();
      const env = {
        DOWSER_BUS_URL: world.busUrl,
        DOWSER_CLICKHOUSE_URL: clickhouse.url,
        DOWSER_CLICKHOUSE_DATABASE: world.database,
        DOWSER_SINK_BATCH_MESSAGES: '10',
      };
      await world.send(messages());
      const killed = start(env);
      await until(async () => (await world.counts()).object_scans! > 10, 'some is written', 60_000);
      killed.child.kill('SIGKILL');
      await killed.exited;
      const sink = start(env);
      await world.caughtUp();
      assert.deepEqual(await world.counts(), EXPECTED);
      sink.child.kill('SIGTERM');
      const [code] = await sink.exited;
      assert.equal(code, 0, sink.log());
      assert.match(sink.log(), /sink ended/);
    });

    test('a bug ends it with exit 1 and the error in the log', async () => {
      const world = await openWorld();
      await world.send([verdict()]);
      const broken = start({
        DOWSER_BUS_URL: world.busUrl,
        DOWSER_CLICKHOUSE_URL: `${clickhouse.url}/nowhere`,
        DOWSER_CLICKHOUSE_DATABASE: world.database,
      });
      const [code] = await broken.exited;
      assert.equal(code, 1, broken.log());
      assert.match(broken.log(), /StoreError/);
    });

    test('a configuration that cannot work ends it with exit 2 before anything is connected', async () => {
      const sink = start({ DOWSER_CLICKHOUSE_URL: 'nonsense' });
      const [code] = await sink.exited;
      assert.equal(code, 2);
      assert.match(sink.log(), /DOWSER_BUS_URL.*DOWSER_CLICKHOUSE_URL/s);
    });
  });
});
