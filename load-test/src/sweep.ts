import type { LoadResult } from './load-result.ts';
import type { Scenario } from './scenario.ts';

/** Something that can be set, and what is tried. The first value is the default that stands. */
export interface Knob {
  readonly name: string;
  readonly values: readonly number[];
  apply(scenario: Scenario, value: number): Scenario;
}

const setting = (name: string, env: string, values: readonly number[]): Knob => ({
  name,
  values,
  apply: (scenario, value) => ({
    ...scenario,
    services: { ...scenario.services, settings: { ...scenario.services.settings, [env]: String(value) } },
  }),
});

const KIB = 1024;

/**
 * What is swept. Bytes in flight follow from two of them: each object in flight holds two chunks (see memoryBoundBytes in
 * packages/scanner).
 */
export const KNOBS: readonly Knob[] = [
  setting('workers', 'DOWSER_WORKERS', [2, 1, 3, 4]),
  setting('chunk-bytes', 'DOWSER_CHUNK_BYTES', [1024 * KIB, 256 * KIB, 512 * KIB, 2048 * KIB, 4096 * KIB]),
  setting('objects-in-flight', 'DOWSER_OBJECTS_IN_FLIGHT', [32, 4, 8, 16, 64, 128]),
  setting('matcher-batch', 'DOWSER_MATCHER_BATCH_MESSAGES', [64, 16, 32, 128, 256]),
  setting('matcher-partitions', 'DOWSER_MATCHER_PARTITIONS_CONCURRENT', [4, 1, 2, 8]),
  setting('sink-batch', 'DOWSER_SINK_BATCH_MESSAGES', [500, 100, 1000, 2000]),
  setting('sink-partitions', 'DOWSER_SINK_PARTITIONS_CONCURRENT', [8, 1, 2, 4, 16]),
  setting('sink-linger', 'DOWSER_SINK_LINGER_MS', [250, 0, 100, 500, 1000]),
  {
    name: 'partitions',
    values: [8, 1, 2, 4, 16],
    apply: (scenario, partitions) => ({ ...scenario, services: { ...scenario.services, partitions } }),
  },
];

/** One run of a sweep. */
export interface SweepRun {
  readonly knob: string;
  readonly value: number;
  readonly result: Pick<LoadResult, 'objects' | 'seconds' | 'processes' | 'othersBusy'>;
}

/** What the runs of one value say. */
export interface SweepPoint {
  readonly value: number;
  /** Medians over the rounds: objects a second of the time that other work left to this. */
  readonly objectsPerSecond: number;
  readonly cpuSeconds: number;
  readonly rssPeakMb: number;
  /** (most − least) / median of objects a second. */
  readonly spread: number;
}

/** The pipeline's own processes: what the embedded store and queue cost does not count. */
const COUNTED = ['ingest', 'matcher', 'sink', 'clickhouse'] as const;

function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

/** Objects a second, with the seconds shortened by what other work took of the machine. */
export const speedOf = ({ objects, seconds, othersBusy }: SweepRun['result']): number =>
  objects / (seconds * Math.max(0.05, 1 - othersBusy));

/** The curve of one knob, in the order of its values. */
export function curveOf(runs: readonly SweepRun[], knob: Knob): SweepPoint[] {
  return [...knob.values]
    .sort((a, b) => a - b)
    .flatMap((value): SweepPoint[] => {
      const results = runs.filter((run) => run.knob === knob.name && run.value === value).map(({ result }) => result);
      if (results.length === 0) return [];
      const speeds = results.map(speedOf);
      const sum = (of: 'cpuSeconds' | 'rssPeakMb') =>
        median(
          results.map(({ processes }) => COUNTED.reduce((total, name) => total + (processes[name]?.[of] ?? 0), 0)),
        );
      return [
        {
          value,
          objectsPerSecond: median(speeds),
          cpuSeconds: sum('cpuSeconds'),
          rssPeakMb: sum('rssPeakMb'),
          spread: (Math.max(...speeds) - Math.min(...speeds)) / median(speeds),
        },
      ];
    });
}

/** A value has to be this much better than the one that stands to be worth a change. */
export const WORTH_IT = 0.05;

/** The value to set: the fastest, unless what stands is within WORTH_IT of it, or within the spread of the rounds. */
export function bestOf(curve: readonly SweepPoint[], standing: number): SweepPoint {
  const fastest = curve.reduce((best, point) => (point.objectsPerSecond > best.objectsPerSecond ? point : best));
  const now = curve.find(({ value }) => value === standing);
  if (now === undefined) return fastest;
  const noise = Math.max(WORTH_IT, fastest.spread, now.spread);
  return fastest.objectsPerSecond > now.objectsPerSecond * (1 + noise) ? fastest : now;
}
