import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openBus } from '@dowser/bus';
import { ConsumerGroup, topics } from '@dowser/contracts';
import { retryTransient } from '@dowser/pipeline';
import { createContents, INVENTORY_BUCKET, putInventory, SMALL_BUCKET } from './contents.ts';
import { fillBulkLane } from './fill-bulk-lane.ts';
import { type ServiceName, startWorld } from './world.ts';

export interface BacklogRunOptions {
  /** Tasks that are put on the bulk lane. */
  readonly messages: number;
  /** How long the services stand before them when all are there. */
  readonly watchSeconds: number;
  readonly log: (text: string) => void;
}

/** RSS of the services in MiB. */
export type Memory = Readonly<Record<ServiceName, number>>;

export interface BacklogRun {
  readonly messages: number;
  readonly fillSeconds: number;
  readonly watchSeconds: number;
  /** Tasks that the matcher had not worked off at the end. */
  readonly tasksLeft: number;
  /** What the sink, whose store is away, had not written at the end. */
  readonly resultsLeft: number;
  readonly rssMib: {
    readonly beforeBacklog: Memory;
    readonly full: Memory;
    readonly most: Memory;
    readonly last: Memory;
  };
}

const SERVICES: readonly ServiceName[] = ['sink', 'matcher', 'ingest'];
const MIB_KIB = 1_024;
const SAMPLE_MS = 5_000;
/** The services have begun and hold what they need. */
const SETTLE_MS = 20_000;

/**
 * Fills the bulk lane of a real Kafka while the sink's store is away, and watches the memory of the services: ingest has an
 * inventory to add and no room for it, the matcher works on, the sink cannot write.
 */
export async function runBacklog({ messages, watchSeconds, log }: BacklogRunOptions): Promise<BacklogRun> {
  const contents = await createContents();
  const world = await startWorld({
    find: contents.find,
    services: SERVICES,
    env: { DOWSER_INVENTORIES: putInventory(contents), DOWSER_BUCKETS: [SMALL_BUCKET, INVENTORY_BUCKET].join(',') },
    engineDiskMib: 0,
    log,
  });
  const bus = await openBus(`kafka://${world.broker.brokers}`, { clientId: 'backlog' });
  const memory = async (): Promise<Memory> => {
    const sizes = await Promise.all(world.slots.map(async (slot) => [slot.name, await rssMib(slot.process().pid)]));
    return Object.fromEntries(sizes) as Memory;
  };
  try {
    world.links.clickhouse.become('cut');
    await retryTransient(() => bus.ensureTopics(Object.values(topics)), { signal: AbortSignal.timeout(SETTLE_MS) });
    await sleep(SETTLE_MS);
    const beforeBacklog = await memory();
    let most = beforeBacklog;
    const sampling = new AbortController();
    const sampled = (async () => {
      while (!sampling.signal.aborted) {
        const now = await memory();
        most = Object.fromEntries(SERVICES.map((name) => [name, Math.max(most[name], now[name])])) as unknown as Memory;
        await sleep(SAMPLE_MS, undefined, { signal: sampling.signal }).catch(() => undefined);
      }
    })();
    const fillingAt = Date.now();
    await fillBulkLane(bus, contents, messages, (sent) => log(`${sent} tasks, ${JSON.stringify(most)}`));
    const fillSeconds = Math.round((Date.now() - fillingAt) / 1_000);
    const full = await memory();
    await sleep(watchSeconds * 1_000);
    const last = await memory();
    sampling.abort();
    await sampled;
    if (world.crashes.length > 0) throw new Error(world.crashes.join('; '));
    const sinkTopics = [topics.objectRecords.name, topics.scanResults.name];
    return {
      messages,
      fillSeconds,
      watchSeconds,
      tasksLeft: await bus.lag(ConsumerGroup.MatcherBulk, [topics.bulkObjectTasks.name]),
      resultsLeft: await bus.lag(ConsumerGroup.Sink, sinkTopics),
      rssMib: { beforeBacklog, full, most, last },
    };
  } finally {
    await bus.close();
    await world.close();
  }
}

async function rssMib(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Math.round(Number(stdout) / MIB_KIB);
}
