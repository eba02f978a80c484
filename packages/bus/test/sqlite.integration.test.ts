import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openBus } from '@dowser/bus';
import { busConformance, until } from '@dowser/testkit';

const run = promisify(execFile);

async function newBus() {
  const directory = await mkdtemp(join(tmpdir(), 'dowser-bus-'));
  return {
    url: `sqlite:${join(directory, 'bus.db')}`,
    options: { sessionTimeoutMs: 1_000, rebalanceGraceMs: 300 },
    tearDown: () => rm(directory, { recursive: true, force: true }),
  };
}

busConformance('SQLite', newBus);

test('several processes send and receive on one file at once: nothing is lost, order per key holds', async () => {
  const { url, options, tearDown } = await newBus();
  const bus = await openBus(url, options);
  await bus.ensureTopics([{ name: 't', partitions: 4, retentionMs: 86_400_000 }]);
  const seen = new Map<string, number[]>();
  const subscription = await bus.consume({
    group: 'g',
    topics: ['t'],
    maxBatchMessages: 50,
    partitionsConcurrent: 4,
    handle: async (batch) => {
      for (const { key, value } of batch.messages) {
        seen.set(key, [
          ...(seen.get(key) ?? []),
          Number(
            Buffer.from(value)
              .toString()
              .slice(key.length + 1),
          ),
        ]);
      }
    },
  });
  const count = 400;
  const child = fileURLToPath(new URL('./produce-child.ts', import.meta.url));
  const keys = ['a', 'b', 'c', 'd'];
  await Promise.all(keys.map((key) => run(process.execPath, [child, url, 't', key, String(count)])));
  await until(async () => (await bus.lag('g', ['t'])) === 0, 'all handled');
  await subscription.stop();
  await subscription.done;
  const expected = Array.from({ length: count }, (_, i) => i);
  for (const key of keys) assert.deepEqual(seen.get(key), expected, `order of ${key}`);
  await bus.close();
  await tearDown();
});
