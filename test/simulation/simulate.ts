import { ConsumerGroup, topics } from '@dowser/contracts';
import {
  createRandom,
  createSimulatedBroker,
  createSimulatedBuckets,
  createSimulatedQueue,
  createSimulatedTables,
  createSimulatedTime,
  type SimulatedBroker,
  type SimulatedTables,
} from '@dowser/testkit';
import { createHolders } from './holders.ts';
import type { Mutation } from './mutation.ts';
import { createOracle } from './oracle.ts';
import { createOrchestrator } from './orchestrator.ts';
import { BUCKETS, createPlan } from './plan.ts';
import { playPlan } from './play-plan.ts';
import { CALM, createFates, createStorm } from './storm.ts';

export interface SimulationOptions {
  readonly seed: number;
  /** False: the same changes in calm weather. Default true. */
  readonly faults?: boolean;
  readonly mutation?: Mutation;
  /** Keeps the trace. */
  readonly traced?: boolean;
}

export interface SimulationResult {
  readonly seed: number;
  /** What must not be; empty when all is well. */
  readonly violations: readonly string[];
  /** The findings of the objects that are there in the end, one line each, in order. */
  readonly currentFindings: readonly string[];
  readonly events: number;
  readonly simulatedMs: number;
  /** Every event in order, when it was asked for. */
  readonly trace: readonly string[];
}

const EPOCH_MS = Date.UTC(2026, 2, 1, 12);
/** A listing that met a fault goes on after at most this long. */
const LONGEST_WAIT_MS = 15_000;
/** Everything must be quiet this long after the last fault. */
const PATIENCE_MS = 15 * 60_000;

/** Runs ingest, matcher and sink against a simulated world. Everything that happens follows from the seed. */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const { seed, faults = true, mutation = {}, traced = false } = options;
  const random = createRandom(seed);
  const plan = createPlan(random.fork('plan'));
  const storm = faults ? createStorm(random.fork('storm')) : CALM;
  const time = createSimulatedTime();
  const trace: string[] = [];
  let events = 0;
  const note = (event: string): void => {
    events++;
    if (traced) trace.push(`${time.nowMs().toFixed(3)} ${event}`);
  };

  const oracle = createOracle({ broker: () => broker, tables: () => tables });
  const sound = createSimulatedBroker(time.nowMs, oracle);
  const broker: SimulatedBroker = { ...sound, ...mutation.broker?.(sound) };
  const tables: SimulatedTables = (mutation.tables ?? createSimulatedTables)(oracle.inserting);
  const buckets = createSimulatedBuckets(() => new Date(Math.floor(EPOCH_MS + time.nowMs())));
  for (const [bucket, versioned] of Object.entries(BUCKETS)) buckets.create(bucket, versioned);
  const holders = createHolders(oracle.violated, time.nowMs);
  const queue = createSimulatedQueue({
    nowMs: time.nowMs,
    random: random.fork('queue'),
    duplicates: () => (time.nowMs() < storm.endMs ? storm.duplicates : 0),
    onRemoved: oracle.removed,
    onRunOut: holders.ranOut,
  });
  const draw = createFates(storm, random.fork('fates'), time.nowMs);
  const fateOf = (process: string, what: string) => {
    const fate = draw(process, what);
    if (fate !== 'done' && what.startsWith('queue.')) holders.disturb(process);
    return fate;
  };
  const world = { time, random: random.fork('latency'), trace: note, epochMs: EPOCH_MS, fateOf };

  const orchestrator = createOrchestrator({
    plan,
    random,
    world,
    broker,
    queue,
    buckets,
    tables,
    oracle,
    holders,
    mutation,
  });
  orchestrator.start();
  for (const blow of storm.blows) time.after(blow.atMs, () => orchestrator.strike(blow));
  const lastEventMs = playPlan(plan, { queue, oracle, buckets, time, random: random.fork('events') });
  const lastMs =
    Math.max(storm.endMs, lastEventMs) +
    (plan.relistSeconds === null ? 0 : LONGEST_WAIT_MS + 2_000 * plan.relistSeconds);

  const isQuiet = (): boolean =>
    oracle.violations.length > 0 || (time.nowMs() > lastMs && queue.backlog() === 0 && lagOf(broker) === 0);
  const quiet = await time.run(isQuiet, lastMs + PATIENCE_MS);
  if (oracle.violations.length === 0) {
    if (quiet) oracle.settled(Object.keys(BUCKETS).flatMap((bucket) => buckets.latest(bucket)));
    else oracle.violated(`not quiet ${PATIENCE_MS} ms after the last fault: ${queue.backlog()} messages in the queue`);
  }
  return {
    seed,
    violations: oracle.violations,
    currentFindings: currentFindings(tables),
    events,
    simulatedMs: time.nowMs(),
    trace,
  };
}

/** As the view `current_findings`. */
function currentFindings(tables: SimulatedTables): string[] {
  const present = new Set(
    tables.objects().flatMap(({ removed, object_version_id }) => (removed ? [] : [object_version_id])),
  );
  return tables
    .findings()
    .filter(({ object_version_id }) => present.has(object_version_id))
    .map(({ bucket, key, identifier, severity, count }) => `${bucket}/${key} ${identifier} ${severity} ${count}`)
    .sort();
}

/** Messages that some group has not committed. */
function lagOf(broker: SimulatedBroker): number {
  const { objectRecords, scanResults, accessEvents, deadLetters } = topics;
  const sinkReads = [objectRecords, scanResults, accessEvents, deadLetters].map(({ name }) => name);
  return (
    broker.lag(ConsumerGroup.MatcherLive, [topics.liveObjectTasks.name]) +
    broker.lag(ConsumerGroup.MatcherBulk, [topics.bulkObjectTasks.name]) +
    broker.lag(ConsumerGroup.MatcherParts, [topics.objectParts.name]) +
    broker.lag(ConsumerGroup.Sink, sinkReads)
  );
}
