import { ConsumerGroup, topics } from '@dowser/contracts';
import { TransientError } from '@dowser/pipeline';
import {
  createQueueClient,
  createRandom,
  createSimulatedBroker,
  createSimulatedBuckets,
  createSimulatedBus,
  createSimulatedObjectStore,
  createSimulatedProcess,
  createSimulatedQueue,
  createSimulatedStore,
  createSimulatedTables,
  createSimulatedTime,
  type Random,
  type SimulatedBroker,
  type SimulatedProcess,
  type SimulatedTables,
} from '@dowser/testkit';
import { eventBody, type S3Event, sequencerOf } from './events.ts';
import type { Mutation } from './mutation.ts';
import { createOracle } from './oracle.ts';
import { BUCKETS, type Change, createPlan } from './plan.ts';
import { type Ports, runners, SERVICES, type ServiceName } from './services.ts';
import { type Blow, CALM, createFates, createStorm } from './storm.ts';

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
  readonly events: number;
  readonly simulatedMs: number;
  /** Every event in order, when it was asked for. */
  readonly trace: readonly string[];
}

const EPOCH_MS = Date.UTC(2026, 2, 1, 12);
const SESSION_MS = 10_000;
const GRACE_MS = 2_000;
const PIECE_BYTES = 64;
/** A process that was told to stop and does not is killed, as an orchestrator does. */
const STOP_DEADLINE_MS = 20_000;
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
  const now = (): Date => new Date(Math.floor(EPOCH_MS + time.nowMs()));
  const oracle = createOracle({ broker: () => broker, tables: () => tables });
  const broker: SimulatedBroker = createSimulatedBroker(time.nowMs, oracle);
  const tables: SimulatedTables = (mutation.tables ?? createSimulatedTables)(oracle.inserting);
  const buckets = createSimulatedBuckets(now);
  const holders = createHolders(oracle.violated, time.nowMs);
  const queue = createSimulatedQueue({
    nowMs: time.nowMs,
    random: random.fork('queue'),
    duplicates: () => (time.nowMs() < storm.endMs ? storm.duplicates : 0),
    onRemoved: oracle.removed,
    onRunOut: holders.ranOut,
  });
  const draw = createFates(storm, random.fork('fates'), time.nowMs);
  const world = {
    time,
    random: random.fork('latency'),
    trace: note,
    epochMs: EPOCH_MS,
    fateOf(process: string, what: string) {
      const fate = draw(process, what);
      if (fate !== 'done' && what.startsWith('queue.')) holders.disturb(process);
      return fate;
    },
  };

  const portsOf = (process: SimulatedProcess, service: ServiceName): Ports => {
    const { link, clock } = process;
    const chance = random.fork(process.name);
    const ports: Ports = {
      bus: createSimulatedBus({
        broker,
        link,
        clock,
        sessionTimeoutMs: SESSION_MS,
        rebalanceGraceMs: GRACE_MS,
        someOf: () => chance.chance(0.5),
      }),
      queue: createQueueClient(holders.watched(queue, process), link, clock, chance),
      objects: createSimulatedObjectStore({ buckets, link, pieceBytes: PIECE_BYTES }),
      store: createSimulatedStore(tables, link),
      clock,
    };
    return { ...ports, ...mutation.ports?.(ports, service) };
  };

  const running = new Map<string, { process: SimulatedProcess; stop: AbortController }>();
  let starts = 0;
  const start = (service: ServiceName, slot: string): void => {
    const process = createSimulatedProcess(`${slot}#${++starts}`, world);
    const stop = new AbortController();
    const ports = portsOf(process, service);
    running.set(slot, { process, stop });
    const exited = (how: string): void => {
      note(`${process.name} ${how}`);
      if (!process.alive()) return;
      process.kill();
      time.after(500, () => start(service, slot));
    };
    runners[service](ports, plan, stop.signal)
      .finally(() => ports.bus.close())
      .then(
        () => (stop.signal.aborted ? exited('stopped') : oracle.violated(`${slot} ended by itself`)),
        (error: unknown) => {
          if (!(error instanceof TransientError)) oracle.violated(`${slot} died of a bug: ${String(error)}`);
          exited(`exited: ${String(error)}`);
        },
      );
  };

  const strike = ({ kind, target, ms }: Blow): void => {
    const slots = [...running.keys()];
    const slot = slots[target % slots.length]!;
    const { process, stop } = running.get(slot)!;
    const service = SERVICES.find((name) => slot.startsWith(name))!;
    note(`${kind} ${slot}`);
    if (kind === 'evict') {
      const group = Object.values(ConsumerGroup)[target % 3]!;
      const members = broker.members(group);
      if (members.length > 0) broker.evict(group, members[target % members.length]!);
      return;
    }
    if (!process.alive()) return;
    holders.disturb(process.name);
    if (kind === 'jump') process.jumpClock(ms);
    else if (kind === 'pause') process.pause(ms);
    else if (kind === 'stop') {
      stop.abort();
      time.after(STOP_DEADLINE_MS, () => {
        if (!process.alive()) return;
        process.kill();
        time.after(ms, () => start(service, slot));
      });
    } else {
      process.kill();
      time.after(ms, () => start(service, slot));
    }
  };

  for (const [bucket, versioned] of Object.entries(BUCKETS)) buckets.create(bucket, versioned);
  const world_ = { queue, oracle, buckets, now, random: random.fork('events'), after: time.after, nowMs: time.nowMs };
  let lastMs = storm.endMs;
  for (const [order, change] of plan.changes.entries()) {
    time.after(change.atMs, () => {
      for (const lateMs of makeChange(change, order, world_)) lastMs = Math.max(lastMs, time.nowMs() + lateMs);
    });
    lastMs = Math.max(lastMs, change.atMs);
  }
  for (const { atMs, body } of plan.malformed) {
    time.after(atMs, () => oracle.told(queue.send(body), 'malformed'));
    lastMs = Math.max(lastMs, atMs);
  }
  for (const blow of storm.blows) time.after(blow.atMs, () => strike(blow));
  for (const service of SERVICES) {
    for (let at = 0; at < plan[`${service}s`]; at++) start(service, `${service}-${at}`);
  }

  const lagOf = (group: string, names: readonly string[]): number => broker.lag(group, names);
  const isQuiet = (): boolean =>
    oracle.violations.length > 0 ||
    (time.nowMs() > lastMs + listingMs &&
      queue.backlog() === 0 &&
      lagOf(ConsumerGroup.MatcherLive, [topics.liveObjectTasks.name]) === 0 &&
      lagOf(ConsumerGroup.MatcherBulk, [topics.bulkObjectTasks.name]) === 0 &&
      lagOf(ConsumerGroup.Sink, sinkTopics) === 0);
  const listingMs = plan.relistSeconds === null ? 0 : 2_000 * plan.relistSeconds;
  const quiet = await time.run(isQuiet, lastMs + listingMs + PATIENCE_MS);
  if (oracle.violations.length === 0) {
    if (quiet) oracle.settled(Object.keys(BUCKETS).flatMap((bucket) => buckets.latest(bucket)));
    else oracle.violated(`not quiet ${PATIENCE_MS} ms after the last fault: ${queue.backlog()} messages in the queue`);
  }
  return { seed, violations: oracle.violations, events, simulatedMs: time.nowMs(), trace };
}

const sinkTopics = [
  topics.objectRecords.name,
  topics.scanResults.name,
  topics.accessEvents.name,
  topics.deadLetters.name,
];

interface Surroundings {
  readonly queue: ReturnType<typeof createSimulatedQueue>;
  readonly oracle: ReturnType<typeof createOracle>;
  readonly buckets: ReturnType<typeof createSimulatedBuckets>;
  readonly now: () => Date;
  readonly random: Random;
  readonly after: (ms: number, call: () => void) => void;
}

/** Writes or removes, and lets the queue know in its own time. Gives how late its events come. */
function makeChange(change: Change, order: number, world: Surroundings): readonly number[] {
  const { queue, oracle, buckets, now, random, after } = world;
  const { bucket, key, text, envelope, delaysMs } = change;
  const version = text === null ? buckets.remove(bucket, key) : buckets.put(bucket, key, Buffer.from(text));
  if (version === null) return [];
  oracle.wrote(version);
  const event: S3Event = { removed: text === null, version, sequencer: sequencerOf(order, random) };
  const body = eventBody(event, now(), version.bytes.length, envelope);
  for (const ms of delaysMs) after(ms, () => oracle.told(queue.send(body), event));
  return delaysMs;
}

/** Who holds which message, so that a visibility that runs out under a healthy holder is noticed. */
function createHolders(violated: (what: string) => void, nowMs: () => number) {
  const byReceipt = new Map<string, { readonly process: SimulatedProcess; readonly sinceMs: number }>();
  const disturbedAtMs = new Map<string, number>();
  type Queue = ReturnType<typeof createSimulatedQueue>;
  return {
    disturb: (process: string) => void disturbedAtMs.set(process, nowMs()),
    watched: (queue: Queue, process: SimulatedProcess): Queue => ({
      ...queue,
      receive(max, visibilitySeconds) {
        const messages = queue.receive(max, visibilitySeconds);
        for (const { receipt } of messages) byReceipt.set(receipt, { process, sinceMs: nowMs() });
        return messages;
      },
    }),
    ranOut({ id, receipt }: { readonly id: string; readonly receipt: string }) {
      const { process, sinceMs } = byReceipt.get(receipt)!;
      if (!process.alive() || (disturbedAtMs.get(process.name) ?? -Infinity) >= sinceMs - SESSION_MS) return;
      violated(`message ${id} came again while ${process.name} worked on it: its visibility was not renewed`);
    },
  };
}
