import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mutations } from './mutations.ts';
import { runMutations, runSeeds } from './run-seeds.ts';

const SEEDS = 2_000;

test(`${SEEDS} simulations of the pipeline under faults: nothing lost, nothing twice`, async () => {
  const failed: string[] = [];
  let seeds = 0;
  await runSeeds(1, SEEDS, ({ seed, violations }) => {
    seeds++;
    if (violations.length > 0) failed.push(`npm run simulate -- --seed ${seed}: ${violations.join('; ')}`);
  });
  assert.equal(seeds, SEEDS);
  assert.deepEqual(failed, []);
});

describe('planted bugs are noticed', () => {
  const names = Object.keys(mutations);
  let catching: ReturnType<typeof runMutations> | null = null;
  for (const name of names) {
    test(name, async (context) => {
      catching ??= runMutations(names, SEEDS);
      const report = (await catching).get(name);
      assert.ok(report, `not noticed in ${SEEDS} simulations`);
      context.diagnostic(`seed ${report.seed}: ${report.violations[0]}`);
    });
  }
});
