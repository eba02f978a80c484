import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { type Bus, openBus } from '@dowser/bus';
import { ConsumerGroup, topics } from '@dowser/contracts';
import { openStore, type Store } from '@dowser/store';
import { type FilledBucket, putInventory, type StoredObject } from './bucket.ts';
import { conservationProblems, type LedgerTotals, ledgerTotals } from './conservation.ts';
import { emitEvents } from './emit-events.ts';
import { type LedgerWatch, watchLedger } from './ledger-watch.ts';
import type { LoadResult, TableSize } from './load-result.ts';
import { type LoadServices, startLoadServices } from './load-services.ts';
import type { LoadStack } from './load-stack.ts';
import { watchMachine } from './machine-usage.ts';
import { sampleUsage, type UsageSampler } from './process-usage.ts';
import { floodOf, type Scenario } from './scenario.ts';

const POLL_MS = 250;
const LAG_EVERY_POLLS = 4;
/** A run in which nothing ends for so long has lost something. */
const STUCK_MS = 180_000;
const FINGERPRINT_KEY = 'key of the load test, not secret';

export interface RunProgress {
  readonly ended: number;
  readonly objects: number;
  readonly lag: number;
}

/** A run number keeps apart what the runs of one stack leave behind. */
let runs = 0;

/**
 * Runs the services on a filled bucket until every object has its verdict in SQL, and measures that. Throws when anything is
 * lost, doubled or not found.
 */
export async function runLoad(
  stack: LoadStack,
  filled: FilledBucket,
  scenario: Scenario,
  onProgress: (progress: RunProgress) => void = () => {},
): Promise<LoadResult> {
  const { storeDelayMs } = scenario;
  if (storeDelayMs > 0 && !stack.embeddedStore)
    throw new Error(
      `${scenario.name} has a storeDelayMs, and only the embedded store can be delayed: leave --endpoint out`,
    );
  const database = `load_${++runs}`;
  const folder = join(stack.folder, database);
  mkdirSync(folder, { recursive: true });
  const broker = scenario.services.bus === 'kafka' ? await startBroker(folder) : null;
  const busUrl = broker === null ? `sqlite:${join(folder, 'bus.db')}` : `kafka://${broker.brokers}`;
  const bus = await openBus(busUrl, { clientId: 'load-test' });
  const store = openStore({ url: stack.clickhouse.url, database });
  const usage = sampleUsage();
  try {
    await bus.ensureTopics(partitioned(scenario.services.partitions));
    await store.migrate();
    await stack.aws.delay(storeDelayMs);
    usage.watch('clickhouse', stack.clickhouse.pid);
    usage.watch('s3-sqs', stack.aws.pid);
    const env = {
      ...process.env,
      ...stack.env,
      ...serviceEnvironment(busUrl, stack, database),
      ...scenario.services.settings,
    };
    const services = await startLoadServices(env, scenario.services.matchers, folder, usage);
    try {
      return await measure({ stack, filled, scenario, bus, store, services, usage, onProgress });
    } finally {
      await services.stop();
    }
  } finally {
    usage.stop();
    await stack.aws.delay(0);
    await bus.close();
    await store.query(`DROP DATABASE IF EXISTS ${database} SYNC`).catch(() => []);
    await store.close();
    await broker?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function startBroker(folder: string) {
  const { startKafka } = await import('@dowser/kafka');
  return startKafka({ dataDir: join(folder, 'kafka') });
}

/** The topics with as many partitions as asked for, made before the services make them. */
function partitioned(partitions: number | undefined) {
  const all = Object.values(topics);
  if (partitions === undefined) return all;
  const set = new Set<string>(
    [topics.liveObjectTasks, topics.bulkObjectTasks, topics.scanResults].map(({ name }) => name),
  );
  return all.map((topic) => (set.has(topic.name) ? { ...topic, partitions } : topic));
}

function serviceEnvironment(busUrl: string, stack: LoadStack, database: string): NodeJS.ProcessEnv {
  return {
    DOWSER_BUS_URL: busUrl,
    DOWSER_CLICKHOUSE_URL: stack.clickhouse.url,
    DOWSER_CLICKHOUSE_DATABASE: database,
    DOWSER_OBJECTS_URL: 's3:',
    DOWSER_FINGERPRINT_KEY: FINGERPRINT_KEY,
  };
}

interface Measuring {
  readonly stack: LoadStack;
  readonly filled: FilledBucket;
  readonly scenario: Scenario;
  readonly bus: Bus;
  readonly store: Store;
  readonly services: LoadServices;
  readonly usage: UsageSampler;
  readonly onProgress: (progress: RunProgress) => void;
}

async function measure(parts: Measuring): Promise<LoadResult> {
  const { stack, filled, scenario, store, usage } = parts;
  const requestsBefore = await stack.aws.requests();
  await usage.restart();
  const machine = watchMachine();
  const watch = watchLedger(store, Date.now);
  const arrival = arrive(parts, watch);
  const { lagMax } = await Promise.race([drained(parts, watch), arrival.then(() => new Promise<never>(() => {}))]);
  const used = await usage.usage();
  const { busy, cpuSeconds } = machine();
  await arrival;
  const totals = await settled(parts);
  const seconds = Math.max(1, watch.lastMs() - totals.firstScanMs) / 1_000;
  const cores = availableParallelism();
  const ours = Object.values(used).reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  return {
    scenario: scenario.name,
    door: scenario.arrival.door,
    eventsPerSecond: eventsPerSecond(scenario),
    bus: scenario.services.bus,
    matchers: scenario.services.matchers,
    partitions: scenario.services.partitions ?? null,
    settings: scenario.services.settings,
    storeDelayMs: scenario.storeDelayMs,
    objects: filled.objects.length,
    bytes: filled.bytes,
    occurrences: totals.occurrences,
    findings: totals.findings,
    seconds: round(seconds, 2),
    objectsPerSecond: round(filled.objects.length / seconds, 1),
    mbps: round(filled.bytes / 1e6 / seconds, 2),
    latencyMs: watch.latency(),
    lagMax,
    processes: Object.fromEntries(
      Object.entries(used).map(([name, one]) => [
        name,
        { cpuSeconds: round(one.cpuSeconds, 2), rssPeakMb: Math.round(one.rssPeakMb) },
      ]),
    ),
    s3Requests: stack.embeddedStore ? difference(requestsBefore, await stack.aws.requests()) : null,
    tables: await tableSizes(store),
    cores,
    machineBusy: round(busy, 3),
    othersBusy: round(Math.max(0, (busy * (cpuSeconds - ours)) / Math.max(cpuSeconds, 0.001)), 3),
  };
}

function eventsPerSecond({ arrival }: Scenario): number {
  if (arrival.door === 'inventory') return arrival.live?.perSecond ?? 0;
  return arrival.door === 'events' ? arrival.perSecond : 0;
}

/** Lets ingest learn of the objects by the scenario's door. Resolves when all events are sent. */
async function arrive(parts: Measuring, watch: LedgerWatch): Promise<void> {
  const { stack, filled, services } = parts;
  const { arrival } = parts.scenario;
  if (arrival.door === 'listing')
    return services.startIngest({ DOWSER_LISTINGS: `s3://${filled.bucket}/`, DOWSER_ONCE: 'true' });
  if (arrival.door === 'events') return announced(parts, filled.objects, watch);
  if (arrival.live === undefined) {
    const manifest = await putInventory(stack.s3, filled);
    return services.startIngest({ DOWSER_INVENTORIES: manifest, DOWSER_ONCE: 'true' });
  }
  const [backfill, live] = [
    filled.objects.slice(0, -arrival.live.objects),
    filled.objects.slice(-arrival.live.objects),
  ];
  const manifest = await putInventory(stack.s3, { ...filled, objects: backfill });
  await announced(parts, live, watch, { DOWSER_INVENTORIES: manifest });
}

/** Starts ingest on a queue and sends the objects' events, as soon as what else it reads has begun to pile up. */
async function announced(
  { stack, scenario, services, bus }: Measuring,
  objects: readonly StoredObject[],
  watch: LedgerWatch,
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const [queue, floodQueue] = await Promise.all([
    newQueue(stack, `load-${runs}`),
    newQueue(stack, `load-${runs}-flood`),
  ]);
  const flood = floodOf(scenario);
  await emitEvents(objects.slice(0, flood), { ...floodQueue, perSecond: 0, onSent: () => {} });
  services.startIngest({ DOWSER_QUEUE_URLS: `${queue.queueUrl},${floodQueue.queueUrl}`, ...env });
  const others = flood > 0 || env.DOWSER_INVENTORIES !== undefined;
  while (others && (await busLag(bus)) === 0) await sleep(POLL_MS);
  await emitEvents(objects.slice(flood), { ...queue, perSecond: eventsPerSecond(scenario), onSent: watch.sent });
}

async function newQueue({ sqs }: LoadStack, name: string) {
  const { QueueUrl: queueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  return { sqs, queueUrl: queueUrl!, now: Date.now };
}

/** Polls until every object has a verdict. */
async function drained(
  { filled, bus, services, onProgress }: Measuring,
  watch: LedgerWatch,
): Promise<{ lagMax: number }> {
  const objects = filled.objects.length;
  let lag = 0;
  let lagMax = 0;
  let progressedMs = Date.now();
  for (let poll = 0, before = 0; ; poll++) {
    services.check();
    const ended = await watch.poll();
    if (poll % LAG_EVERY_POLLS === 0) lag = await busLag(bus);
    lagMax = Math.max(lagMax, lag);
    onProgress({ ended, objects, lag });
    if (ended > before) progressedMs = Date.now();
    before = ended;
    if (ended >= objects) return { lagMax };
    if (Date.now() - progressedMs > STUCK_MS)
      throw new Error(`only ${ended} of ${objects} objects have a verdict after ${STUCK_MS / 1_000} s without another`);
    await sleep(POLL_MS);
  }
}

/** Waits until the bus is empty, then holds the ledger against what was put. */
async function settled({ filled, bus, store, services }: Measuring): Promise<LedgerTotals> {
  const deadlineMs = Date.now() + STUCK_MS;
  while ((await busLag(bus)) > 0) {
    services.check();
    if (Date.now() > deadlineMs)
      throw new Error(`every object has a verdict, and after ${STUCK_MS / 1_000} s the bus is not empty`);
    await sleep(POLL_MS);
  }
  const totals = await ledgerTotals(store);
  const problems = conservationProblems(filled, totals);
  if (problems.length > 0) throw new Error(`the run does not add up: ${problems.join('; ')}`);
  return totals;
}

async function busLag(bus: Bus): Promise<number> {
  const live = await bus.lag(ConsumerGroup.MatcherLive, [topics.liveObjectTasks.name]);
  const bulk = await bus.lag(ConsumerGroup.MatcherBulk, [topics.bulkObjectTasks.name]);
  const sink = await bus.lag(ConsumerGroup.Sink, [
    topics.objectRecords.name,
    topics.scanResults.name,
    topics.deadLetters.name,
  ]);
  return live + bulk + sink;
}

/** Inserts are told by the highest number of one, which parts keep through merges. */
async function tableSizes(store: Pick<Store, 'query'>): Promise<Record<string, TableSize>> {
  const rows = await store.query<{ table: string } & Record<keyof TableSize, string>>(
    `SELECT table, sumIf(rows, active) AS rows, countIf(active) AS activeParts, sumIf(bytes_on_disk, active) AS bytesOnDisk,
       max(max_block_number) AS inserts
     FROM system.parts
     WHERE database = currentDatabase() AND table IN ('object_log', 'scan_log', 'occurrence_log')
     GROUP BY table ORDER BY table`,
  );
  return Object.fromEntries(
    rows.map(({ table, ...size }) => [
      table,
      Object.fromEntries(Object.entries(size).map(([name, value]) => [name, Number(value)])) as unknown as TableSize,
    ]),
  );
}

function difference(before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>) {
  const counts = Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
