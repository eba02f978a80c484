import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine } from './machine.ts';
import { bottleneckOf, createLoadProgress, fillBucket, readScenario, runLoad, startLoadStack } from './src/index.ts';
import { renderChart } from './src/render-chart.ts';
import { bestOf, curveOf, KNOBS, type Knob, type SweepRun, speedOf } from './src/sweep.ts';

/**
 * Sweeps one setting after the other around the defaults, all its values in turn in each round, and says which is best, with
 * the curve and what limited the runs. Prints JSON lines: the machine, each run, each knob's curve.
 * Usage: npm run tune -- [--scenario load-test/scenarios/lognormal.yaml] [--objects N] [--rounds 3] [--knob NAME …] [--values N,N] [--out results.jsonl] [--charts folder]
 */
const { values } = parseArgs({
  options: {
    scenario: { type: 'string', default: new URL('./scenarios/lognormal.yaml', import.meta.url).pathname },
    objects: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    knob: { type: 'string', multiple: true, default: KNOBS.map(({ name }) => name) },
    values: { type: 'string' },
    out: { type: 'string' },
    charts: { type: 'string' },
  },
});
const unknown = values.knob.filter((name) => !KNOBS.some((knob) => knob.name === name));
if (unknown.length > 0) throw new Error(`no knob ${unknown.join(', ')}: ${KNOBS.map(({ name }) => name).join(', ')}`);

const say = (line: object): void => {
  console.log(JSON.stringify(line));
  if (values.out !== undefined) appendFileSync(values.out, `${JSON.stringify(line)}\n`);
};

say(machine());
const read = readScenario(values.scenario);
const scenario = values.objects === undefined ? read : { ...read, objects: Number(values.objects) };
const stack = await startLoadStack({});
const progress = createLoadProgress(scenario.name, scenario.objects);
try {
  const filled = await fillBucket(stack.s3, `tune-${scenario.name}`, scenario, (put) =>
    progress.filled(put.objects, put.bytes),
  );
  progress.stop();
  for (const known of KNOBS.filter(({ name }) => values.knob.includes(name))) {
    const knob = values.values === undefined ? known : { ...known, values: values.values.split(',').map(Number) };
    const runs: SweepRun[] = [];
    for (let round = 0; round < Number(values.rounds); round++) {
      for (const value of rotated(knob.values, round)) {
        const bar = createLoadProgress(`${knob.name} ${value}, round ${round + 1}`, scenario.objects);
        const result = await runLoad(stack, filled, knob.apply(scenario, value), bar.ran);
        bar.stop();
        runs.push({ knob: knob.name, value, result });
        say({ knob: knob.name, value, round, bottleneck: bottleneckOf(result), ...result });
      }
    }
    await conclude(knob, runs);
  }
} finally {
  progress.stop();
  await stack.close();
}

/** No value is always the first, which meets a machine that has just filled a bucket. */
function rotated(list: readonly number[], by: number): number[] {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

async function conclude(knob: Knob, runs: readonly SweepRun[]): Promise<void> {
  const curve = curveOf(runs, knob);
  const standing = knob.values[0]!;
  say({ summary: knob.name, scenario: scenario.name, standing, best: bestOf(curve, standing).value, curve });
  if (values.charts === undefined) return;
  const points = runs.map(({ value, result }) => ({ x: value, y: speedOf(result), line: scenario.name }));
  mkdirSync(values.charts, { recursive: true });
  const svg = await renderChart({
    title: `${knob.name}, ${scenario.name}`,
    x: knob.name,
    y: 'objects a second of free machine',
    points,
  });
  writeFileSync(join(values.charts, `tune-${scenario.name}-${knob.name}.svg`), svg);
}
