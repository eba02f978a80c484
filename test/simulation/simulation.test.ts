import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate } from './simulate.ts';

const SEEDS = 100;

test(`${SEEDS} simulations of the pipeline under faults: nothing lost, nothing twice`, async () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { violations } = await simulate({ seed });
    assert.deepEqual(violations, [], `npm run simulate -- --seed ${seed}`);
  }
});

test('a seed is played again event for event; another is not the same', async () => {
  const [one, again, other] = [
    await simulate({ seed: 7, traced: true }),
    await simulate({ seed: 7, traced: true }),
    await simulate({ seed: 8, traced: true }),
  ];
  assert.ok(one.trace.length > 100);
  assert.deepEqual(again.trace, one.trace);
  assert.notDeepEqual(other.trace, one.trace);
});
