import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bus } from '@dowser/bus';
import { gate, until } from '../until.ts';
import { killedInBatch } from './killed-in-batch.ts';
import { type BusUnderTest, type MakeRig, numbered, range, textOf } from './rig.ts';

export function redeliveryTests(rig: MakeRig, subject: () => BusUnderTest, open: () => Promise<Bus>): void {
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
    const orders = { topic, group, maxBatchMessages: 10, batches: 2 };
    const bus = subject();
    if ('url' in bus) await killedInBatch({ ...orders, url: bus.url, options: bus.options });
    else await bus.killedInBatch(orders);
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
