import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparableSequencer } from '@dowser/contracts';
import fc from 'fast-check';
import { standings } from '../src/collapse.ts';
import { admit } from '../src/core.ts';
import type { Observation } from '../src/observation.ts';
import { openPolicy } from './support/fakes.ts';
import { observation } from './support/observations.ts';

const put = (sequencer: string, versionId = '', etag = `etag-${sequencer}`): Observation =>
  observation({ sequencer, versionId, etag });
const removal = (sequencer: string, versionId = '', marker = false): Observation =>
  observation(
    { sequencer, versionId, etag: '' },
    { change: 'removed', cause: marker ? 'ObjectRemoved:DeleteMarkerCreated' : 'ObjectRemoved:Delete' },
  );

test('in a bucket without versioning the newest event of a key stays', () => {
  assert.deepEqual(standings([put('02'), put('01'), removal('03')]), ['superseded', 'superseded', 'current']);
});

test('sequencers are compared after right-padding', () => {
  assert.deepEqual(standings([put('0055AED6DCD90281E5'), put('0055AED6DCD90281E51')]), ['superseded', 'current']);
  assert.deepEqual(standings([put('1'), put('0FFFFFFF')]), ['current', 'superseded']);
});

test('a duplicate counts once', () => {
  assert.deepEqual(standings([put('01'), put('01')]), ['current', 'superseded']);
});

test('a sequencer of other case or padded by the sender is the same', () => {
  assert.deepEqual(standings([put('0a', '', 'e'), put('0A00', '', 'e')]), ['current', 'superseded']);
});

test('an older version still exists: it is not the latest', () => {
  assert.deepEqual(standings([put('01', 'v1'), put('02', 'v2')]), ['not-latest', 'current']);
  assert.deepEqual(standings([put('01', 'v1'), removal('02', 'marker', true)]), ['not-latest', 'current']);
});

test('a permanent delete of one version leaves the others what they were', () => {
  assert.deepEqual(standings([put('02', 'v2'), removal('03', 'v1')]), ['current', 'current']);
  assert.deepEqual(standings([put('01', 'v1'), put('02', 'v2'), removal('03', 'v2')]), [
    'current',
    'superseded',
    'current',
  ]);
});

test('events without a sequencer overtake nothing and are not overtaken', () => {
  const restored = observation({ sequencer: '' }, { change: 'restored', cause: 'ObjectRestore:Completed' });
  assert.deepEqual(standings([restored, put('05')]), ['current', 'current']);
  assert.deepEqual(standings([put('01', 'v1'), { ...restored, object: { ...restored.object, versionId: 'v0' } }]), [
    'current',
    'current',
  ]);
});

test('keys and buckets are kept apart', () => {
  assert.deepEqual(
    standings([observation({ sequencer: '01', key: 'a' }), observation({ sequencer: '02', key: 'b' })]),
    ['current', 'current'],
  );
});

/** The newest event per key and version, as the store resolves records: by padded sequencer. */
function newest(records: readonly Observation[]): Map<string, string> {
  const state = new Map<string, string>();
  for (const { object, change } of records) {
    const name = `${object.key} ${object.versionId}`;
    const entry = `${comparableSequencer(object.sequencer)} ${change} ${object.etag}`;
    if (entry > (state.get(name) ?? '')) state.set(name, entry);
  }
  return new Map([...state].sort());
}

const history = fc
  .array(
    fc.record({
      key: fc.constantFrom('a', 'b'),
      versionId: fc.constantFrom('', 'v1', 'v2'),
      removed: fc.boolean(),
      // Different lengths: a longer sequencer is not a newer one.
      pad: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((steps) =>
    steps.map(({ key, versionId, removed, pad }, index) => {
      const sequencer = `${(index + 1).toString(16).padStart(4, '0')}${'0'.repeat(pad)}`;
      const event = removed ? removal(sequencer, versionId) : put(sequencer, versionId);
      return { ...event, object: { ...event.object, key } };
    }),
  );

test('any order, duplication and cutting into batches leads to the same newest record per key and version', () => {
  const deliveries = history.chain((events) =>
    fc.tuple(
      fc.constant(events),
      fc
        .array(fc.constantFrom(...events), { maxLength: 8 })
        .chain((again) => fc.shuffledSubarray([...events, ...again], { minLength: events.length + again.length })),
      fc.integer({ min: 1, max: 20 }),
    ),
  );
  fc.assert(
    fc.property(deliveries, ([events, delivered, batchSize]) => {
      const emitted: Observation[] = [];
      for (let at = 0; at < delivered.length; at += batchSize) {
        for (const outcome of admit(openPolicy)(delivered.slice(at, at + batchSize))) {
          if (outcome.fate === 'emit') emitted.push(...outcome.values);
        }
      }
      assert.deepEqual(newest(emitted), newest(events));
    }),
  );
});
