import type { Bus } from '@dowser/bus';
import { ConsumerGroup, topics } from '@dowser/contracts';
import { selectIdentifiers } from '@dowser/identifiers';
import {
  createAccessIngester,
  createIngester,
  type IngestConfig,
  loadIngestConfig,
  policyOf,
  type Queue,
  runIngest,
} from '@dowser/ingest';
import { runMatcher } from '@dowser/matcher';
import type { ObjectStore } from '@dowser/objects';
import { type Clock, retryTransient, untilStopped } from '@dowser/pipeline';
import { runSink } from '@dowser/sink';
import type { Store } from '@dowser/store';
import { createTelemetry } from '@dowser/telemetry';
import type { Plan } from './plan.ts';
import { BUCKETS } from './plan.ts';
import { createSimulatedScanner, WORDS } from './simulated-scanner.ts';

export const SERVICES = ['ingest', 'matcher', 'sink'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** What a process has of the world: the ports that its main.ts would have opened. */
export interface Ports {
  readonly bus: Bus;
  readonly queue: Queue;
  readonly objects: ObjectStore;
  readonly store: Pick<Store, 'insert'>;
  readonly clock: Clock;
}

/** SQS visibility: short, so that renewals and their failures matter. */
export const VISIBILITY_SECONDS = 10;
const SINK_LINGER_MS = 100;

const telemetry = createTelemetry({ service: 'simulation', level: 'silent' });
const rows = selectIdentifiers(Object.values(WORDS));
const configs = new Map<string, IngestConfig>();

/** Runs one service as its main.ts does, until `stop` or an error. */
export const runners: Readonly<Record<ServiceName, (ports: Ports, plan: Plan, stop: AbortSignal) => Promise<void>>> = {
  async ingest(ports, plan, stop) {
    const { bus, objects, queue, clock } = ports;
    const config = ingestConfig(plan);
    await createTopics(ports, plan, stop);
    const ingest = createIngester({ bus, objects, telemetry, policy: policyOf(config), clock });
    const access = createAccessIngester({ bus, telemetry, clock });
    const backlog = () => bus.lag(ConsumerGroup.MatcherBulk, [topics.bulkObjectTasks.name]);
    const sources = { objects, queues: [queue], readOrc: null, backlog };
    await runIngest({ config, ...sources, ingest, access, telemetry, stop, clock });
  },
  async matcher(ports, plan, stop) {
    await createTopics(ports, plan, stop);
    const scanner = createSimulatedScanner(ports.clock);
    const { batchMessages, partBytes } = plan;
    const options = { ...ports, scanner, rows, telemetry, batchMessages, partBytes, partitionsConcurrent: 2, stop };
    await untilStopped(await runMatcher(options), stop);
  },
  async sink(ports, plan, stop) {
    await createTopics(ports, plan, stop);
    const { batchMessages } = plan;
    const join = () =>
      runSink({ ...ports, telemetry, batchMessages, partitionsConcurrent: 2, lingerMs: SINK_LINGER_MS });
    await untilStopped(await retryTransient(join, { signal: stop, clock: ports.clock }), stop);
  },
};

async function createTopics({ bus, clock }: Ports, { partitions }: Plan, stop: AbortSignal): Promise<void> {
  const specs = Object.values(topics).map((topic) => ({ ...topic, partitions }));
  await retryTransient(() => bus.ensureTopics(specs), { signal: stop, clock });
}

function ingestConfig({ versions, relistSeconds }: Plan): IngestConfig {
  const key = `${versions} ${relistSeconds}`;
  const known = configs.get(key);
  if (known !== undefined) return known;
  const listings = Object.keys(BUCKETS).map((bucket) => `s3://${bucket}`);
  const config = loadIngestConfig({
    DOWSER_BUS_URL: 'sqlite:/simulated',
    DOWSER_QUEUE_URLS: 'http://queue.invalid/simulated',
    DOWSER_QUEUE_VISIBILITY_SECONDS: String(VISIBILITY_SECONDS),
    DOWSER_VERSIONS: versions,
    ...(relistSeconds === null
      ? {}
      : { DOWSER_LISTINGS: listings.join(','), DOWSER_RELIST_SECONDS: String(relistSeconds) }),
  });
  configs.set(key, config);
  return config;
}
