import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillBucket, runLoad, scenarioSchema, startLoadStack } from '../src/index.ts';

test('a small load goes through the services by events and is accounted for', { timeout: 120_000 }, async () => {
  const scenario = scenarioSchema.parse({
    name: 'tiny',
    objects: 40,
    sizes: [
      { share: 1, medianBytes: 3_000, sigma: 1, maxBytes: 100_000 },
      { share: 0.05, medianBytes: 9_000_000 },
    ],
    sensitive: { objects: 0.5, perMegabyte: 50 },
    arrival: { door: 'events', perSecond: 200 },
    services: { partitions: 2, settings: { DOWSER_WORKERS: '1' } },
  });
  const stack = await startLoadStack({});
  try {
    const filled = await fillBucket(stack.s3, 'load', scenario, () => {});
    const result = await runLoad(stack, filled, scenario);
    assert.equal(result.objects, scenario.objects);
    assert.equal(result.bytes, filled.bytes);
    assert.ok(filled.planted > 0);
    assert.equal(result.occurrences, filled.planted);
    assert.ok(result.latencyMs !== null && result.latencyMs.p50 <= result.latencyMs.max);
    assert.ok((result.s3Requests?.getObject ?? 0) >= scenario.objects);
    assert.equal(result.tables.scan_log?.rows, scenario.objects);
    assert.deepEqual(Object.keys(result.processes).sort(), ['clickhouse', 'ingest', 'matcher', 's3-sqs', 'sink']);
  } finally {
    await stack.close();
  }
});
