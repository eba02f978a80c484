import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { renderChart } from '../src/render-chart.ts';
import { scenarioSchema } from '../src/scenario.ts';
import { bestOf, curveOf, KNOBS, type SweepPoint, speedOf } from '../src/sweep.ts';

const point = (value: number, objectsPerSecond: number, spread = 0): SweepPoint => ({
  value,
  objectsPerSecond,
  cpuSeconds: 1,
  rssPeakMb: 1,
  spread,
});

describe('the best of a curve', () => {
  test('stays with what stands when the fastest gains no more than is worth it', () => {
    assert.equal(bestOf([point(1, 100), point(2, 105)], 1).value, 1);
    assert.equal(bestOf([point(1, 100), point(2, 106)], 1).value, 2);
  });

  test('does not take noise for a gain', () => {
    assert.equal(bestOf([point(1, 100, 0.3), point(2, 125, 0.3)], 1).value, 1);
    assert.equal(bestOf([point(1, 100, 0.3), point(2, 135, 0.3)], 1).value, 2);
  });
});

describe('the curve', () => {
  const knob = { name: 'k', values: [2, 1], apply: <T>(scenario: T) => scenario };
  const run = (value: number, seconds: number, othersBusy = 0) => ({
    knob: 'k',
    value,
    result: { objects: 100, seconds, othersBusy, processes: { matcher: { cpuSeconds: seconds, rssPeakMb: 5 } } },
  });

  test('has the median of the rounds at each value, in order', () => {
    const curve = curveOf([run(2, 10), run(1, 1), run(1, 4), run(1, 2), { ...run(1, 9), knob: 'other' }], knob);
    assert.deepEqual(
      curve.map(({ value, objectsPerSecond }) => [value, objectsPerSecond]),
      [
        [1, 50],
        [2, 10],
      ],
    );
    assert.equal(curve[0]!.spread, 1.5);
  });

  test('leaves out what other work took of the machine', () => {
    assert.equal(speedOf(run(1, 10).result), 10);
    assert.equal(speedOf(run(1, 10, 0.5).result), 20);
  });
});

test('every knob sets what a scenario may say', () => {
  const scenario = scenarioSchema.parse({ name: 'a', objects: 1, sizes: [{ share: 1, medianBytes: 1 }] });
  for (const knob of KNOBS) {
    const set = knob.apply(scenario, knob.values[1]!);
    assert.notDeepEqual(set, scenario, knob.name);
    assert.ok(scenarioSchema.safeParse(set).success, knob.name);
  }
});

test('a chart is SVG with its title and a mark for each point', async () => {
  const points = [1, 2, 3].map((x) => ({ x, y: x * x, line: 'squares' }));
  const svg = await renderChart({ title: 'Squares', x: 'x', y: 'y', points });
  assert.match(svg, /^<svg /);
  assert.match(svg, /Squares/);
  assert.equal(svg.match(/aria-roledescription="point"/g)?.length, points.length);
});
