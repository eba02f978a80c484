/**
 * `npm run test:fault -- [--objects 100000] [--kills 200] [--seed 1]`: the services as processes on a real Kafka while processes,
 * threads, the broker and the engine are killed and links fail. The last line is JSON.
 */
import { parseArgs } from 'node:util';
import { planBlows } from './plan-blows.ts';
import { runFaults } from './run-faults.ts';

const { values } = parseArgs({
  options: {
    objects: { type: 'string', default: '100000' },
    kills: { type: 'string', default: '200' },
    overlap: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
});
const result = await runFaults({
  objects: Number(values.objects),
  blows: planBlows(Number(values.kills), Number(values.seed)),
  overlap: Number(values.overlap),
  engineDiskMib: 1_024,
  log: console.error,
});
for (const problem of result.problems) console.log(`  ${problem}`);
console.log(JSON.stringify(result.recoverySeconds));
const { objects, kills, lost, duplicated, recoverySecondsMax } = result;
console.log(JSON.stringify({ objects, kills, lost, duplicated, recoverySecondsMax }));
if (result.problems.length > 0 || result.exitCodes.some((code) => code !== 0)) process.exitCode = 1;
