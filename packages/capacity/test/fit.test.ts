import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Coefficients, cpuSeconds, fitCpu, type Work } from '../src/index.ts';

/** Each shows one cost more than the others. */
const WORKS: readonly Work[] = [
  { objects: 20_000, bytes: 1e8, occurrences: 4_000 },
  { objects: 10, bytes: 2e9, occurrences: 10_000 },
  { objects: 800, bytes: 3e7, occurrences: 80_000 },
  { objects: 2_000, bytes: 4e8, occurrences: 8_000 },
  { objects: 100, bytes: 1e6, occurrences: 10 },
];
const measured = (truth: Coefficients) => WORKS.map((work) => ({ ...work, cpuSeconds: cpuSeconds(truth, work) }));

describe('the fit', () => {
  test('finds the costs that the runs were made with', () => {
    const truth: Coefficients = { perRun: 0.5, perObject: 0.001, perGb: 12, perOccurrence: 0.00002 };
    const found = fitCpu(measured(truth));
    for (const name of Object.keys(truth) as (keyof Coefficients)[]) {
      assert.ok(Math.abs(found[name] / truth[name] - 1) < 0.01, `${name}: ${found[name]}`);
    }
  });

  test('property: predicts runs that a linear model can explain, with no cost below zero', () => {
    const cost = (max: number) => fc.double({ min: max / 1_000, max, noNaN: true });
    fc.assert(
      fc.property(cost(5), cost(0.01), cost(50), cost(0.001), (perRun, perObject, perGb, perOccurrence) => {
        const runs = measured({ perRun, perObject, perGb, perOccurrence });
        const found = fitCpu(runs);
        for (const run of runs) assert.ok(Math.abs(cpuSeconds(found, run) / run.cpuSeconds - 1) < 0.05);
        for (const value of Object.values(found)) assert.ok(value >= 0);
      }),
      { numRuns: 5 },
    );
  });

  test('a cost that would have to be negative is zero', () => {
    const runs = [
      { objects: 1, bytes: 0, occurrences: 0, cpuSeconds: 10 },
      { objects: 100, bytes: 0, occurrences: 0, cpuSeconds: 9 },
    ];
    assert.equal(fitCpu(runs).perObject, 0);
  });

  test('of nothing is refused', () => assert.throws(() => fitCpu([]), RangeError));
});
