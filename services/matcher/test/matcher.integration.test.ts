import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type Bus, openBus, type Subscription } from '@dowser/bus';
import { ConsumerGroup, type ObjectTask, type ScanResult, topics, type VerdictMessage } from '@dowser/contracts';
import { selectIdentifiers } from '@dowser/identifiers';
import { ObjectError, type ObjectStore, openObjectStore } from '@dowser/objects';
import { decode, encode, TransientError } from '@dowser/pipeline';
import { createScanner, MIN_CHUNK_BYTES, type Scanner } from '@dowser/scanner';
import { createTelemetry } from '@dowser/telemetry';
import { until } from '@dowser/testkit';
import { runMatcher } from '../src/run-matcher.ts';
import { taskOf } from './scans.ts';

const SSN = 'SSN: 219-09-9998\n';
const TEXT = `a line\n${SSN}${'more lines\n'.repeat(50)}${SSN}`;
const DENSE = 4_500;
const PART_BYTES = 2 * MIN_CHUNK_BYTES;
const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(99)]);

/** Objects by the outcome they must have: verdict, reason, occurrences. */
const objects: Record<string, { body: Uint8Array; expected: [string, string, number]; etag?: string }> = {
  'plain.txt': { body: Buffer.from(TEXT), expected: ['scanned', '', 2] },
  'empty.txt': { body: Buffer.alloc(0), expected: ['scanned', '', 0] },
  'dir/utf-16.txt': { body: Buffer.from(`\uFEFF${TEXT}`, 'utf16le'), expected: ['scanned', '', 2] },
  'latin-1.txt': { body: Buffer.from(`é ${TEXT}`, 'latin1'), expected: ['scanned', '', 2] },
  'invalid-utf-8.txt': { body: Buffer.concat([Buffer.from([0xff]), Buffer.from(TEXT)]), expected: ['scanned', '', 2] },
  'people.csv.gz': { body: gzipSync(`name,ssn\n${'ann,219-09-9998\n'.repeat(3)}`), expected: ['scanned', '', 3] },
  'truncated.gz': { body: gzipSync(TEXT).subarray(0, -4), expected: ['partial', 'MALFORMED_FILE', 2] },
  'picture.txt': { body: png, expected: ['skipped', 'UNSUPPORTED_FILE_TYPE_EXCEPTION', 0] },
  'dense.txt': { body: Buffer.from(SSN.repeat(DENSE)), expected: ['scanned', '', DENSE] },
  'changed.txt': { body: Buffer.from(TEXT), expected: ['skipped', 'OBJECT_VERSION_MISMATCH', 0], etag: 'of-before' },
  'denied.txt': { body: Buffer.from(TEXT), expected: ['failed', 'PERMISSION_DENIED', 0] },
};

describe('the matcher on a real bus, with real threads', () => {
  let folder: string;
  let scanner: Scanner;
  let files: ObjectStore;
  let run = 0;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dowser-matcher-'));
    for (const [key, { body }] of Object.entries(objects)) {
      const path = join(folder, 'bucket', key);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, body);
    }
    files = openObjectStore(`file://${join(folder, 'bucket')}`);
    const setup = { identifiers: ['USA_SOCIAL_SECURITY_NUMBER'], fingerprintKey: 'a key of the test' };
    scanner = await createScanner({ ...setup, workers: 2, chunkBytes: MIN_CHUNK_BYTES });
  });
  after(async () => {
    await scanner.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The directory, with one object that may not be read; `read` may interfere. */
  function storeWith(read?: (key: string) => void): ObjectStore {
    return {
      ...files,
      async read(ref, options) {
        read?.(ref.key);
        if (ref.key === 'denied.txt') throw new ObjectError('PERMISSION_DENIED', 'denied');
        return files.read(ref, options);
      },
    };
  }

  interface Options {
    readonly store?: ObjectStore;
    readonly bus?: (bus: Bus) => Bus;
    readonly stop?: AbortSignal;
  }

  /** A bus of its own, a matcher on it, and everything that arrives in scan-results. */
  async function world(options: Options, body: (world: World) => Promise<void>): Promise<void> {
    run++;
    const bus = await openBus(`sqlite:${join(folder, `bus-${run}.db`)}`);
    try {
      await bus.ensureTopics(Object.values(topics));
      const results: ScanResult[] = [];
      const collector = await bus.consume({
        group: ConsumerGroup.Sink,
        topics: [topics.scanResults.name],
        maxBatchMessages: 100,
        handle: async ({ messages }) => void results.push(...messages.map((m) => decode(topics.scanResults, m.value))),
      });
      const telemetry = createTelemetry({ service: 'matcher-test', level: 'silent' });
      const setup = {
        bus: options.bus?.(bus) ?? bus,
        objects: options.store ?? storeWith(),
        scanner,
        rows: selectIdentifiers(['USA_SOCIAL_SECURITY_NUMBER']),
        telemetry,
        batchMessages: 5,
        partitionsConcurrent: 4,
        partBytes: PART_BYTES,
        stop: options.stop ?? new AbortController().signal,
        retryWaitMs: 1,
      };
      const matcher = await runMatcher(setup);
      const send = (tasks: readonly ObjectTask[], topic = topics.bulkObjectTasks): Promise<void> =>
        bus.produce(
          topic.name,
          tasks.map((task) => ({ key: `${task.object.bucket}/${task.object.key}`, value: encode(topic, task) })),
        );
      await body({ bus, matcher, results, send, telemetry, another: () => runMatcher(setup) });
      await matcher.stop();
      await collector.stop();
    } finally {
      await bus.close();
    }
  }

  interface World {
    readonly bus: Bus;
    readonly matcher: Subscription;
    /** A second matcher in the groups of the first. */
    readonly another: () => Promise<Subscription>;
    readonly results: ScanResult[];
    readonly send: (tasks: readonly ObjectTask[], topic?: typeof topics.bulkObjectTasks) => Promise<void>;
    readonly telemetry: ReturnType<typeof createTelemetry>;
  }

  const verdictsOf = (results: readonly ScanResult[]): VerdictMessage[] => results.filter((r) => r.kind === 'verdict');
  const tasks = Object.entries(objects).map(([key, { etag = '' }]) => taskOf(key, { etag }));

  async function drained(bus: Bus): Promise<void> {
    const lag = async (): Promise<number> =>
      (await bus.lag(ConsumerGroup.MatcherBulk, [topics.bulkObjectTasks.name])) +
      (await bus.lag(ConsumerGroup.MatcherLive, [topics.liveObjectTasks.name])) +
      (await bus.lag(ConsumerGroup.MatcherParts, [topics.objectParts.name])) +
      (await bus.lag(ConsumerGroup.Sink, [topics.scanResults.name]));
    await until(async () => (await lag()) === 0, 'all tasks done and all results collected');
  }

  function assertOutcomes(results: readonly ScanResult[]): void {
    const verdicts = verdictsOf(results);
    for (const [key, { expected }] of Object.entries(objects)) {
      const mine = verdicts.filter((verdict) => verdict.key === key);
      assert.equal(mine.length, 1, key);
      const { verdict, reason, findings } = mine[0]!;
      const places = results.filter((r) => r.kind === 'occurrences' && r.key === key) as { occurrences: unknown[] }[];
      const found = places.reduce((sum, part) => sum + part.occurrences.length, 0);
      assert.deepEqual([verdict, reason, found], expected, key);
      assert.equal(findings[0]?.count ?? 0, found, key);
    }
    assert.equal(verdicts.length, tasks.length);
  }

  test('every object has one verdict, in both lanes, and its occurrences before it', async () => {
    await world({}, async ({ bus, results, send, telemetry }) => {
      await send(tasks.slice(0, 6), topics.liveObjectTasks);
      await send(tasks.slice(6));
      await drained(bus);
      assertOutcomes(results);
      const dense = results.filter(({ key }) => key === 'dense.txt');
      assert.deepEqual(
        dense.map((r) => (r.kind === 'verdict' ? 'verdict' : [r.part, r.occurrences.length])),
        [[0, 2_000], [1, 2_000], [2, 500], 'verdict'],
      );
      const plain = verdictsOf(results).find(({ key }) => key === 'plain.txt')!;
      assert.deepEqual(
        [plain.bytesRead, plain.bytesScanned, plain.object.size],
        [TEXT.length, TEXT.length, TEXT.length],
      );
      assert.ok(plain.durationMs > 0);
      const total = Object.values(objects).reduce((sum, { expected }) => sum + expected[2], 0);
      assert.equal(telemetry.snapshot().occurrences, total);
    });
  });

  test('a large object is shared by two matchers, part after part, and is found in as if it were one', async () => {
    const line = 'a line of a large object\n';
    const body = Buffer.from(`${line.repeat(9_000)}${SSN}`.repeat(4));
    writeFileSync(join(folder, 'bucket', 'large.txt'), body);
    let sends = 0;
    const deaf = (bus: Bus): Bus => ({
      ...bus,
      async produce(topic, records) {
        await bus.produce(topic, records);
        // The rest of the object is on the bus, but nobody hears of it: it is sent twice.
        if (topic === topics.objectParts.name && ++sends % 3 === 0) throw new TransientError('answer lost');
      },
    });
    await world({ bus: deaf }, async ({ bus, another, results, send, telemetry }) => {
      const second = await another();
      await send([taskOf('large.txt')]);
      await drained(bus);
      await second.stop();
      const [verdict, ...more] = verdictsOf(results);
      assert.ok(verdict !== undefined && more.length === 0);
      assert.deepEqual(
        [verdict.verdict, verdict.bytesRead, verdict.bytesScanned, verdict.findings[0]?.count],
        ['scanned', body.length, body.length, 4],
      );
      // The part that was sent twice may be done by both, if its partition moves between them: the sink's rows collapse by place.
      const places = results.flatMap((r) => (r.kind === 'occurrences' ? r.occurrences : []));
      assert.deepEqual(
        [...new Set(places.map((place) => `byte ${place.start}, line ${place.line}`))],
        [1, 2, 3, 4].map((n) => `byte ${n * (9_000 * line.length + SSN.length) - 12}, line ${n * 9_001}`),
      );
      assert.ok(sends > 3);
      assert.ok((telemetry.snapshot()['dropped{stage="matcher",reason="already-done"}'] ?? 0) > 0);
    });
  });

  test('a missing bucket, a missing object and a task that is none', async () => {
    await world({}, async ({ bus, results, send }) => {
      await send([taskOf('x', { bucket: 'elsewhere' }), taskOf('gone.txt')]);
      await bus.produce(topics.bulkObjectTasks.name, [{ key: 'k', value: Buffer.from('{"schemaVersion":2}') }]);
      await drained(bus);
      assert.deepEqual(
        verdictsOf(results)
          .map(({ verdict, reason }) => [verdict, reason])
          .sort(),
        [
          ['failed', 'NO_SUCH_BUCKET_AVAILABLE'],
          ['skipped', 'SOURCE_OBJECT_NO_LONGER_AVAILABLE'],
        ],
      );
      assert.equal(await bus.lag('letters', [topics.deadLetters.name]), 1);
    });
  });

  test('a store that is away: the tasks wait, and nothing is lost or scanned twice', async () => {
    let away = true;
    let refusals = 0;
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const store = storeWith(() => {
      if (!away) return;
      refusals++;
      throw new TransientError('GET: no connection', { cause: refused });
    });
    await world({ store }, async ({ bus, results, send }) => {
      await send(tasks);
      await until(() => refusals > 3 * tasks.length, 'several tries');
      assert.deepEqual(results, []);
      away = false;
      await drained(bus);
      assertOutcomes(results);
    });
  });

  test('an object that fails while others are served is failed; the others are not scanned again', async () => {
    const reads = new Map<string, number>();
    const store = storeWith((key) => {
      reads.set(key, (reads.get(key) ?? 0) + 1);
      if (key === 'plain.txt') throw new TransientError('GET: 500');
    });
    await world({ store }, async ({ bus, results, send }) => {
      await send(tasks);
      await drained(bus);
      const failed = verdictsOf(results).filter(({ reason }) => reason === 'OBJECT_STORE_UNAVAILABLE');
      assert.deepEqual(
        failed.map(({ key, verdict }) => [key, verdict]),
        [['plain.txt', 'failed']],
      );
      assert.equal(verdictsOf(results).length, tasks.length);
      for (const [key, count] of reads) if (key !== 'plain.txt') assert.equal(count, 1, key);
    });
  });

  test('a bus that is away while results are sent: nothing is lost', async () => {
    let failures = 0;
    const shaky = (bus: Bus): Bus => ({
      ...bus,
      async produce(topic, records) {
        if (topic === topics.scanResults.name && failures < 3) {
          failures++;
          throw new TransientError('bus away');
        }
        await bus.produce(topic, records);
      },
    });
    await world({ bus: shaky }, async ({ bus, results, send }) => {
      await send(tasks);
      await drained(bus);
      assert.equal(failures, 3);
      assertOutcomes(results);
    });
  });

  test('a bug ends both lanes with its error, and commits nothing', async () => {
    const bug = new RangeError('a bug');
    const store = storeWith(() => {
      throw bug;
    });
    await world({ store }, async ({ bus, matcher, results, send }) => {
      await send(tasks.slice(0, 1));
      await assert.rejects(matcher.done, bug);
      assert.deepEqual(results, []);
      assert.equal(await bus.lag(ConsumerGroup.MatcherBulk, [topics.bulkObjectTasks.name]), 1);
    });
  });

  test('stopped while the store is away, it gives the batch up; the next matcher takes it', async () => {
    const stop = new AbortController();
    let refusals = 0;
    const store = storeWith(() => {
      refusals++;
      throw new TransientError('away');
    });
    await world({ store, stop: stop.signal }, async ({ bus, matcher, send }) => {
      await send(tasks.slice(0, 1));
      await until(() => refusals > 0, 'a try');
      stop.abort();
      await Promise.all([matcher.done, matcher.stop()]);
      assert.equal(await bus.lag(ConsumerGroup.MatcherBulk, [topics.bulkObjectTasks.name]), 1);
    });
  });
});
