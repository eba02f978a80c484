/**
 * `npm run test:fault -- [--objects 100000] [--kills 200] [--seed 1]`: the services as processes on a real Kafka while processes,
 * threads, the broker and the engine are killed and links fail. The last line is JSON.
 * `-- --huge [--bytes 5e9] [--kills 20]`: one object of that size, every matcher of which is killed so often.
 */
import { parseArgs } from 'node:util';
import { planBlows } from './plan-blows.ts';
import { runFaults } from './run-faults.ts';
import { runHuge } from './run-huge.ts';

const KILLS = 200;
const HUGE_KILLS = 20;
/** What a killed matcher may read again. */
const REREAD_MAX_MIB = 64;

const { values } = parseArgs({
  options: {
    huge: { type: 'boolean', default: false },
    bytes: { type: 'string', default: '5e9' },
    objects: { type: 'string', default: '100000' },
    kills: { type: 'string' },
    overlap: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
});
if (values.huge) {
  const result = await runHuge({
    bytes: Number(values.bytes),
    kills: Number(values.kills ?? HUGE_KILLS),
    log: console.error,
  });
  console.log(JSON.stringify(result));
  const isWell =
    result.identical &&
    result.verdict === 'scanned' &&
    result.overwritten === 'skipped OBJECT_VERSION_MISMATCH' &&
    result.rereadMaxMib <= REREAD_MAX_MIB;
  if (!isWell) process.exitCode = 1;
} else {
  const result = await runFaults({
    objects: Number(values.objects),
    blows: planBlows(Number(values.kills ?? KILLS), Number(values.seed)),
    overlap: Number(values.overlap),
    engineDiskMib: 1_024,
    log: console.error,
  });
  for (const problem of result.problems) console.log(`  ${problem}`);
  console.log(JSON.stringify(result.recoverySeconds));
  const { objects, kills, lost, duplicated, recoverySecondsMax } = result;
  console.log(JSON.stringify({ objects, kills, lost, duplicated, recoverySecondsMax }));
  if (result.problems.length > 0 || result.exitCodes.some((code) => code !== 0)) process.exitCode = 1;
}
