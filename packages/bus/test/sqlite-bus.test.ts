import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { type Bus, type BusMessage, createSqliteBus, MAX_BATCH_BYTES, type SqliteBusOptions } from '@dowser/bus';
import { gate, until } from '@dowser/testkit';
import fc from 'fast-check';
import { openDatabase } from '../src/sqlite/database.ts';
import { EXPIRE_ROWS, expireMessages, RETENTION_EVERY_MS, retentionIsDue } from '../src/sqlite/expire-messages.ts';
import { partitionOf } from '../src/sqlite/partition-of.ts';

const RETENTION_MS = 1_000_000;
const topic = (name: string, partitions = 1) => ({ name, partitions, retentionMs: RETENTION_MS });
const numbered = (count: number) => Array.from({ length: count }, (_, i) => ({ key: 'k', value: Buffer.from(`${i}`) }));

describe('the SQLite bus', () => {
  let directory: string;
  let files = 0;
  const buses: Bus[] = [];
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'dowser-sqlite-bus-'));
  });
  after(async () => {
    await Promise.all(buses.map((bus) => bus.close()));
    await rm(directory, { recursive: true, force: true });
  });
  async function open(options: SqliteBusOptions): Promise<Bus> {
    const bus = await createSqliteBus(options);
    buses.push(bus);
    return bus;
  }
  const newPath = (): string => join(directory, `${files++}`, 'bus.db');

  async function handleAll(bus: Bus, name: string, group: string): Promise<BusMessage[]> {
    const seen: BusMessage[] = [];
    const handle = async (batch: { messages: readonly BusMessage[] }): Promise<void> =>
      void seen.push(...batch.messages);
    const subscription = await bus.consume({ group, topics: [name], maxBatchMessages: 5_000, handle });
    await until(async () => (await bus.lag(group, [name])) === 0, 'all handled');
    await subscription.stop();
    return seen;
  }

  test('records are there after the file is opened anew, and offsets go on', async () => {
    const path = newPath();
    const first = await open({ path });
    await first.ensureTopics([topic('t')]);
    await first.produce('t', numbered(3));
    await first.close();
    const second = await open({ path });
    await second.produce('t', numbered(1));
    const seen = await handleAll(second, 't', 'g');
    assert.deepEqual(
      seen.map((message) => message.offset),
      [0n, 1n, 2n, 3n],
    );
    await second.close();
    await second.close();
  });

  test('calls made at the same time keep their order', async () => {
    const bus = await open({ path: newPath() });
    await bus.ensureTopics([topic('t')]);
    await Promise.all(numbered(5_000).map((record) => bus.produce('t', [record])));
    const seen = await handleAll(bus, 't', 'g');
    assert.deepEqual(
      seen.map((message) => Buffer.from(message.value).toString()),
      numbered(5_000).map((r) => `${r.value}`),
    );
    await bus.close();
  });

  test('a batch ends before MAX_BATCH_BYTES, whatever maxBatchMessages says', async () => {
    const bus = await open({ path: newPath() });
    await bus.ensureTopics([topic('t')]);
    const third = { key: 'k', value: Buffer.alloc(MAX_BATCH_BYTES / 4 - 1) };
    await bus.produce('t', Array(9).fill(third));
    const sizes: number[] = [];
    const handle = async (batch: { messages: readonly BusMessage[] }): Promise<void> =>
      void sizes.push(batch.messages.length);
    const subscription = await bus.consume({ group: 'g', topics: ['t'], maxBatchMessages: 100, handle });
    await until(async () => (await bus.lag('g', ['t'])) === 0, 'all handled');
    await subscription.stop();
    assert.deepEqual(sizes, [4, 4, 1]);
    await bus.close();
  });

  test('a consumer that was taken for dead commits nothing, is told, and joins again', async () => {
    const path = newPath();
    const notices: string[] = [];
    const bus = await open({ path, sessionTimeoutMs: 300, onNotice: (text) => notices.push(text) });
    await bus.ensureTopics([topic('t')]);
    await bus.produce('t', numbered(1));
    const door = gate();
    const signals: AbortSignal[] = [];
    const subscription = await bus.consume({
      group: 'g',
      topics: ['t'],
      maxBatchMessages: 10,
      handle: async (batch) => {
        signals.push(batch.signal);
        if (signals.length === 1) await door.opened;
      },
    });
    await until(() => signals.length === 1, 'a handler runs');
    const db = new DatabaseSync(path, { timeout: 1_000 });
    db.exec("DELETE FROM members; UPDATE claims SET assignee = NULL, holder = 'another', epoch = epoch + 1");
    door.open();
    await until(() => signals[0]!.aborted, 'the handler was told');
    assert.equal(await bus.lag('g', ['t']), 1, 'its commit was refused');
    db.exec('UPDATE claims SET holder = NULL');
    db.close();
    await until(async () => (await bus.lag('g', ['t'])) === 0, 'the message is handled again');
    assert.equal(signals.length, 2);
    assert.ok(notices.some((text) => text.includes('it joins again')));
    await subscription.stop();
    await bus.close();
  });

  test('a file of version 1 gets what it lacks, and keeps its messages', async () => {
    const path = newPath();
    const first = await open({ path });
    await first.ensureTopics([topic('t')]);
    await first.produce('t', [{ key: 'k', value: Buffer.from('old') }]);
    await first.close();
    const db = new DatabaseSync(path);
    db.exec('ALTER TABLE messages DROP COLUMN headers; PRAGMA user_version = 1');
    db.close();
    const bus = await open({ path });
    await bus.produce('t', [{ key: 'k', value: Buffer.from('new'), headers: { a: 'b' } }]);
    const seen: string[] = [];
    const subscription = await bus.consume({
      group: 'g',
      topics: ['t'],
      maxBatchMessages: 10,
      handle: async ({ messages }) =>
        void seen.push(...messages.map(({ value, headers }) => `${Buffer.from(value)} ${JSON.stringify(headers)}`)),
    });
    await until(() => seen.length === 2, 'both are there');
    await subscription.stop();
    await bus.close();
    assert.deepEqual(seen, ['old undefined', 'new {"a":"b"}']);
  });

  test('a file of another schema version is refused', async () => {
    const path = newPath();
    await (await createSqliteBus({ path })).close();
    const db = new DatabaseSync(path);
    db.exec('PRAGMA user_version = 99');
    db.close();
    await assert.rejects(createSqliteBus({ path }), /schema version 99, this program needs 2: use another file/);
  });

  test('retention: old and committed by every group goes, the rest stays', async () => {
    const path = newPath();
    const bus = await open({ path });
    const db = await openDatabase(path);
    await bus.ensureTopics([topic('read'), topic('unread'), topic('half')]);
    const count = EXPIRE_ROWS + 1;
    for (const name of ['read', 'unread', 'half']) await bus.produce(name, numbered(count));
    await handleAll(bus, 'read', 'g');
    await handleAll(bus, 'half', 'g');
    const waiting = await bus.consume({
      group: 'slow',
      topics: ['half'],
      maxBatchMessages: 1,
      handle: () => new Promise(() => {}),
    });
    const later = Date.now() + RETENTION_MS + 1;
    assert.equal(await expireMessages(db, later - 60_000), 0, 'nothing is old yet');
    assert.equal(await expireMessages(db, later), 2 * count, 'read, and what no group ever asked for');
    const left = db.prepare('SELECT count(*) AS n FROM messages').get()!.n;
    assert.equal(left, count, 'what one group has not committed stays');
    assert.equal(await bus.lag('another', ['read', 'unread', 'half']), count, 'lag counts what is there');
    await bus.produce('read', numbered(1));
    assert.equal((await handleAll(bus, 'read', 'new'))[0]!.offset, BigInt(count), 'offsets are not used twice');
    db.close();
    await bus.close();
    await waiting.done;
  });

  test("retention is one process's turn at a time", async () => {
    const db = await openDatabase(newPath());
    const now = 10 * RETENTION_EVERY_MS;
    assert.deepEqual([await retentionIsDue(db, now), await retentionIsDue(db, now)], [true, false]);
    assert.equal(await retentionIsDue(db, now + RETENTION_EVERY_MS - 1), false);
    assert.equal(await retentionIsDue(db, now + RETENTION_EVERY_MS), true);
    db.close();
  });
});

test('the partition of a key is in range, and is FNV-1a', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 64 }), (key, partitions) => {
      const partition = partitionOf(key, partitions);
      assert.ok(Number.isInteger(partition) && partition >= 0 && partition < partitions);
    }),
  );
  // Test vectors of http://www.isthe.com/chongo/tech/comp/fnv/: "" 811c9dc5, "a" e40c292c, "foobar" bf9cf968.
  for (const [key, hash] of [
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ] as const) {
    assert.equal(partitionOf(key, 2 ** 32), hash);
  }
});
