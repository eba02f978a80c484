import { type Calibration, cpuSeconds, WORKERS, type Work, type Worker } from './calibration.ts';
import { maciePrice, type Prices } from './prices.ts';

/** A machine that runs services. */
export interface NodeKind {
  readonly cores: number;
  /** Gigabits a second that it sustains. */
  readonly networkGbps: number;
  /** A core of it is so many times as fast as one of the calibration's machine. */
  readonly speed: number;
}

/** AWS's c7g.2xlarge without burst: 8 cores, 16 GB. */
export const DEFAULT_NODE: NodeKind = { cores: 8, networkGbps: 3.75, speed: 1 };

/** Share of a node's cores that a plan uses: the rest is for peaks, restarts and what was not measured. */
export const USED_SHARE = 0.6;
/** Bytes of one ranged GET of the matcher. */
export const RANGE_BYTES = 8 * 1024 * 1024;
/** GET requests a second that S3 promises for a prefix. https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html */
export const GETS_PER_PREFIX = 5_500;
/** A matcher works on so many partitions of a lane at once. */
export const PARTITIONS_PER_MATCHER = 4;
/** Topics have at least as many as packages/contracts makes. */
export const MIN_PARTITIONS = 8;

export interface PlanInput extends Work {
  /** In which all of it is to be scanned. */
  readonly hours: number;
  readonly node: NodeKind;
  readonly prices: Prices;
}

export interface CapacityPlan {
  /** Cores busy throughout, of the node's kind. */
  readonly cores: Readonly<Record<Worker, number>>;
  readonly matcherNodes: number;
  /** What decides on the number of matchers. */
  readonly matcherLimit: 'cores' | 'network';
  /** For ingest, sink and ClickHouse together. */
  readonly otherNodes: number;
  readonly partitions: number;
  readonly objectsPerSecond: number;
  readonly bytesPerSecond: number;
  readonly s3Gets: number;
  /** Prefixes over which the keys have to be spread for S3 to answer so many requests. */
  readonly prefixes: number;
  readonly clickhouseBytes: number;
  /** US$. */
  readonly cost: {
    readonly nodes: number;
    readonly s3Requests: number;
    readonly inventory: number;
    /** ClickHouse's disk for a month. */
    readonly disk: number;
    readonly total: number;
    readonly macie: number;
  };
  /** US$ for each TB (10^12 bytes). */
  readonly perTb: { readonly dowser: number; readonly macie: number };
}

/** What it takes to scan so much in so many hours. Pure arithmetic on measured figures; Kafka's own nodes are not in it. */
export function planCapacity(calibration: Calibration, input: PlanInput): CapacityPlan {
  const { objects, bytes, occurrences, hours, node, prices } = input;
  const seconds = hours * 3_600;
  const cores = Object.fromEntries(
    WORKERS.map((worker) => [worker, cpuSeconds(calibration.cpu[worker], input) / seconds / node.speed]),
  ) as Record<Worker, number>;
  const usable = node.cores * USED_SHARE;
  const byCores = Math.max(1, Math.ceil(cores.matcher / usable));
  const byNetwork = Math.ceil((bytes * 8) / seconds / (node.networkGbps * 1e9 * USED_SHARE));
  const matcherNodes = Math.max(byCores, byNetwork);
  const otherNodes = Math.max(1, Math.ceil((cores.ingest + cores.sink + cores.clickhouse) / usable));
  const s3Gets = getsOf(input);
  const { bytesPerRow } = calibration;
  const clickhouseBytes = objects * (bytesPerRow.object + bytesPerRow.verdict) + occurrences * bytesPerRow.occurrence;
  const cost = {
    nodes: (matcherNodes + otherNodes) * hours * prices.nodeHour,
    s3Requests: (s3Gets / 1e3) * prices.getPerThousand,
    inventory: (objects / 1e6) * prices.inventoryPerMillion,
    disk: (clickhouseBytes / 1e9) * prices.diskGbMonth,
  };
  const total = cost.nodes + cost.s3Requests + cost.inventory + cost.disk;
  const macie = maciePrice(bytes);
  return {
    cores,
    matcherNodes,
    matcherLimit: byNetwork > byCores ? 'network' : 'cores',
    otherNodes,
    partitions: Math.max(MIN_PARTITIONS, 2 ** Math.ceil(Math.log2(matcherNodes * PARTITIONS_PER_MATCHER))),
    objectsPerSecond: objects / seconds,
    bytesPerSecond: bytes / seconds,
    s3Gets,
    prefixes: Math.ceil(s3Gets / seconds / GETS_PER_PREFIX),
    clickhouseBytes,
    cost: { ...cost, total, macie },
    perTb: { dowser: total / (bytes / 1e12), macie: macie / (bytes / 1e12) },
  };
}

/** One GET for each object and one more for each further range: never fewer than are made, whatever the objects' sizes. */
export function getsOf({ objects, bytes }: Work): number {
  return objects + Math.floor(bytes / RANGE_BYTES);
}
