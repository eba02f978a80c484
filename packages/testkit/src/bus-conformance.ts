import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  type Bus,
  type BusBatch,
  type BusMessage,
  type BusOptions,
  type ConsumeOptions,
  MAX_RECORD_BYTES,
  openBus,
  type Subscription,
} from '@dowser/bus';
import { TransientError } from '@dowser/pipeline';
import { type CrashChildOrders, STUCK } from './bus-crash-child.ts';
import { gate, until } from './until.ts';

export interface BusUnderTest {
  readonly url: string;
  /** Short times, so that the suite need not wait for the defaults. */
  readonly options: BusOptions;
  tearDown(): Promise<void>;
}

const DAY_MS = 86_400_000;

/** What every bus has to do, as node:test tests. `skip` says why the adapter cannot be tried here. */
export function busConformance(name: string, setUp: () => Promise<BusUnderTest>, skip: string | false = false): void {
  describe(`bus conformance: ${name}`, { skip }, () => {
    let subject: BusUnderTest;
    let bus: Bus;
    before(async () => {
      subject = await setUp();
      bus = await openBus(subject.url, subject.options);
    });
    after(async () => {
      await bus?.close();
      await subject?.tearDown();
    });
    const open = (): Promise<Bus> => openBus(subject.url, subject.options);
    const rig = (partitions: number): Promise<Rig> => createRig(bus, partitions);
    deliveryTests(rig);
    limitTests(rig, () => bus);
    redeliveryTests(rig, () => subject, open);
    groupTests(rig, open);
  });
}

/** A topic of its own, and a group of its own. */
interface Rig {
  readonly bus: Bus;
  readonly topic: string;
  readonly group: string;
  /** Sends texts: `key=value`. */
  send(...texts: string[]): Promise<void>;
  consume(handle: ConsumeOptions['handle'], options?: Partial<ConsumeOptions>, on?: Bus): Promise<Subscription>;
  lag(group?: string): Promise<number>;
}

async function createRig(bus: Bus, partitions: number): Promise<Rig> {
  const topic = `conformance-${randomUUID()}`;
  const group = `group-${randomUUID()}`;
  await bus.ensureTopics([{ name: topic, partitions, retentionMs: DAY_MS }]);
  return {
    bus,
    topic,
    group,
    send: (...texts) => bus.produce(topic, texts.map(record)),
    consume: (handle, options = {}, on = bus) =>
      on.consume({ group, topics: [topic], maxBatchMessages: 100, handle, ...options }),
    lag: (of = group) => bus.lag(of, [topic]),
  };
}

const record = (text: string) => ({ key: text.slice(0, text.indexOf('=')), value: Buffer.from(text) });
const textOf = (message: BusMessage): string => Buffer.from(message.value).toString();
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
const numbered = (from: number, to: number, keys = 1): string[] => range(from, to).map((i) => `k${i % keys}=${i}`);

type MakeRig = (partitions: number) => Promise<Rig>;

function deliveryTests(rig: MakeRig): void {
  test('order is kept per key, a key stays in its partition, offsets run without gaps', async () => {
    const { send, consume } = await rig(4);
    const texts = numbered(0, 300, 20);
    for (let i = 0; i < texts.length; i += 50) await send(...texts.slice(i, i + 50));
    const seen: BusMessage[] = [];
    const sizes = new Set<number>();
    const subscription = await consume(
      async (batch) => {
        sizes.add(batch.messages.length);
        for (const message of batch.messages) {
          assert.deepEqual([message.topic, message.partition], [batch.topic, batch.partition]);
        }
        seen.push(...batch.messages);
      },
      { maxBatchMessages: 7 },
    );
    await until(() => seen.length >= texts.length, 'all messages handled');
    await subscription.stop();
    await subscription.done;

    assert.equal(seen.length, texts.length);
    assert.ok(Math.max(...sizes) <= 7, 'no batch over maxBatchMessages');
    for (const key of new Set(seen.map((message) => message.key))) {
      const ofKey = seen.filter((message) => message.key === key);
      assert.deepEqual(
        ofKey.map(textOf),
        texts.filter((text) => text.startsWith(`${key}=`)),
        `order of ${key}`,
      );
      assert.equal(new Set(ofKey.map((message) => message.partition)).size, 1, `partition of ${key}`);
    }
    const partitions = new Set(seen.map((message) => message.partition));
    assert.ok(partitions.size > 1, 'twenty keys use more than one partition');
    for (const partition of partitions) {
      const offsets = seen
        .filter((message) => message.partition === partition)
        .map((message) => Number(message.offset));
      assert.deepEqual(offsets, range(0, offsets.length), `offsets of partition ${partition}`);
    }
  });

  test('two groups each get everything', async () => {
    const { send, consume, lag } = await rig(2);
    await send(...numbered(0, 20, 5));
    const seen: Record<string, string[]> = { first: [], second: [] };
    const start = (name: string): Promise<Subscription> =>
      consume(async (batch) => void seen[name]!.push(...batch.messages.map(textOf)), {
        group: `${name}-${randomUUID()}`,
      });
    const both = [await start('first'), await start('second')];
    await until(() => seen.first!.length >= 20 && seen.second!.length >= 20, 'both groups have all');
    await Promise.all(both.map((subscription) => subscription.stop()));
    assert.deepEqual(seen.first!.sort(), seen.second!.sort());
    assert.equal(await lag('a-group-that-never-was'), 20);
  });

  test('a waiting consumer gets what is sent later', async () => {
    const { send, consume } = await rig(1);
    const seen: string[] = [];
    const subscription = await consume(async (batch) => void seen.push(...batch.messages.map(textOf)));
    for (const i of range(0, 5)) {
      await send(`k=${i}`);
      await until(() => seen.length > i, `message ${i} handled`);
    }
    await subscription.stop();
    assert.deepEqual(seen, ['k=0', 'k=1', 'k=2', 'k=3', 'k=4']);
  });

  test('partitionsConcurrent partitions are handled at a time, each by one handler; by default one', async () => {
    for (const partitionsConcurrent of [undefined, 3]) {
      const { send, consume, lag } = await rig(4);
      const wanted = partitionsConcurrent ?? 1;
      await send(...numbered(0, 400, 40));
      const running = new Map<number, number>();
      let most = 0;
      const handle = async (batch: BusBatch): Promise<void> => {
        running.set(batch.partition, (running.get(batch.partition) ?? 0) + 1);
        assert.equal(running.get(batch.partition), 1, 'one handler per partition');
        most = Math.max(most, running.size);
        if (most < wanted) await until(() => most >= wanted, `${wanted} handlers at a time`);
        await sleep(5);
        running.delete(batch.partition);
      };
      const options = { maxBatchMessages: 50, ...(partitionsConcurrent === undefined ? {} : { partitionsConcurrent }) };
      const subscription = await consume(handle, options);
      await Promise.race([subscription.done, until(async () => (await lag()) === 0, 'all committed')]);
      await subscription.stop();
      await subscription.done;
      assert.equal(most, wanted);
    }
  });
}

function limitTests(rig: MakeRig, bus: () => Bus): void {
  test('ten thousand records in one call, and a record of 900 KB', async () => {
    const { bus, topic, send, consume, lag } = await rig(3);
    await send(...numbered(0, 10_000, 100));
    await bus.produce(topic, [{ key: 'large', value: Buffer.alloc(900_000, 7) }]);
    assert.equal(await lag(), 10_001);
    const seen = new Set<string>();
    let largest = 0;
    const subscription = await consume(
      async (batch) => {
        for (const message of batch.messages) {
          if (message.key === 'large') largest = message.value.byteLength;
          else seen.add(textOf(message));
        }
      },
      { maxBatchMessages: 1_000 },
    );
    await until(async () => (await lag()) === 0, 'all committed');
    await subscription.stop();
    assert.equal(seen.size, 10_000);
    assert.equal(largest, 900_000);
  });

  test('a record of MAX_RECORD_BYTES passes, one byte more is refused', async () => {
    const { bus, topic, consume, lag } = await rig(1);
    const sized = (bytes: number) => ({ key: 'k', value: Buffer.alloc(bytes - 1, 7) });
    await assert.rejects(bus.produce(topic, [sized(MAX_RECORD_BYTES + 1)]), (error) => {
      assert.ok(error instanceof Error && !(error instanceof TransientError), 'sending it again would not help');
      assert.match(error.message, new RegExp(`${MAX_RECORD_BYTES + 1} bytes for ${topic}`));
      return true;
    });
    await bus.produce(topic, [sized(MAX_RECORD_BYTES), sized(MAX_RECORD_BYTES), sized(MAX_RECORD_BYTES)]);
    const sizes: number[] = [];
    const subscription = await consume(
      async (batch) => void sizes.push(...batch.messages.map((m) => m.value.byteLength)),
    );
    await until(async () => (await lag()) === 0, 'all committed');
    await subscription.stop();
    assert.deepEqual(sizes, Array(3).fill(MAX_RECORD_BYTES - 1));
  });

  test('nothing to send is nothing sent', async () => {
    const { bus, topic, lag } = await rig(1);
    await bus.produce(topic, []);
    assert.equal(await lag(), 0);
  });

  test('ensureTopics again changes nothing, and adds what is missing', async () => {
    const { bus, topic, send, lag } = await rig(1);
    await send('k=1');
    const other = `${topic}-other`;
    const specs = [topic, other].map((name) => ({ name, partitions: 8, retentionMs: DAY_MS }));
    await Promise.all([bus.ensureTopics(specs), bus.ensureTopics(specs)]);
    await bus.ensureTopics(specs);
    assert.equal(await lag(), 1);
    await bus.produce(topic, numbered(0, 50, 50).map(record));
    const partitions = new Set<number>();
    const subscription = await bus.consume({
      group: `group-${randomUUID()}`,
      topics: [topic, other],
      maxBatchMessages: 100,
      handle: async (batch) => void partitions.add(batch.partition),
    });
    await until(() => partitions.size > 0, 'something handled');
    await subscription.stop();
    assert.deepEqual([...partitions], [0], 'the topic kept its one partition');
  });

  test('a topic that does not exist yet: TransientError that says what to do', async () => {
    const unknown = `missing-${randomUUID()}`;
    const says = (error: unknown): boolean =>
      error instanceof TransientError && error.message.includes(unknown) && error.message.includes('ensureTopics');
    await assert.rejects(bus().produce(unknown, [record('k=1')]), says);
    await assert.rejects(bus().lag('group', [unknown]), says);
    const options = { group: `group-${randomUUID()}`, topics: [unknown], maxBatchMessages: 1, handle: async () => {} };
    await assert.rejects(bus().consume(options), says);
  });
}

function redeliveryTests(rig: MakeRig, subject: () => BusUnderTest, open: () => Promise<Bus>): void {
  test('nothing is committed before its handler resolves, and lag is exact', async () => {
    const { send, consume, lag } = await rig(1);
    await send(...numbered(0, 25));
    assert.equal(await lag(), 25);
    const gates = range(0, 3).map(() => gate());
    let begun = 0;
    const subscription = await consume(() => gates[begun++]!.opened, { maxBatchMessages: 10 });
    for (const [i, left] of [25, 15, 5].entries()) {
      await until(() => begun === i + 1, `batch ${i} begun`);
      await sleep(50);
      assert.equal(await lag(), left, `lag while batch ${i} is worked on`);
      gates[i]!.open();
    }
    await until(async () => (await lag()) === 0, 'all committed');
    await subscription.stop();
  });

  test('a handler that throws ends the subscription with its error; what was not committed comes again, nothing else', async () => {
    const { send, consume, lag } = await rig(1);
    await send(...numbered(0, 30));
    const fault = new Error('the handler failed');
    let batches = 0;
    const first = await consume(
      async () => {
        if (++batches === 2) throw fault;
      },
      { maxBatchMessages: 10 },
    );
    await assert.rejects(first.done, (error) => error === fault);
    assert.equal(batches, 2, 'no batch after the one that failed');
    await first.stop();
    assert.equal(await lag(), 20);
    const seen: string[] = [];
    const second = await consume(async (batch) => void seen.push(...batch.messages.map(textOf)));
    await until(async () => (await lag()) === 0, 'the rest committed');
    await second.stop();
    assert.deepEqual(seen, numbered(10, 30));
  });

  test('a process killed in the middle of a batch: the batch comes again, the committed ones do not', async () => {
    const { send, consume, lag, topic, group } = await rig(1);
    await send(...numbered(0, 35));
    const { url, options } = subject();
    await killedInBatch({ url, options, topic, group, maxBatchMessages: 10, batches: 2 });
    assert.equal(await lag(), 15);
    const seen: string[] = [];
    const subscription = await consume(async (batch) => void seen.push(...batch.messages.map(textOf)));
    await until(async () => (await lag()) === 0, 'the rest committed', 60_000);
    await subscription.stop();
    assert.deepEqual(seen, numbered(20, 35));
  });

  test('stop waits for the running handler and commits it', async () => {
    const { send, consume, lag } = await rig(1);
    await send(...numbered(0, 20));
    const door = gate();
    let begun = 0;
    const subscription = await consume(
      async (batch) => {
        begun++;
        await door.opened;
        assert.equal(batch.signal.aborted, false);
      },
      { maxBatchMessages: 10 },
    );
    await until(() => begun === 1, 'a handler runs');
    let stopped = false;
    const stopping = subscription.stop().then(() => {
      stopped = true;
    });
    await sleep(100);
    assert.equal(stopped, false, 'the handler still runs');
    door.open();
    await stopping;
    await subscription.done;
    assert.equal(begun, 1, 'nothing new was begun');
    assert.equal(await lag(), 10);
  });

  test('close throws the running work away', async () => {
    const { send, consume, lag } = await rig(1);
    await send(...numbered(0, 10));
    const other = await open();
    const door = gate();
    let signal: AbortSignal | undefined;
    const subscription = await consume(
      async (batch) => {
        signal = batch.signal;
        await door.opened;
      },
      {},
      other,
    );
    await until(() => signal !== undefined, 'a handler runs');
    await other.close();
    await subscription.done;
    assert.equal(signal!.aborted, true);
    door.open();
    await sleep(50);
    assert.equal(await lag(), 10);
  });
}

/** Runs a consumer in a process of its own and kills it inside the handler. */
async function killedInBatch(orders: CrashChildOrders): Promise<void> {
  const script = fileURLToPath(new URL('./bus-crash-child.ts', import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(orders)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += bytes));
  try {
    await until(() => said.includes(STUCK) || child.exitCode !== null, `the child is stuck; it said: ${said}`);
    assert.match(said, new RegExp(STUCK), 'the child ended by itself');
  } finally {
    child.kill('SIGKILL');
    await exited;
  }
}

function groupTests(rig: MakeRig, open: () => Promise<Bus>): void {
  test('a second consumer takes its share and gives it back; nothing is lost', async () => {
    const { send, consume, lag } = await rig(4);
    const seen = { a: new Set<string>(), b: new Set<string>() };
    const take = (name: 'a' | 'b') => async (batch: BusBatch) => {
      for (const message of batch.messages) seen[name].add(textOf(message));
    };
    let sent = 0;
    const sendForty = (): Promise<void> => {
      const from = sent;
      sent += 40;
      return send(...numbered(from, sent, 40));
    };
    const sendUntil = (condition: () => boolean, what: string): Promise<void> =>
      until(async () => {
        await sendForty();
        await sleep(20);
        return condition();
      }, what);
    const options = { maxBatchMessages: 5, partitionsConcurrent: 2 };
    const other = await open();
    const a = await consume(take('a'), options);
    await sendUntil(() => seen.a.size > 0, 'the first works alone');
    const b = await consume(take('b'), options, other);
    await sendUntil(() => seen.b.size > 0, 'the second works too');
    const before = seen.a.size;
    await sendUntil(() => seen.a.size > before + 40, 'the first goes on beside it');
    await b.stop();
    await other.close();
    await until(async () => (await lag()) === 0, 'the first works through all of it');
    const alone = seen.a.size;
    await sendForty();
    await until(() => seen.a.size === alone + 40, 'the first has all partitions again');
    await a.stop();
    assert.equal(new Set([...seen.a, ...seen.b]).size, sent);
  });

  test('a partition that moves away aborts the signal of the handler that does not end; the other consumer gets its work', async () => {
    const { send, consume } = await rig(2);
    await send(...numbered(0, 40, 20));
    const [first, second] = [await open(), await open()];
    const aborted = new Set<number>();
    const stuck = (batch: BusBatch): Promise<void> =>
      new Promise((resolve) => {
        batch.signal.addEventListener('abort', () => {
          aborted.add(batch.partition);
          resolve();
        });
      });
    const begun: number[] = [];
    const a = await consume(
      (batch) => {
        begun.push(batch.partition);
        return stuck(batch);
      },
      { partitionsConcurrent: 2 },
      first,
    );
    await until(() => begun.length === 2, 'both partitions are being worked on');
    const seen: BusMessage[] = [];
    const b = await consume(async (batch) => void seen.push(...batch.messages), {}, second);
    await until(() => seen.length > 0, 'the second gets a partition', 60_000);
    assert.ok(aborted.has(seen[0]!.partition), 'its first holder was told');
    assert.equal(seen[0]!.offset, 0n, 'from the beginning: nothing of it was committed');
    await b.stop();
    await first.close();
    await second.close();
    await a.done;
  });
}
