import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { type Bus, MAX_RECORD_BYTES } from '@dowser/bus';
import { TransientError } from '@dowser/pipeline';
import { until } from '../until.ts';
import { DAY_MS, type MakeRig, numbered, record, textOf } from './rig.ts';

export function limitTests(rig: MakeRig, bus: () => Bus): void {
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
