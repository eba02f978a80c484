import { setTimeout as sleep } from 'node:timers/promises';
import { BlowKind, isKill, strikes } from './blows.ts';
import {
  type Contents,
  createContents,
  type Expected,
  HUGE_BUCKET,
  HUGE_PART_BYTES,
  INVENTORY_BUCKET,
  LOG_BUCKET,
  putInventory,
  SAMPLE_BUCKET,
  SMALL_BUCKET,
} from './contents.ts';
import { type Audit, audit, select } from './ledger.ts';
import { type Fallen, recoverySeconds } from './recovery.ts';
import { announce } from './traffic.ts';
import { type FaultWorld, startWorld } from './world.ts';

export interface FaultRunOptions {
  /** Small objects announced while the blows fall. */
  readonly objects: number;
  /** In this order. */
  readonly blows: readonly BlowKind[];
  /** Blows that may be unrecovered at the same time. */
  readonly overlap: number;
  readonly engineDiskMib: number;
  readonly log: (text: string) => void;
}

export interface FaultRun extends Audit {
  readonly objects: number;
  readonly kills: number;
  readonly recoverySecondsMax: number;
  /** The longest of each kind. */
  readonly recoverySeconds: Readonly<Record<string, number>>;
  readonly exitCodes: readonly number[];
  readonly seconds: number;
}

/** Objects announced right after a blow; when all have their verdict, the pipeline has recovered from it. Every partition gets some. */
const PROBES = 24;
/** Announced and without a verdict, at most: the probes wait behind these. */
const OUTSTANDING = 400;
const ANNOUNCE_AT_ONCE = 200;
const LOOK_EVERY_MS = 400;
const BETWEEN_BLOWS_MS = 1_200;
/** A blow that is not recovered from after this long has stopped the pipeline. */
const STUCK_MS = 180_000;
const START_WITHIN_MS = 120_000;

interface FallenBlow extends Fallen {
  readonly kind: BlowKind;
  overAt: number;
  recoveredAt: number;
}

/** Runs the services as processes on a real broker while blows fall on everything, and audits what is in the tables. */
export async function runFaults(options: FaultRunOptions): Promise<FaultRun> {
  const startedAt = Date.now();
  const contents = await createContents();
  const inventory = putInventory(contents);
  const world = await startWorld({
    find: contents.find,
    services: ['sink', 'matcher', 'matcher', 'ingest'],
    env: {
      DOWSER_INVENTORIES: inventory,
      DOWSER_ACCESS_LOGS: `s3://${LOG_BUCKET}/access`,
      DOWSER_BUCKETS: [SMALL_BUCKET, SAMPLE_BUCKET, INVENTORY_BUCKET, HUGE_BUCKET].join(','),
      DOWSER_PART_BYTES: String(HUGE_PART_BYTES),
      DOWSER_QUEUE_VISIBILITY_SECONDS: '10',
      DOWSER_SINK_ROLL_UP_SECONDS: '2',
    },
    engineDiskMib: options.engineDiskMib,
    log: options.log,
  });
  let keepLogs = true;
  try {
    const result = await underFire(world, contents, options, startedAt);
    keepLogs = result.problems.length > 0;
    return result;
  } finally {
    await world.close({ keepLogs });
  }
}

async function underFire(
  world: FaultWorld,
  contents: Contents,
  options: FaultRunOptions,
  startedAt: number,
): Promise<FaultRun> {
  const { log } = options;
  const to = { ...world, find: contents.find };
  const expected: Expected[] = [
    ...contents.sample.map((object) => contents.expectedSample(SAMPLE_BUCKET, object)),
    ...contents.inventoried.map((object) => contents.expectedSample(INVENTORY_BUCKET, object)),
  ];
  const send = async (keys: readonly string[]): Promise<void> => {
    for (const key of keys) expected.push(contents.expectedSmall(key));
    await announce(
      to,
      keys.map((key) => ({ bucket: SMALL_BUCKET, key })),
    );
  };
  const watch = createWatch(world);
  await announce(
    to,
    contents.logs.map((key) => ({ bucket: LOG_BUCKET, key })),
  );
  await announce(
    to,
    contents.sample.map(({ key }) => ({ bucket: SAMPLE_BUCKET, key })),
  );
  const beginBy = Date.now() + START_WITHIN_MS;
  while ((await watch.look()).verdicts < expected.length) {
    if (Date.now() > beginBy) throw new Error(`no end of the sample within ${START_WITHIN_MS / 1000} s`);
    await sleep(LOOK_EVERY_MS);
  }
  log(`the sample was scanned after ${Math.round((Date.now() - startedAt) / 1000)} s`);

  const blows = options.blows.filter((kind) => kind !== BlowKind.DiskFull || world.engineDisk !== '');
  expected.push(contents.expectedHuge);
  await announce(to, [contents.expectedHuge]);
  const plan = [...blows];
  const fallen: FallenBlow[] = [];
  let sent = 0;
  let lastBlowAt = 0;
  const strike = async (kind: BlowKind): Promise<void> => {
    lastBlowAt = Date.now();
    const number = fallen.push({ kind, fellAt: lastBlowAt, overAt: 0, recoveredAt: 0 }) - 1;
    const struck = strikes[kind](world, number);
    await send(Array.from({ length: PROBES }, (_, at) => `probe-${number}/${String(at).padStart(3, '0')}.txt`));
    await struck;
    fallen[number]!.overAt = Date.now();
  };
  const striking = new Set<Promise<void>>();
  for (;;) {
    const { verdicts, probes } = await watch.look();
    const now = Date.now();
    for (const [number, blow] of fallen.entries()) {
      if (blow.overAt === 0 || blow.recoveredAt > 0) continue;
      if (probes.get(number) === PROBES) {
        blow.recoveredAt = now;
        log(
          `${number + 1}/${blows.length} ${blow.kind}: recovered after ${recoverySeconds(blow, fallen).toFixed(1)} s`,
        );
      } else if (now - blow.overAt > STUCK_MS) {
        throw new Error([`${blow.kind}: no recovery within ${STUCK_MS / 1000} s`, ...world.crashes].join('; '));
      }
    }
    const unrecovered = fallen.filter(({ recoveredAt }) => recoveredAt === 0);
    const [next] = plan;
    // A second blow on what is still down, or beside a fault that lasts, would not be a fault of its own.
    const clash = unrecovered.some(({ kind, overAt }) => overAt === 0 && (kind === next || !isKill(kind)));
    if (next !== undefined && !clash && unrecovered.length < options.overlap && now - lastBlowAt > BETWEEN_BLOWS_MS) {
      plan.shift();
      const struck = strike(next).finally(() => striking.delete(struck));
      struck.catch(() => undefined); // met below
      striking.add(struck);
    }
    const allowed = Math.floor((options.objects * fallen.length) / blows.length);
    if (sent < allowed && expected.length - verdicts < OUTSTANDING) {
      const upTo = Math.min(allowed, sent + ANNOUNCE_AT_ONCE);
      await send(Array.from({ length: upTo - sent }, (_, at) => contents.smallKey(sent + at)));
      sent = upTo;
    }
    if (plan.length === 0 && unrecovered.length === 0 && sent === options.objects && verdicts >= expected.length) break;
    await Promise.race([sleep(LOOK_EVERY_MS), ...striking]);
  }
  const result = await settled(world, contents, expected);
  const exitCodes = await Promise.all(world.slots.map((slot) => slot.drain()));
  const problems = [...result.problems, ...world.crashes];
  const seconds = fallen.map((blow) => recoverySeconds(blow, fallen));
  return {
    ...result,
    problems,
    objects: expected.length,
    kills: fallen.filter(({ kind }) => isKill(kind)).length,
    recoverySecondsMax: Math.max(...seconds),
    recoverySeconds: Object.fromEntries(
      Object.values(BlowKind).flatMap((kind) => {
        const own = seconds.filter((_, at) => fallen[at]!.kind === kind);
        return own.length === 0 ? [] : [[kind, Math.max(...own)]];
      }),
    ),
    exitCodes,
    seconds: (Date.now() - startedAt) / 1000,
  };
}

/** How often, and how long apart, an audit that finds something is made again: roll-ups and late batches are on their way. */
const AUDITS = 15;
const AUDIT_AGAIN_MS = 1_000;

async function settled(world: FaultWorld, contents: Contents, expected: readonly Expected[]): Promise<Audit> {
  for (let left = AUDITS; ; left--) {
    const result = await audit(world.client, contents, expected);
    if (result.problems.length === 0 || left === 1) return result;
    await sleep(AUDIT_AGAIN_MS);
  }
}

interface Look {
  readonly verdicts: number;
  /** Probes with a verdict, by the number of the blow. */
  readonly probes: ReadonlyMap<number, number>;
}

/** Looks at the ledger; what it saw last while the engine is away. */
function createWatch({ client }: FaultWorld) {
  let last: Look = { verdicts: 0, probes: new Map() };
  const ask = async (): Promise<Look> => {
    const [all] = await select<{ n: string }>(client, 'SELECT uniqExact(object_version_id) AS n FROM scan_log');
    const probes = await select<{ blow: string; n: string }>(
      client,
      `SELECT extract(key, '^probe-([0-9]+)/') AS blow, uniqExact(key) AS n FROM scan_log
       WHERE bucket = '${SMALL_BUCKET}' AND startsWith(key, 'probe-') GROUP BY blow`,
    );
    return { verdicts: Number(all!.n), probes: new Map(probes.map(({ blow, n }) => [Number(blow), Number(n)])) };
  };
  return {
    async look(): Promise<Look> {
      last = await ask().catch(() => last);
      return last;
    },
  };
}
