import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import workerThreads, { Worker } from 'node:worker_threads';
import { CHUNK_ATTEMPTS, GATHERED_BYTES, openChunkPool } from '../src/chunk-pool.ts';
import { Lane } from '../src/lane-queue.ts';
import type { ChunkTask } from '../src/scan-chunk.ts';
import { BEGUN, GATE, gateOf } from './crashing-worker.ts';

const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const setup = { identifiers: [], fingerprintKey: 'a key of the test' };

const pool = await openChunkPool({ filename: fileOf('./crashing-worker.ts'), workers: 2, setup });
after(() => pool.close());

/** A task that ends `crashes` threads before it is answered. */
function task(crashes: number, name = 'object', length = 10): ChunkTask {
  const bytes = new Uint8Array(new SharedArrayBuffer(Math.max(length, 16)), 0, length);
  bytes[0] = crashes;
  return { name, bytes, base: 0, scannedTo: 0, last: true, state: null };
}

/** Too large to go together with another. */
const large = (crashes: number, name?: string): ChunkTask => task(crashes, name, GATHERED_BYTES);

function open(gated: ChunkTask): void {
  Atomics.store(gateOf(gated), GATE, 1);
  Atomics.notify(gateOf(gated), GATE);
}

/** Without the event loop: what happens until then happens without the main thread. */
function waitUntilBegun(waited: ChunkTask): void {
  assert.notEqual(Atomics.wait(gateOf(waited), BEGUN, 0, 30_000), 'timed-out');
}

/** One thread, at a gated task: what comes now waits, in the thread or in the queue. */
async function busyThread(gated: ChunkTask) {
  const single = await openChunkPool({ filename: fileOf('./crashing-worker.ts'), workers: 1, setup });
  const first = single.scan(gated, Lane.Bulk);
  waitUntilBegun(gated);
  return { single, first };
}

test('chunk pool: a thread goes on to the next chunk without the main thread', async () => {
  const gated = large(0, 'gated');
  const { single, first } = await busyThread(gated);
  const next = large(0);
  const second = single.scan(next, Lane.Bulk);
  open(gated);
  waitUntilBegun(next);
  await Promise.all([first, second]);
  await single.close();
});

test('chunk pool: a live chunk waits for the one that is being scanned only, not for what waits in a thread', async () => {
  const gated = large(0, 'gated');
  const { single, first } = await busyThread(gated);
  const ended: string[] = [];
  const scan = async (name: string, lane: Lane): Promise<void> => {
    await single.scan(large(0, name), lane);
    ended.push(name);
  };
  const others = [scan('bulk 1', Lane.Bulk), scan('bulk 2', Lane.Bulk), scan('live', Lane.Live)];
  open(gated);
  await Promise.all([first, ...others]);
  await single.close();
  assert.deepEqual([ended[0], ended.length], ['live', 3]);
});

test('chunk pool: a chunk that waits beside one that ends its thread is not blamed for it', async () => {
  const left = 5;
  const poison = large(CHUNK_ATTEMPTS + left, 'gated');
  const { single, first } = await busyThread(poison);
  // Two more losses, and it would be given up.
  const beside = large(CHUNK_ATTEMPTS - 1);
  const second = single.scan(beside, Lane.Bulk);
  open(poison);
  await assert.rejects(first, { name: 'ChunkError' });
  assert.equal((await second).scannedTo, GATHERED_BYTES);
  assert.deepEqual([poison.bytes[0], gateOf(beside)[BEGUN]], [left, CHUNK_ATTEMPTS]);
  await single.close();
});

test('chunk pool: of many objects exactly those fail whose chunks end their threads, each after the same number of them', async () => {
  const left = 5;
  const tasks = Array.from({ length: 30 }, (_, i) => large(i % 10 === 3 ? CHUNK_ATTEMPTS + left : 0));
  const ends = await Promise.allSettled(tasks.map((one, i) => pool.scan(one, i % 4 < 2 ? Lane.Bulk : Lane.Live)));
  assert.deepEqual(
    ends.map(({ status }) => status),
    tasks.map((_, i) => (i % 10 === 3 ? 'rejected' : 'fulfilled')),
  );
  assert.deepEqual(
    tasks.map(({ bytes }) => bytes[0]),
    tasks.map((_, i) => (i % 10 === 3 ? left : 0)),
  );
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
