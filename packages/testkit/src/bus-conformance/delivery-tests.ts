import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BusBatch, BusMessage, Subscription } from '@dowser/bus';
import { until } from '../until.ts';
import { type MakeRig, numbered, range, textOf } from './rig.ts';

export function deliveryTests(rig: MakeRig): void {
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

  test('headers go with their record; a record without has none', async () => {
    const { bus, topic, consume } = await rig(1);
    const headers = { 'dowser-traceparent': '00-1-2-01', other: 'Grüße' };
    await bus.produce(topic, [
      { key: 'k', value: Buffer.from('with'), headers },
      { key: 'k', value: Buffer.from('without') },
    ]);
    const seen: BusMessage[] = [];
    const subscription = await consume(async (batch) => void seen.push(...batch.messages));
    await until(() => seen.length >= 2, 'both are there');
    await subscription.stop();
    assert.deepEqual(seen[0]!.headers, headers);
    assert.deepEqual(Object.keys(seen[1]!.headers ?? {}), []);
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
