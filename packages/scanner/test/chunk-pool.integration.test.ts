import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import workerThreads, { Worker } from 'node:worker_threads';
import { CHUNK_ATTEMPTS, GATHERED_BYTES, openChunkPool } from '../src/chunk-pool.ts';
import { Lane } from '../src/lane-queue.ts';
import type { ChunkTask } from '../src/scan-chunk.ts';

const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const setup = { identifiers: [], fingerprintKey: 'a key of the test' };

const pool = await openChunkPool({ filename: fileOf('./crashing-worker.ts'), workers: 2, setup });
after(() => pool.close());

/** A task that ends `crashes` threads before it is answered. */
function task(crashes: number, name = 'object', length = 10): ChunkTask {
  const bytes = new Uint8Array(new SharedArrayBuffer(length));
  bytes[0] = crashes;
  return { name, bytes, base: 0, scannedTo: 0, last: true, state: null };
}

// One thread: with more, the order in which chunks end is also the order in which the machine runs the threads.
test('chunk pool: the live lane goes before a backlog of the bulk lane', async () => {
  const single = await openChunkPool({ filename: fileOf('./crashing-worker.ts'), workers: 1, setup });
  const ended: string[] = [];
  const scan = async (name: string, lane: Lane): Promise<void> => {
    await single.scan(task(0, name, GATHERED_BYTES), lane);
    ended.push(name);
  };
  const bulk = Array.from({ length: 50 }, () => scan('bulk', Lane.Bulk));
  await Promise.all([...bulk, scan('live', Lane.Live)]);
  await single.close();
  assert.equal(ended.indexOf('live'), 1, 'it waits for the chunk that is being scanned only');
});

test('chunk pool: a chunk whose thread is lost goes to another thread', async () => {
  const lost = CHUNK_ATTEMPTS - 1;
  const tasks = [task(lost), task(0), task(lost), task(0), task(1)];
  const results = await Promise.all(tasks.map((one) => pool.scan(one, Lane.Bulk)));
  assert.deepEqual(
    results.map(({ scannedTo }) => scannedTo),
    [10, 10, 10, 10, 10],
  );
  assert.deepEqual(
    tasks.map(({ bytes }) => bytes[0]),
    [0, 0, 0, 0, 0],
  );
});

test('chunk pool: small chunks that go together have each its own end', async () => {
  const tasks = [task(0), task(0, 'throw'), task(CHUNK_ATTEMPTS + 1), task(0)];
  const ends = await Promise.allSettled(tasks.map((one) => pool.scan(one, Lane.Bulk)));
  assert.deepEqual(
    ends.map(({ status }) => status),
    ['fulfilled', 'rejected', 'rejected', 'fulfilled'],
  );
});

test('chunk pool: a chunk that ends as many threads as the limit is an error that says where; the pool goes on', async () => {
  await assert.rejects(pool.scan(task(CHUNK_ATTEMPTS), Lane.Live), {
    name: 'ChunkError',
    message: /3 scanning thread.*bytes 0 to 10.*object/,
  });
  assert.equal((await pool.scan(task(0), Lane.Live)).scannedTo, 10);
});

test('chunk pool: an error of the engine is not tried again', async () => {
  await assert.rejects(pool.scan(task(1, 'throw'), Lane.Live), {
    name: 'ChunkError',
    message: /bytes 0 to 10 .*throw: .*a bug in the engine/,
  });
});

test('chunk pool: a thread that is lost is replaced: the first, with nothing to do, and while it starts', async () => {
  const threads: Worker[] = [];
  workerThreads.Worker = class extends Worker {
    constructor(...started: ConstructorParameters<typeof Worker>) {
      super(...started);
      threads.push(this);
    }
  };
  const opening = openChunkPool({ filename: fileOf('./crashing-worker.ts'), workers: 1, setup });
  await threads[0]!.terminate();
  const single = await opening;
  await single.scan(task(0), Lane.Live);
  await threads[1]!.terminate();
  const scanning = single.scan(task(0), Lane.Live);
  await threads[2]!.terminate();
  assert.equal((await scanning).scannedTo, 10);
  assert.equal(threads.length, 4);
  workerThreads.Worker = Worker;
  await single.close();
});

test('chunk pool: threads that cannot start are an error, not a wait', async () => {
  await assert.rejects(openChunkPool({ filename: fileOf('./broken-worker.ts'), workers: 1, setup }));
});
