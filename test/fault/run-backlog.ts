import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openBus } from '@dowser/bus';
import { ConsumerGroup, type ObjectTask, objectVersionId, topics } from '@dowser/contracts';
import { encode, retryTransient } from '@dowser/pipeline';
import { createContents, INVENTORY_BUCKET, putInventory, SMALL_BUCKET } from './contents.ts';
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
const TASKS_AT_ONCE = 5_000;
const SENDERS = 2;
const TOLD_EVERY = 500_000;

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
    let sent = 0;
    const send = async (): Promise<void> => {
      for (;;) {
        const from = sent;
        sent = Math.min(messages, from + TASKS_AT_ONCE);
        if (from === sent) return;
        const records = Array.from({ length: sent - from }, (_, at) => {
          const key = contents.smallKey(from + at);
          return { key: `${SMALL_BUCKET}/${key}`, value: encode(topics.bulkObjectTasks, taskOf(key, contents.find)) };
        });
        await retryTransient(() => bus.produce(topics.bulkObjectTasks.name, records), { signal: sampling.signal });
        if (Math.floor(sent / TOLD_EVERY) > Math.floor(from / TOLD_EVERY))
          log(`${sent} tasks, ${JSON.stringify(most)}`);
      }
    };
    await Promise.all(Array.from({ length: SENDERS }, send));
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

function taskOf(key: string, find: Awaited<ReturnType<typeof createContents>>['find']): ObjectTask {
  const { size, etag } = find(`${SMALL_BUCKET}/${key}`)!;
  return {
    schemaVersion: 1,
    objectVersionId: objectVersionId({ bucket: SMALL_BUCKET, key, versionId: '', etag }),
    object: {
      bucket: SMALL_BUCKET,
      key,
      versionId: '',
      etag,
      size,
      lastModified: null,
      storageClass: 'STANDARD',
      encryption: '',
      sequencer: '',
      source: 'inventory',
      observedAt: '2026-11-01T00:00:00.000Z',
    },
    restored: false,
  };
}

async function rssMib(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Math.round(Number(stdout) / MIB_KIB);
}
