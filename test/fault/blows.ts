import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultWorld, LinkName, ServiceName } from './world.ts';

/** What befalls the pipeline. The first six are kill -9. */
export const BlowKind = {
  Ingest: 'kill ingest',
  Matcher: 'kill matcher',
  Thread: 'kill thread',
  Sink: 'kill sink',
  Broker: 'kill broker',
  Engine: 'kill engine',
  CutKafka: 'cut kafka',
  CutClickHouse: 'cut clickhouse',
  CutS3: 'cut s3',
  StallKafka: 'stall kafka',
  SlowKafka: 'slow kafka',
  SlowClickHouse: 'slow clickhouse',
  SlowS3: 'slow s3',
  PauseMatcher: 'pause matcher',
  PauseSink: 'pause sink',
  DiskFull: 'disk full',
} as const;
export type BlowKind = (typeof BlowKind)[keyof typeof BlowKind];

/** How long a link stays cut, stalled or slow. */
const LINK_MS = 6_000;
/** Longer than the session of a consumer (10 s). */
const PAUSE_MS = 14_000;
const FULL_MS = 8_000;

/** Strikes; resolves when the fault is over: what was killed has been told to start again. */
export type Strike = (world: FaultWorld, turn: number) => Promise<void>;

const killed =
  (name: ServiceName): Strike =>
  async (world, turn) => {
    await slotOf(world, name, turn).kill();
  };
const link =
  (name: LinkName, state: 'cut' | 'stalled' | 'slow'): Strike =>
  async ({ links }) => {
    links[name].become(state);
    await sleep(LINK_MS);
    links[name].become('sound');
  };
const paused =
  (name: ServiceName): Strike =>
  async (world, turn) => {
    const { process } = slotOf(world, name, turn);
    const stopped = process();
    stopped.kill('SIGSTOP');
    await sleep(PAUSE_MS);
    stopped.kill('SIGCONT');
  };

export const strikes: Readonly<Record<BlowKind, Strike>> = {
  [BlowKind.Ingest]: killed('ingest'),
  [BlowKind.Matcher]: killed('matcher'),
  [BlowKind.Thread]: async (world, turn) => void slotOf(world, 'matcher', turn).process().kill('SIGUSR2'),
  [BlowKind.Sink]: killed('sink'),
  [BlowKind.Broker]: async ({ broker }) => {
    await broker.kill();
    await broker.restart();
  },
  [BlowKind.Engine]: ({ restartEngine }) => restartEngine(),
  [BlowKind.CutKafka]: link('kafka', 'cut'),
  [BlowKind.CutClickHouse]: link('clickhouse', 'cut'),
  [BlowKind.CutS3]: link('s3', 'cut'),
  [BlowKind.StallKafka]: link('kafka', 'stalled'),
  [BlowKind.SlowKafka]: link('kafka', 'slow'),
  [BlowKind.SlowClickHouse]: link('clickhouse', 'slow'),
  [BlowKind.SlowS3]: link('s3', 'slow'),
  [BlowKind.PauseMatcher]: paused('matcher'),
  [BlowKind.PauseSink]: paused('sink'),
  [BlowKind.DiskFull]: fillDisk,
};

/** Nothing of these may strike while another one does: the same process or disk cannot be hit twice at once. */
export const isKill = (kind: BlowKind): boolean => kind.startsWith('kill');

function slotOf({ slots }: FaultWorld, name: ServiceName, turn: number) {
  const own = slots.filter((slot) => slot.name === name);
  return own[turn % own.length]!;
}

async function fillDisk({ engineDisk }: FaultWorld): Promise<void> {
  const filler = join(engineDisk, 'filler');
  try {
    execFileSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=1M'], { stdio: 'ignore' });
  } catch {
    // dd ends with an error when the disk is full: that is what it is for.
  }
  await sleep(FULL_MS);
  rmSync(filler);
}
