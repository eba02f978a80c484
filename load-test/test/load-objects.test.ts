import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { createRandom } from '@dowser/local';
import { BLOCK_BYTES, planContent } from '../src/content.ts';
import { loadObjects } from '../src/load-objects.ts';
import { objectSize } from '../src/object-size.ts';
import { CONTENT_KINDS, scenarioSchema } from '../src/scenario.ts';

const PART_BYTES = 8 * 1024 * 1024;
const SOCIAL_SECURITY_NUMBER = /\b\d{3}-\d{2}-\d{4}\b/g;
const bytesOf = async (body: Uint8Array | AsyncIterable<Uint8Array>): Promise<Buffer> =>
  body instanceof Uint8Array ? Buffer.from(body) : buffer(body);

describe('the content of an object', () => {
  for (const kind of CONTENT_KINDS) {
    for (const size of [1, 24, 25, 400, 5_000, BLOCK_BYTES + 1]) {
      test(`${kind} of ${size} bytes has the size asked for and as many values as it says`, async () => {
        const { planted, body } = planContent(createRandom('seed'), kind, size, 500);
        const bytes = await bytesOf(body());
        assert.equal(bytes.length, size);
        assert.equal((bytes.toString('latin1').match(SOCIAL_SECURITY_NUMBER) ?? []).length, planted);
        if (size >= 400) assert.ok(planted >= 1);
      });
    }
  }

  test('holds nothing when nothing is asked for', async () => {
    const { planted, body } = planContent(createRandom('seed'), 'csv', 50_000, 0);
    assert.equal(planted, 0);
    assert.doesNotMatch((await bytesOf(body())).toString('latin1'), SOCIAL_SECURITY_NUMBER);
  });

  test('comes at once up to a part of an upload, in pieces from one byte more', async () => {
    const of = (size: number) => planContent(createRandom('seed'), 'log', size, 10).body();
    assert.ok(of(PART_BYTES) instanceof Uint8Array);
    const pieces = of(PART_BYTES + 1);
    assert.ok(!(pieces instanceof Uint8Array));
    assert.equal((await bytesOf(pieces)).length, PART_BYTES + 1);
  });
});

describe('the objects of a scenario', () => {
  const scenario = scenarioSchema.parse({
    name: 'a',
    objects: 300,
    sizes: [{ share: 1, medianBytes: 2_000, sigma: 1, maxBytes: 20_000 }],
    sensitive: { objects: 0.5, perMegabyte: 100 },
  });

  test('are the same each time, with keys of their own', () => {
    const told = () => [...loadObjects(scenario)].map(({ key, size, planted }) => ({ key, size, planted }));
    assert.deepEqual(told(), told());
    assert.equal(new Set(told().map(({ key }) => key)).size, scenario.objects);
  });

  test('are others with another seed', () => {
    const sizes = (seed: string) => [...loadObjects({ ...scenario, seed })].map(({ size }) => size);
    assert.notDeepEqual(sizes('a'), sizes('b'));
  });

  test('hold something in about the share that is asked for', () => {
    const holding = [...loadObjects(scenario)].filter(({ planted }) => planted.length > 0).length;
    assert.ok(holding > 100 && holding < 200, `${holding} of 300`);
  });
});

describe('sizes', () => {
  const sizesOf = (sigma: number, maxBytes: number): number[] => {
    const random = createRandom('sizes');
    return Array.from({ length: 2_001 }, () =>
      objectSize(random, [{ share: 1, medianBytes: 10_000, sigma, maxBytes }]),
    );
  };

  test('have the median that is asked for', () => {
    const median = sizesOf(1, 1e9).sort((a, b) => a - b)[1_000]!;
    assert.ok(median > 9_000 && median < 11_000, String(median));
  });

  test('are one size without sigma, and never above the most', () => {
    assert.deepEqual(new Set(sizesOf(0, 1e9)), new Set([10_000]));
    assert.equal(Math.max(...sizesOf(2, 30_000)), 30_000);
  });
});

describe('a scenario file', () => {
  const least = { name: 'a', objects: 1, sizes: [{ share: 1, medianBytes: 1 }] };

  test('needs a name, a number of objects and sizes', () => {
    assert.equal(scenarioSchema.parse(least).arrival.door, 'inventory');
    const beside = { ...least, objects: 2, arrival: { door: 'inventory', live: { objects: 1, perSecond: 1 } } };
    assert.deepEqual(scenarioSchema.parse(beside).arrival, beside.arrival);
    for (const wrong of [
      { ...least, name: 'A b' },
      { ...least, objects: 0 },
      { ...least, objects: 100_000_001 },
      { ...least, sizes: [] },
      { ...least, arrival: { door: 'inventory', live: { objects: 1, perSecond: 1 } } },
    ]) {
      assert.equal(scenarioSchema.safeParse(wrong).success, false, JSON.stringify(wrong));
    }
  });

  test('refuses what it does not know', () => {
    assert.equal(scenarioSchema.safeParse({ ...least, object: 1 }).success, false);
    assert.equal(scenarioSchema.safeParse({ ...least, services: { settings: { PATH: '/' } } }).success, false);
  });
});
