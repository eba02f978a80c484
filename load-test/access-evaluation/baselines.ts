import { deletesOf, type PrincipalDay } from '@dowser/anomaly';
import type { Day } from './activity.ts';
import type { IsolationForest } from './isolation-forest.ts';

/** What is commonly done instead. Each gives a score; all are cut where they raise as many false alarms as the detector. */
export const baselineNames = ['bytes-in-10-minutes', 'denied', 'z-score', 'isolation-forest'] as const;
export type BaselineName = (typeof baselineNames)[number];
export type BaselineScores = Readonly<Record<BaselineName, number>>;

const WINDOW_MINUTES = 10;
/** Active days of a principal that the z-score looks back on, and before it says anything. */
const LOOK_BACK = 60;
const Z_DAYS_MIN = 7;

/** Sums of a day that the z-score looks at: bytes, calls, deletes. */
export type Sums = readonly [bytes: number, calls: number, deletes: number];

export function sumsOf(row: PrincipalDay): Sums {
  let [bytes, calls] = [0, 0];
  for (const hour of row.hours) {
    bytes += hour.bytesOut;
    calls += hour.calls;
  }
  return [bytes, calls, deletesOf(row)];
}

/** Most bytes within ten minutes of the clock. */
export function peakBytes(bursts: Day): number {
  const windows = new Float64Array(1_440 / WINDOW_MINUTES);
  for (const { hour, minute, minutes, calls, bytesPerCall } of bursts) {
    if (bytesPerCall === 0) continue;
    const perMinute = (calls * bytesPerCall) / minutes;
    for (let at = hour * 60 + minute, left = minutes; left > 0; ) {
      const window = Math.floor(at / WINDOW_MINUTES);
      const here = Math.min(left, (window + 1) * WINDOW_MINUTES - at);
      windows[window]! += perMinute * here;
      at += here;
      left -= here;
    }
  }
  return Math.max(...windows);
}

/** The highest of the z-scores against the principal's own days. 0 while there are too few. */
export function zScore(before: readonly Sums[], today: Sums): number {
  const past = before.slice(-LOOK_BACK);
  if (past.length < Z_DAYS_MIN) return 0;
  return Math.max(
    ...today.map((value, i) => {
      const mean = past.reduce((sum, one) => sum + one[i]!, 0) / past.length;
      const variance = past.reduce((sum, one) => sum + (one[i]! - mean) ** 2, 0) / (past.length - 1);
      return (value - mean) / Math.max(Math.sqrt(variance), 0.1 * mean, 1);
    }),
  );
}

/** What the forest sees of a day: sizes on a logarithmic scale, also beside the principal's own mean. */
export function featuresOf(row: PrincipalDay, before: readonly Sums[]): readonly number[] {
  const [bytes, calls, deletes] = sumsOf(row);
  const total = (pick: (hour: PrincipalDay['hours'][number]) => number): number =>
    row.hours.reduce((sum, hour) => sum + pick(hour), 0);
  const past = before.slice(-LOOK_BACK);
  const mean = (i: number): number => past.reduce((sum, one) => sum + one[i]!, 0) / Math.max(1, past.length);
  return [
    Math.log1p(bytes),
    Math.log1p(calls),
    Math.log1p(deletes),
    Math.log1p(total(({ lists }) => lists)),
    Math.log1p(total(({ writes }) => writes)),
    Math.log1p(total(({ denied }) => denied)),
    Math.log1p(row.keys),
    Math.log1p(row.prefixes),
    Math.log1p(row.permissions + row.controls),
    Math.log1p(row.sensitiveObjects),
    row.networks.length,
    row.agents.length,
    row.buckets.length,
    row.hours.length,
    Math.log1p(bytes) - Math.log1p(mean(0)),
    Math.log1p(calls) - Math.log1p(mean(1)),
  ];
}

export function baselineScores(
  row: PrincipalDay,
  bursts: Day,
  before: readonly Sums[],
  forest: IsolationForest,
): BaselineScores {
  return {
    'bytes-in-10-minutes': peakBytes(bursts),
    denied: row.hours.reduce((sum, { denied }) => sum + denied, 0),
    'z-score': zScore(before, sumsOf(row)),
    'isolation-forest': forest.score(featuresOf(row, before)),
  };
}
