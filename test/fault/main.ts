/**
 * `npm run test:fault -- [--objects 100000] [--kills 200] [--seed 1]`: the services as processes on a real Kafka while processes,
 * threads, the broker and the engine are killed and links fail. The last line is JSON.
 * `-- --huge [--bytes 5e9] [--kills 20]`: one object of that size, every matcher of which is killed so often.
 * `-- --backlog [--messages 1e7] [--watch 120]`: the memory of the services before so many tasks, while the sink's store is away.
 * `-- --backfill [--messages 1e6] [--events 1200] [--per-second 10]`: how long an event takes to its row while so many tasks are
 * worked off beside it.
 */
import { parseArgs } from 'node:util';
import { planBlows } from './plan-blows.ts';
import { runBackfill } from './run-backfill.ts';
import { runBacklog } from './run-backlog.ts';
import { runFaults } from './run-faults.ts';
import { runHuge } from './run-huge.ts';
import type { ServiceName } from './world.ts';

const BACKLOG_MESSAGES = 1e7;
const BACKFILL_MESSAGES = 1e6;
/** From an event to its row, beside a backfill. */
const LIVE_P95_MAX_MS = 5_000;
const KILLS = 200;
const HUGE_KILLS = 20;
/** What a killed matcher may read again. */
const REREAD_MAX_MIB = 64;
/** What a service that has nothing to do yet may grow by when it works: batches in hand, fetched messages, a heap that is collected late. */
const GROWTH_MAX_MIB = 300;

const { values } = parseArgs({
  options: {
    huge: { type: 'boolean', default: false },
    backlog: { type: 'boolean', default: false },
    backfill: { type: 'boolean', default: false },
    messages: { type: 'string' },
    events: { type: 'string', default: '1200' },
    'per-second': { type: 'string', default: '10' },
    watch: { type: 'string', default: '120' },
    bytes: { type: 'string', default: '5e9' },
    objects: { type: 'string', default: '100000' },
    kills: { type: 'string' },
    overlap: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
});
if (values.backlog) {
  const { messages = BACKLOG_MESSAGES, watch } = values;
  const result = await runBacklog({ messages: Number(messages), watchSeconds: Number(watch), log: console.error });
  console.log(JSON.stringify(result));
  const { beforeBacklog, most } = result.rssMib;
  const grown = Object.entries(most).filter(([name, mib]) => mib > beforeBacklog[name as ServiceName] + GROWTH_MAX_MIB);
  for (const [name, mib] of grown) console.log(`  ${name} has grown to ${mib} MiB`);
  if (grown.length > 0) process.exitCode = 1;
} else if (values.backfill) {
  const result = await runBackfill({
    messages: Number(values.messages ?? BACKFILL_MESSAGES),
    events: Number(values.events),
    perSecond: Number(values['per-second']),
    log: console.error,
  });
  console.log(JSON.stringify(result));
  if (result.latencyMs.p95 > LIVE_P95_MAX_MS || result.tasksLeft === 0) process.exitCode = 1;
} else if (values.huge) {
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
