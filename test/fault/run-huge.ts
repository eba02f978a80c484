import { until } from '@dowser/testkit';
import { HUGE_IDENTIFIER, hugeObject } from './huge-object.ts';
import { select } from './ledger.ts';
import { announce } from './traffic.ts';
import { startWorld } from './world.ts';

export interface HugeRunOptions {
  readonly bytes: number;
  /** How often every matcher is killed at once. */
  readonly kills: number;
  readonly log: (text: string) => void;
}

export interface HugeRun {
  readonly bytes: number;
  readonly kills: number;
  /** The most that was read again at once. */
  readonly rereadMaxMib: number;
  readonly rereadTotalMib: number;
  readonly verdict: string;
  /** Whether each place is found, once, with its line. */
  readonly identical: boolean;
  /** How the scan of an object ended that was overwritten in the middle. */
  readonly overwritten: string;
  readonly seconds: number;
}

const MIB = 2 ** 20;
const EVERY_BYTES = 16 * MIB + 7;
const BUCKET = 'huge';
const LOOK_EVERY_MS = 200;
const STUCK_MS = 300_000;

/** One object of any size, scanned by two matchers that are killed again and again; then one that is overwritten meanwhile. */
export async function runHuge({ bytes, kills, log }: HugeRunOptions): Promise<HugeRun> {
  const startedAt = Date.now();
  const whole = hugeObject(bytes, EVERY_BYTES);
  let changed = false;
  const find = (name: string) =>
    name.endsWith('/changed.log') && changed
      ? { ...whole, etag: 'another' }
      : name.startsWith(BUCKET)
        ? whole
        : undefined;
  const world = await startWorld({
    find,
    services: ['sink', 'matcher', 'matcher', 'ingest'],
    env: { DOWSER_IDENTIFIERS: HUGE_IDENTIFIER },
    engineDiskMib: 0,
    log,
  });
  try {
    const { objects, client, slots } = world;
    const readOf = (key: string) => objects.reads.get(`${BUCKET}/${key}`) ?? { bytes: 0, furthest: 0, backMax: 0 };
    const reached = (what: string, condition: () => Promise<boolean> | boolean): Promise<void> =>
      until(condition, what, STUCK_MS, LOOK_EVERY_MS);
    const verdictOf = async (key: string): Promise<string> => {
      const query = `SELECT concat(verdict, ' ', reason) AS v FROM object_scans WHERE key = '${key}'`;
      const [row] = await select<{ v: string }>(client, query).catch(() => []);
      return row?.v.trim() ?? '';
    };
    await announce({ ...world, find }, [{ bucket: BUCKET, key: 'whole.log' }]);
    for (let kill = 1; kill <= kills; kill++) {
      const place = (bytes * kill) / (kills + 1);
      await reached(`byte ${place}`, () => readOf('whole.log').furthest > place);
      await Promise.all(slots.filter(({ name }) => name === 'matcher').map((slot) => slot.kill()));
      log(`kill ${kill}/${kills} at ${Math.round(readOf('whole.log').furthest / MIB)} MiB`);
    }
    await reached('the verdict', async () => (await verdictOf('whole.log')) !== '');
    await announce({ ...world, find }, [{ bucket: BUCKET, key: 'changed.log' }]);
    await reached('the middle', () => readOf('changed.log').furthest > bytes / 2);
    changed = true;
    await reached('the second verdict', async () => (await verdictOf('changed.log')) !== '');
    const rows = await select<{ place: string }>(
      client,
      "SELECT concat(toString(start), ':', toString(line)) AS place FROM occurrences WHERE key = 'whole.log' ORDER BY start",
    );
    const { backMax, bytes: read } = readOf('whole.log');
    if (world.crashes.length > 0) throw new Error(world.crashes.join('; '));
    return {
      bytes,
      kills,
      rereadMaxMib: Math.round(backMax / MIB),
      rereadTotalMib: Math.round((read - bytes) / MIB),
      verdict: await verdictOf('whole.log'),
      identical: rows.map(({ place }) => place).join() === (await whole.places()).join(),
      overwritten: await verdictOf('changed.log'),
      seconds: Math.round((Date.now() - startedAt) / 1000),
    };
  } finally {
    await world.close();
  }
}
