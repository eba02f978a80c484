import { ConsumerGroup } from '@dowser/contracts';
import { TransientError } from '@dowser/pipeline';
import {
  createQueueClient,
  createSimulatedBus,
  createSimulatedObjectStore,
  createSimulatedProcess,
  createSimulatedStore,
  type Random,
  type SimulatedBroker,
  type SimulatedBuckets,
  type SimulatedProcess,
  type SimulatedQueue,
  type SimulatedTables,
  type World,
} from '@dowser/testkit';
import type { Holders } from './holders.ts';
import type { Mutation } from './mutation.ts';
import type { Oracle } from './oracle.ts';
import type { Plan } from './plan.ts';
import { type Ports, runners, SERVICES, type ServiceName } from './services.ts';
import type { Blow } from './storm.ts';

export interface OrchestratorOptions {
  readonly plan: Plan;
  readonly random: Random;
  readonly world: World;
  readonly broker: SimulatedBroker;
  readonly queue: SimulatedQueue;
  readonly buckets: SimulatedBuckets;
  readonly tables: SimulatedTables;
  readonly oracle: Oracle;
  readonly holders: Holders;
  readonly mutation: Mutation;
}

/** Keeps the processes of the services running, as an orchestrator of containers does, and lets blows fall on them. */
export interface Orchestrator {
  start(): void;
  strike(blow: Blow): void;
}

const SESSION_MS = 10_000;
const GRACE_MS = 2_000;
/** Small, so that connections are cut within objects. */
const PIECE_BYTES = 64;
/** A process that was told to stop and does not is killed. */
const STOP_DEADLINE_MS = 20_000;
/** Until a process that ended by itself is started again. */
const RESTART_MS = 500;

interface Running {
  readonly service: ServiceName;
  readonly slot: string;
  readonly process: SimulatedProcess;
  readonly stop: AbortController;
}

export function createOrchestrator(options: OrchestratorOptions): Orchestrator {
  const { plan, world, broker, oracle, holders } = options;
  const { time } = world;
  const running = new Map<string, Running>();
  let starts = 0;

  const start = (service: ServiceName, slot: string): void => {
    const process = createSimulatedProcess(`${slot}#${++starts}`, world);
    const stop = new AbortController();
    running.set(slot, { service, slot, process, stop });
    const ports = portsOf(process, service, options);
    const ended = (how: string): void => {
      world.trace(`${process.name} ${how}`);
      if (!process.alive()) return;
      process.kill();
      time.after(RESTART_MS, () => start(service, slot));
    };
    runners[service](ports, plan, stop.signal)
      .finally(() => ports.bus.close())
      .then(
        () => (stop.signal.aborted ? ended('stopped') : oracle.violated(`${slot} ended by itself`)),
        (error: unknown) => {
          if (!(error instanceof TransientError)) oracle.violated(`${slot} died of a bug: ${String(error)}`);
          ended(`exited: ${String(error)}`);
        },
      );
  };

  const killAndRestart = ({ service, slot, process }: Running, ms: number): void => {
    if (!process.alive()) return;
    process.kill();
    time.after(ms, () => start(service, slot));
  };

  const blows: Readonly<Record<Exclude<Blow['kind'], 'evict'>, (target: Running, ms: number) => void>> = {
    kill: killAndRestart,
    stop(target, ms) {
      target.stop.abort();
      time.after(STOP_DEADLINE_MS, () => killAndRestart(target, ms));
    },
    pause: ({ process }, ms) => process.pause(ms),
    jump({ service, process }, ms) {
      // Which of two listings saw a key last is told by ingest's clock alone: one that goes back lets the older look win.
      if (service !== 'ingest' || plan.relistSeconds === null) process.jumpClock(ms);
    },
  };

  return {
    start() {
      for (const service of SERVICES) {
        for (let at = 0; at < plan[`${service}s`]; at++) start(service, `${service}-${at}`);
      }
    },
    strike({ kind, target, ms }) {
      if (kind === 'evict') {
        const group = Object.values(ConsumerGroup)[target % Object.keys(ConsumerGroup).length]!;
        const members = broker.members(group);
        world.trace(`evict from ${group}`);
        if (members.length > 0) broker.evict(group, members[target % members.length]!);
        return;
      }
      const struck = [...running.values()][target % running.size]!;
      if (!struck.process.alive()) return;
      world.trace(`${kind} ${struck.slot}`);
      holders.disturb(struck.process.name);
      blows[kind](struck, ms);
    },
  };
}

function portsOf(process: SimulatedProcess, service: ServiceName, options: OrchestratorOptions): Ports {
  const { broker, queue, buckets, tables, holders, mutation } = options;
  const { link, clock } = process;
  const chance = options.random.fork(process.name);
  const bus = createSimulatedBus({
    broker,
    link,
    clock,
    sessionTimeoutMs: SESSION_MS,
    rebalanceGraceMs: GRACE_MS,
    someOf: () => chance.chance(0.5),
  });
  const ports: Ports = {
    bus,
    queue: createQueueClient(holders.watched(queue, process), link, clock, chance),
    objects: createSimulatedObjectStore({ buckets, link, pieceBytes: PIECE_BYTES }),
    store: createSimulatedStore(tables, link),
    clock,
  };
  return { ...ports, ...mutation.ports?.(ports, service) };
}
