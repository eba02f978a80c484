import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ObjectError, type ObjectStore } from '@dowser/objects';
import { ConfigError, systemClock, TransientError } from '@dowser/pipeline';
import { createIngester } from '../src/ingester.ts';
import { CLOCK_SKEW_MS, createListingMemory } from '../src/listing-memory.ts';
import { OBJECTS_PER_BATCH, runListing } from '../src/sources/listing-source.ts';
import { type FakeObject, objectMap, openPolicy, quiet, recordingBus } from './support/fakes.ts';

/** One pass over `listing`; gives the ids that are new. */
function pass(
  memory: ReturnType<typeof createListingMemory>,
  startMs: number,
  listing: Readonly<Record<string, number | null>>,
) {
  memory.beginPass(startMs);
  const emitted = Object.entries(listing).flatMap(([id, modifiedMs]) => {
    const isNew = memory.isNew({ id, modifiedMs });
    memory.remember({ id, modifiedMs });
    return isNew ? [id] : [];
  });
  memory.endPass();
  return emitted;
}

test('the first pass takes all, later ones what is new, however old it is', () => {
  const memory = createListingMemory();
  assert.deepEqual(pass(memory, 1_000, { a: 1, b: 2 }), ['a', 'b']);
  assert.deepEqual(pass(memory, 2_000, { a: 1, b: 2, moved: 0 }), ['moved']);
  assert.deepEqual(pass(memory, 3_000, { a: 1, moved: 0, unknown: null }), ['unknown']);
  assert.deepEqual(pass(memory, 4_000, { a: 1, b: 2, unknown: null }), ['b']);
});

const HOUR = 3_600_000;

test('a listing at the limit is known exactly; one object past it is judged by time where it is not remembered', () => {
  const old = { a: 1, b: 2 };
  const exact = createListingMemory(2);
  pass(exact, HOUR, old);
  assert.deepEqual(pass(exact, 2 * HOUR, { ...old, c: 3 }), ['c']);

  const over = createListingMemory(1);
  pass(over, HOUR, old);
  assert.deepEqual(pass(over, 2 * HOUR, { ...old, c: 3 }), []);
});

test('past the limit: modified since the pass before, less the skew, less what is remembered of that window', () => {
  const memory = createListingMemory(1);
  const edge = HOUR - CLOCK_SKEW_MS;
  pass(memory, HOUR, { a: 1, b: 2, seen: HOUR });
  assert.deepEqual(pass(memory, 2 * HOUR, { a: 1, b: 2, seen: HOUR, late: edge, older: edge - 1 }), ['late']);
});

test('past the limit: what does not fit into memory comes again, never gets lost', () => {
  const memory = createListingMemory(1);
  pass(memory, HOUR, { a: 1, x: HOUR, y: HOUR });
  assert.deepEqual(pass(memory, 2 * HOUR, { a: 1, x: HOUR, y: HOUR }), ['y']);
});

test('a pass that broke off and is begun again emits nothing twice', () => {
  const memory = createListingMemory();
  memory.beginPass(1);
  memory.remember({ id: 'a', modifiedMs: 1 });
  assert.deepEqual(pass(memory, 2, { a: 1, b: 1 }), ['b']);
});

interface Setting {
  readonly store: ObjectStore;
  readonly relistSeconds?: number;
}

function setUp({ store, relistSeconds = 0 }: Setting) {
  const bus = recordingBus();
  const telemetry = quiet();
  const stop = new AbortController();
  const ingest = createIngester({ bus, objects: store, telemetry, policy: openPolicy });
  const clock = { ...systemClock, now: () => new Date('2025-03-01T00:00:00.000Z') };
  const run = (prefix = '') =>
    runListing(
      { bucket: 'lake', key: prefix },
      { objects: store, ingest, telemetry, relistSeconds, stop: stop.signal, clock },
    );
  return { bus, stop, run };
}

test('a listing of several batches becomes bulk tasks', async () => {
  const count = OBJECTS_PER_BATCH * 2 + 1;
  const objects = Array.from({ length: count }, (_, index): [string, FakeObject] => [
    `lake/in/${index}`,
    { body: `${index}` },
  ]);
  const { bus, run } = setUp({ store: objectMap(new Map([...objects, ['lake/out', { body: '' }]])) });
  await run('in/');
  assert.equal(bus.bulk().length, count);
  assert.equal(bus.records()[0]?.cause, 'listing');
  assert.equal(bus.bulk()[0]?.object.observedAt, '2025-03-01T00:00:00.000Z');
});

test('a directory placeholder is an ordinary empty object', async () => {
  const { bus, run } = setUp({ store: objectMap(new Map([['lake/logs/', { body: '' }]])) });
  await run();
  assert.deepEqual(
    bus.bulk().map(({ object }) => [object.key, object.size]),
    [['logs/', 0]],
  );
});

test('a bucket that cannot be listed is a configuration error that names it', async () => {
  const { run } = setUp({ store: objectMap(new Map([['lake/a', { body: '', error: 'PERMISSION_DENIED' }]])) });
  await assert.rejects(
    run(),
    (error) =>
      error instanceof ConfigError && /DOWSER_LISTINGS: listing s3:\/\/lake\/: PERMISSION_DENIED/.test(error.message),
  );
});

test('a listing that breaks off goes on without losing or repeating anything', async () => {
  const store = objectMap(new Map(Array.from({ length: 5 }, (_, index) => [`lake/${index}`, { body: `${index}` }])));
  let breaks = 1;
  const flaky: ObjectStore = {
    ...store,
    async *list(bucket, options) {
      let listed = 0;
      for await (const one of store.list(bucket, options)) {
        if (listed++ === 3 && breaks-- > 0) throw new TransientError('page failed');
        yield one;
      }
    },
  };
  const { bus, run } = setUp({ store: flaky });
  await run();
  assert.deepEqual(
    bus.bulk().map(({ object }) => object.key),
    ['0', '1', '2', '3', '4'],
  );
});

test('re-listing emits what is new and survives a pass that fails, until stopped', { timeout: 10_000 }, async () => {
  const objects = new Map<string, FakeObject>([['lake/a', { body: 'a' }]]);
  const store = objectMap(objects);
  let passes = 0;
  const watched: ObjectStore = {
    ...store,
    async *list(bucket, options) {
      passes++;
      if (passes === 2) throw new ObjectError('PERMISSION_DENIED', 'for a moment');
      if (passes === 3) objects.set('lake/b', { body: 'b' });
      yield* store.list(bucket, options);
      if (passes === 4) stop.abort();
    },
  };
  const { bus, stop, run } = setUp({ store: watched, relistSeconds: 0.01 });
  await run();
  assert.equal(passes, 4);
  assert.deepEqual(
    bus.bulk().map(({ object }) => object.key),
    ['a', 'b'],
  );
});
