import type { Latency } from './ledger-watch.ts';
import type { Usage } from './process-usage.ts';
import type { Arrival, Scenario } from './scenario.ts';

/** What ClickHouse made of a run. */
export interface TableSize {
  readonly rows: number;
  readonly inserts: number;
  readonly activeParts: number;
  readonly bytesOnDisk: number;
}

/** One line of load-test/results: a run of a scenario, all of whose objects were accounted for. */
export interface LoadResult {
  readonly scenario: string;
  readonly door: Arrival['door'];
  /** Asked for; 0 for as fast as possible. */
  readonly eventsPerSecond: number;
  readonly bus: Scenario['services']['bus'];
  readonly matchers: number;
  readonly partitions: number | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly storeDelayMs: number;
  readonly objects: number;
  readonly bytes: number;
  readonly occurrences: number;
  /** Rows of findings: object version and identifier. */
  readonly findings: number;
  /** From the start of the first object's scan to the last verdict seen in SQL. */
  readonly seconds: number;
  readonly objectsPerSecond: number;
  readonly mbps: number;
  /** ms from the event being sent to its row being seen in SQL. */
  readonly latencyMs: Latency | null;
  /** Most messages on the bus not yet worked off, as seen while it ran. */
  readonly lagMax: number;
  /** By process, from the start of ingest on; several matchers are added up. The bus of SQLite is within them. */
  readonly processes: Readonly<Record<string, Usage>>;
  /** GetObject, PutObject …; null where the store is not the embedded one. */
  readonly s3Requests: Readonly<Record<string, number>> | null;
  readonly tables: Readonly<Record<string, TableSize>>;
  readonly cores: number;
  /** Share of all cores that was busy, and that was busy with other work than this: 0 to 1. */
  readonly machineBusy: number;
  readonly othersBusy: number;
}

/** A core or a thread that is this busy is taken to be what limits. */
export const SATURATED = 0.9;

/** What limited a run, in words. */
export function bottleneckOf(result: Pick<LoadResult, 'processes' | 'seconds' | 'machineBusy' | 'othersBusy'>): string {
  const { processes, seconds, machineBusy, othersBusy } = result;
  const shares = Object.entries(processes)
    .map(([name, { cpuSeconds }]) => ({ name, cores: cpuSeconds / seconds }))
    .sort((a, b) => b.cores - a.cores);
  const told = shares
    .slice(0, 3)
    .map(({ name, cores }) => `${name} ${cores.toFixed(2)}`)
    .join(', ');
  if (machineBusy >= SATURATED) {
    return `all cores busy (in cores: ${told}; other work ${Math.round(othersBusy * 100)} % of the machine)`;
  }
  const thread = shares.find(({ name, cores }) => SINGLE_THREADED.has(name) && cores >= SATURATED);
  if (thread !== undefined) return `the one thread of ${thread.name} (in cores: ${told})`;
  return `waiting, not computing (in cores: ${told})`;
}

/** Their work is on one thread, so that one core's worth of it is all they can do. */
const SINGLE_THREADED: ReadonlySet<string> = new Set(['ingest', 'sink', 's3-sqs']);
