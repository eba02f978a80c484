import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate } from './simulate.ts';

// Thousands of injected errors: their stacks would be most of the work.
Error.stackTraceLimit = 0;

const SEEDS = 50;
const CALM_SEEDS = 10;

/** What has to have happened somewhere in these simulations for them to tell anything. */
const WEATHER = [
  / refused failed$/,
  / answer-lost failed$/,
  / half-done failed$/,
  / killed$/,
  / paused for \d+$/,
  / clock jumps by -?\d+$/,
  / evict from sink$/,
  / stop ingest-\d$/,
  / bus\.release matcher-live done$/,
  / objects\.body .* refused failed$/,
  / objects\.read .* done failed$/,
  / bus\.produce object-tasks\.bulk\.v1 done$/,
  / bus\.produce dead-letters\.v1 done$/,
  / bus\.produce object-parts\.v1 done$/,
  / bus\.produce object-parts\.v1 answer-lost failed$/,
];

test(`${SEEDS} simulations of the pipeline under faults: nothing lost, nothing twice`, async () => {
  const unseen = new Set(WEATHER);
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { violations, trace } = await simulate({ seed, traced: unseen.size > 0 });
    assert.deepEqual(violations, [], `npm run simulate -- --seed ${seed}`);
    for (const pattern of unseen) if (trace.some((event) => pattern.test(event))) unseen.delete(pattern);
  }
  assert.deepEqual([...unseen], [], 'every kind of fault came');
});

test('without faults nothing fails; what is found in the end is the same under them', async () => {
  let found = 0;
  for (let seed = 1; seed <= CALM_SEEDS; seed++) {
    const { violations, trace, currentFindings } = await simulate({ seed, faults: false, traced: true });
    const stormy = await simulate({ seed });
    assert.deepEqual(stormy.currentFindings, currentFindings);
    found += currentFindings.length;
    assert.deepEqual(violations, []);
    assert.deepEqual(
      trace.filter((event) => /killed|paused|refused|lost|half/.test(event)),
      [],
    );
  }
  assert.ok(found > CALM_SEEDS);
});

test('a seed is played again event for event; another is not the same', async () => {
  const one = await simulate({ seed: 7, traced: true });
  const again = await simulate({ seed: 7, traced: true });
  const other = await simulate({ seed: 8, traced: true });
  assert.ok(one.trace.length > 100);
  assert.deepEqual(again.trace, one.trace);
  assert.notDeepEqual(other.trace, one.trace);
});
