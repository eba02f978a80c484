import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bus, BusBatch, BusMessage } from '@dowser/bus';
import { until } from '../until.ts';
import { type MakeRig, numbered, textOf } from './rig.ts';

export function groupTests(rig: MakeRig, open: () => Promise<Bus>): void {
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
