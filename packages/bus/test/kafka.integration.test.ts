import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Bus, type BusBatch, openBus } from '@dowser/bus';
import { type KafkaUnderTest, kafkaForTests } from '@dowser/kafka';
import { retryTransient, TransientError } from '@dowser/pipeline';
import { busConformance, gate, startTraceCollector, until } from '@dowser/testkit';
import { Kafka, logLevel } from 'kafkajs';
import { startConsumer } from '../src/kafka/consumer.ts';

const { skip, start } = await kafkaForTests(process.env);
const options = { sessionTimeoutMs: 6_000, rebalanceGraceMs: 1_000, clientId: `test-${randomUUID()}` };
/** Longer than the session, than all of kafkajs's own retries, and than an idle consumer survives by itself. */
const AWAY_MS = 25_000;

let kafka: KafkaUnderTest;
before(async () => {
  if (skip === false) kafka = await start();
});
after(() => kafka?.tearDown());

busConformance('Kafka', async () => ({ url: `kafka://${kafka.brokers}`, options, tearDown: async () => {} }), skip);

describe('traced by OpenTelemetry', { skip }, () => {
  test("the sends and batches of kafkajs are told, and leave our records' headers alone", async () => {
    const collector = await startTraceCollector();
    const child = fileURLToPath(new URL('../../tracing/test/traced-kafka.ts', import.meta.url));
    const args = [
      '--disable-warning=TimeoutNegativeWarning',
      child,
      `kafka://${kafka.brokers}`,
      `traced-${randomUUID()}`,
    ];
    const env = { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    assert.equal(stdout.trim(), 'ours');
    const told = collector.spans().filter(({ scope }) => scope.endsWith('instrumentation-kafkajs'));
    for (const what of [/^send traced-/, /^(poll|receive|process) traced-/]) {
      assert.ok(
        told.some(({ name }) => what.test(name)),
        `${what} in ${told.map(({ name }) => name).join(', ')}`,
      );
    }
    await collector.close();
  });
});

describe('the broker goes away', { skip }, () => {
  test('killed in the middle of a batch and back: consumers go on by themselves, nothing is lost', async (t) => {
    const { broker } = kafka;
    if (broker === undefined) {
      t.skip('the broker is not ours to kill');
      return;
    }
    const notices: string[] = [];
    const bus = await openBus(`kafka://${kafka.brokers}`, { ...options, onNotice: (text) => notices.push(text) });
    const topic = `away-${randomUUID()}`;
    await bus.ensureTopics([{ name: topic, partitions: 2, retentionMs: 86_400_000 }]);
    await send(bus, topic, 0, 100);

    const door = gate();
    const busy = new Set<string>();
    const idle = new Set<string>();
    let begun = 0;
    const collect = (into: Set<string>, batch: BusBatch): void => {
      for (const { value } of batch.messages) into.add(Buffer.from(value).toString());
    };
    const consume = (group: string, handle: (batch: BusBatch) => Promise<void>) =>
      bus.consume({ group: `${group}-${topic}`, topics: [topic], maxBatchMessages: 10, handle });
    const subscriptions = [
      await consume('idle', async (batch) => collect(idle, batch)),
      await consume('busy', async (batch) => {
        if (++begun === 3) await door.opened;
        collect(busy, batch);
      }),
    ];
    await until(() => begun === 3 && idle.size === 100, 'one group in the middle, the other idle');

    await broker.kill();
    const sending = retryTransient(() => send(bus, topic, 100, 200), { signal: new AbortController().signal });
    await assert.rejects(bus.lag(`busy-${topic}`, [topic]), TransientError);
    await sleep(AWAY_MS / 2);
    door.open(); // the handler ends while nobody can take its commit
    await sleep(AWAY_MS / 2);
    await broker.restart();

    await sending;
    await until(() => busy.size === 200 && idle.size === 200, 'every record handled by both groups', 60_000);
    for (const group of ['busy', 'idle']) {
      await until(async () => (await bus.lag(`${group}-${topic}`, [topic])) === 0, `${group} has committed all`);
    }
    assert.ok(
      notices.some((text) => text.includes('trying again')),
      'the wait was said',
    );
    for (const subscription of subscriptions) {
      await subscription.stop();
      await subscription.done;
    }
    await bus.close();
  });

  test('a client that shows no life is replaced by a new one', async (t) => {
    const { broker } = kafka;
    if (broker === undefined) {
      t.skip('the broker is not ours to stop');
      return;
    }
    const bus = await openBus(`kafka://${kafka.brokers}`, options);
    const topic = `stuck-${randomUUID()}`;
    await bus.ensureTopics([{ name: topic, partitions: 1, retentionMs: 86_400_000 }]);
    await send(bus, topic, 0, 1);
    const notices: string[] = [];
    const times = { silentMs: 3_000, rebalanceTimeoutMs: 2_000, stuckMs: 3_000 };
    const settings = { ...options, ...times, onNotice: (text: string) => notices.push(text) };
    const client = new Kafka({ brokers: [kafka.brokers], logLevel: logLevel.NOTHING });
    const seen = new Set<string>();
    const subscription = await startConsumer(client, settings, {
      group: topic,
      topics: [topic],
      maxBatchMessages: 10,
      handle: async (batch) => {
        for (const { value } of batch.messages) seen.add(Buffer.from(value).toString());
      },
    });
    await until(() => seen.size === 1, 'the consumer works');
    broker.pause();
    try {
      await until(() => notices.some((text) => text.includes('no sign of life')), 'the silence was noticed');
    } finally {
      broker.resume();
    }
    await send(bus, topic, 1, 2);
    await until(() => seen.size === 2, 'the new client works', 60_000);
    await subscription.stop();
    await subscription.done;
    await bus.close();
  });

  test('no broker at all: TransientError from every call, and close still works', async () => {
    const bus = await openBus('kafka://127.0.0.1:1', options);
    const handle = async (): Promise<void> => {};
    await assert.rejects(bus.ensureTopics([{ name: 't', partitions: 1, retentionMs: 1 }]), TransientError);
    await assert.rejects(bus.produce('t', [{ key: 'k', value: Buffer.from('v') }]), TransientError);
    await assert.rejects(bus.consume({ group: 'g', topics: ['t'], maxBatchMessages: 1, handle }), TransientError);
    await bus.close();
  });
});

async function send(bus: Bus, topic: string, from: number, to: number): Promise<void> {
  const records = Array.from({ length: to - from }, (_, i) => ({ key: `k${i}`, value: Buffer.from(String(from + i)) }));
  await bus.produce(topic, records);
}
