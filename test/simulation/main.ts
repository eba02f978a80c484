/**
 * `npm run simulate -- [--seeds 2000] [--seed S] [--trace]`: simulates the pipeline under faults, seed after seed; the first
 * seed is 1, or S alone. A seed that fails is printed with what is wrong; `--seed` plays it again, `--trace` with every event.
 */
import { parseArgs } from 'node:util';
import { simulate } from './simulate.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    seed: { type: 'string' },
    trace: { type: 'boolean', default: false },
  },
});
const first = Number(values.seed ?? 1);
const last = values.seed === undefined ? Number(values.seeds) : first;
// Thousands of injected errors: their stacks would be most of the work.
Error.stackTraceLimit = values.trace ? 10 : 0;
let failed = 0;
let events = 0;
for (let seed = first; seed <= last; seed++) {
  const result = await simulate({ seed, traced: values.trace });
  events += result.events;
  if (values.trace) console.log(result.trace.join('\n'));
  if (result.violations.length === 0) continue;
  failed++;
  console.log(`seed ${seed} fails: npm run simulate -- --seed ${seed}`);
  for (const violation of result.violations) console.log(`  ${violation}`);
}
console.log(JSON.stringify({ seeds: last - first + 1, failed, events }));
if (failed > 0) process.exitCode = 1;
