/**
 * `npm run simulate -- [--seeds 2000] [--seed S]`: simulates the pipeline under faults, seed after seed from 1. A seed that
 * fails is printed with what is wrong; `--seed S` plays it again alone, with every event. The last line is JSON.
 */
import { parseArgs } from 'node:util';
import { runSeeds } from './run-seeds.ts';
import { simulate } from './simulate.ts';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '2000' }, seed: { type: 'string' } } });
const seeds = values.seed === undefined ? Number(values.seeds) : 1;
let failed = 0;
let events = 0;
const report = (result: { seed: number; violations: readonly string[]; events: number }): void => {
  events += result.events;
  if (result.violations.length === 0) return;
  failed++;
  console.log(`seed ${result.seed} fails: npm run simulate -- --seed ${result.seed}`);
  for (const violation of result.violations) console.log(`  ${violation}`);
};
if (values.seed === undefined) await runSeeds(1, seeds, report);
else {
  const result = await simulate({ seed: Number(values.seed), traced: true });
  console.log(result.trace.join('\n'));
  report(result);
}
console.log(JSON.stringify({ seeds, failed, events }));
if (failed > 0) process.exitCode = 1;
