import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  type Calibration,
  DEFAULT_NODE,
  getsOf,
  MIN_PARTITIONS,
  maciePrice,
  type PlanInput,
  PRICES,
  planCapacity,
  RANGE_BYTES,
} from '../src/index.ts';

const none = { perRun: 0, perObject: 0, perGb: 0, perOccurrence: 0 };
const calibration: Calibration = {
  machine: 'made up',
  cpu: {
    ingest: none,
    matcher: { ...none, perObject: 0.001, perGb: 10 },
    sink: none,
    clickhouse: { ...none, perObject: 0.0005 },
  },
  bytesPerRow: { object: 50, verdict: 80, occurrence: 30 },
};
const work: PlanInput = {
  objects: 1e9,
  bytes: 500e12,
  occurrences: 1e9,
  hours: 24,
  node: { ...DEFAULT_NODE, networkGbps: 100 },
  prices: PRICES,
};
const GIB = 2 ** 30;

describe("Macie's price", () => {
  const tiers: readonly (readonly [gb: number, dollars: number])[] = [
    [0, 0],
    [50_000, 50_000],
    [50_001, 50_000.5],
    [500_000, 275_000],
    [500_004, 275_001],
  ];
  for (const [gb, dollars] of tiers) {
    test(`of ${gb} GB is US$ ${dollars}`, () => assert.equal(maciePrice(gb * GIB), dollars));
  }
});

describe('requests', () => {
  test('are one for each object and one more from each further range on', () => {
    assert.equal(getsOf({ objects: 1, bytes: RANGE_BYTES - 1, occurrences: 0 }), 1);
    assert.equal(getsOf({ objects: 1, bytes: RANGE_BYTES + 1, occurrences: 0 }), 2);
  });

  test('property: are never fewer than the ranges of the objects', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(RANGE_BYTES * 4), { minLength: 1 }), (sizes) => {
        const bytes = sizes.reduce((sum, size) => sum + size, 0);
        const made = sizes.reduce((sum, size) => sum + Math.max(1, Math.ceil(size / RANGE_BYTES)), 0);
        assert.ok(getsOf({ objects: sizes.length, bytes, occurrences: 0 }) >= made);
      }),
    );
  });
});

describe('a plan', () => {
  test('is the arithmetic of the measured costs', () => {
    const plan = planCapacity(calibration, work);
    const cpuSeconds = 1e9 * 0.001 + 500e3 * 10;
    assert.ok(Math.abs(plan.cores.matcher - cpuSeconds / 86_400) < 1e-9);
    assert.equal(plan.matcherNodes, Math.ceil(cpuSeconds / 86_400 / (8 * 0.6)));
    assert.equal(plan.matcherLimit, 'cores');
    assert.equal(plan.otherNodes, 2);
    assert.equal(plan.partitions, 64);
    assert.equal(plan.clickhouseBytes, 160e9);
    assert.equal(plan.cost.s3Requests, (plan.s3Gets / 1e3) * 0.0004);
    assert.equal(plan.perTb.dowser, plan.cost.total / 500);
  });

  test('is decided by the network where that is slow', () => {
    const plan = planCapacity(calibration, { ...work, node: { ...DEFAULT_NODE, networkGbps: 1 } });
    assert.equal(plan.matcherLimit, 'network');
    assert.equal(plan.matcherNodes, Math.ceil((500e12 * 8) / 86_400 / 0.6e9));
  });

  test('never goes below one node of each and the topics as they are made', () => {
    const plan = planCapacity(calibration, { ...work, objects: 1, bytes: 1, occurrences: 0 });
    assert.deepEqual([plan.matcherNodes, plan.otherNodes, plan.partitions, plan.prefixes], [1, 1, MIN_PARTITIONS, 1]);
  });

  test('property: more work never takes less', () => {
    const amount = fc.double({ min: 1, max: 1e15, noNaN: true });
    fc.assert(
      fc.property(amount, amount, fc.double({ min: 1, max: 100, noNaN: true }), (objects, bytes, factor) => {
        const less = planCapacity(calibration, { ...work, objects, bytes });
        const more = planCapacity(calibration, { ...work, objects: objects * factor, bytes: bytes * factor });
        assert.ok(more.matcherNodes >= less.matcherNodes && more.partitions >= less.partitions);
        assert.ok(more.cost.total >= less.cost.total && more.prefixes >= less.prefixes);
      }),
    );
  });
});
