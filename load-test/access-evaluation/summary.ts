import { attackClasses } from './attacks.ts';
import { type BaselineName, baselineNames } from './baselines.ts';
import type { EpisodeResult } from './episode.ts';
import { type BenignCounts, type OrgResult, SIZES } from './evaluate-org.ts';
import { quantile } from './quantile.ts';

/** A share with its 95 % confidence interval (Wilson 1927). */
export interface Share {
  readonly of: number;
  readonly count: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const Z = 1.959964;

export function share(count: number, of: number): Share {
  if (of === 0) return { of, count, value: 0, low: 0, high: 1 };
  const p = count / of;
  const middle = (p + Z ** 2 / (2 * of)) / (1 + Z ** 2 / of);
  const half = (Z / (1 + Z ** 2 / of)) * Math.sqrt((p * (1 - p)) / of + Z ** 2 / (4 * of ** 2));
  return { of, count, value: p, low: count === 0 ? 0 : middle - half, high: count === of ? 1 : middle + half };
}

/** Attacks of one class and span of sizes. */
export interface ClassSummary {
  readonly attackClass: string;
  readonly sizes: string;
  readonly recall: Share;
  /** What the recall would be, were the score cut at one false alarm in 1,000 benign days of this very world. */
  readonly recallAtRate: number;
  /** Of those detected: median hours, and 90th percentile. */
  readonly delayHours: readonly [number, number];
  /** Of all: median and 90th percentile of bytes carried away before the alert, and the median share of the whole. */
  readonly bytesBefore: readonly [number, number];
  readonly lostShare: number;
  /** Detected with at most OBJECTS_AIM calls of the attack made. */
  readonly byObjectsAim: number;
  readonly baselines: Readonly<Record<BaselineName, number>>;
}

export interface WorldSummary {
  readonly world: string;
  readonly benignPrincipalDays: number;
  readonly falseAlarms: Share;
  readonly kinds: Readonly<Record<string, BenignCounts>>;
  readonly alarmTypes: Readonly<Record<string, number>>;
  readonly classes: readonly ClassSummary[];
  /** Where each baseline was cut, and the false alarms that gave. */
  readonly cuts: Readonly<Record<BaselineName, { readonly at: number; readonly falseAlarmRate: number }>>;
}

/** Ransomware is to be told of by this object. */
export const OBJECTS_AIM = 20;
const RATE_AIM = 0.001;
/** How an attack without a size is named among sizes. */
export const ANY_SIZE = 'any';

export function summaryOf(world: string, results: readonly OrgResult[]): WorldSummary {
  const benign = { days: 0, alarms: 0 };
  const kinds: Record<string, BenignCounts> = {};
  const alarmTypes: Record<string, number> = {};
  for (const result of results) {
    add(benign, result.benign);
    for (const [kind, counts] of Object.entries(result.kinds)) {
      kinds[kind] ??= { days: 0, alarms: 0 };
      add(kinds[kind], counts);
    }
    for (const [type, count] of Object.entries(result.alarmTypes)) alarmTypes[type] = (alarmTypes[type] ?? 0) + count;
  }
  const falseAlarms = share(benign.alarms, benign.days);
  const cutOf = (name: BaselineName) => {
    const scores = joined(results.map(({ baselines }) => baselines[name]));
    const at = cutAt(scores, falseAlarms.value);
    return { at, falseAlarmRate: scores.filter((score) => score > at).length / Math.max(1, scores.length) };
  };
  const cuts = Object.fromEntries(baselineNames.map((name) => [name, cutOf(name)])) as WorldSummary['cuts'];
  const scoreCut = cutAt(joined(results.map(({ scores }) => scores)), RATE_AIM);
  const episodes = results.flatMap((result) => result.episodes);
  const classes = attackClasses.flatMap(({ name, unit }) =>
    (unit === null ? [''] : Object.keys(SIZES)).map((sizes) => {
      const these = episodes.filter((episode) => episode.attackClass === name && episode.sizes === sizes);
      return classSummary(name, sizes || ANY_SIZE, these, scoreCut, cuts);
    }),
  );
  return { world, benignPrincipalDays: benign.days, falseAlarms, kinds, alarmTypes, classes, cuts };
}

/** The least score above which no more than this share of the scores lie. */
export function cutAt(scores: Float32Array, rate: number): number {
  const sorted = scores.toSorted();
  return sorted[Math.max(0, sorted.length - 1 - Math.floor(rate * sorted.length))] ?? 0;
}

function add(sum: BenignCounts, more: BenignCounts): void {
  sum.days += more.days;
  sum.alarms += more.alarms;
}

function joined(arrays: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}

function classSummary(
  attackClass: string,
  sizes: string,
  episodes: readonly EpisodeResult[],
  scoreCut: number,
  cuts: WorldSummary['cuts'],
): ClassSummary {
  const found = episodes.filter(({ detected }) => detected);
  const of = Math.max(1, episodes.length);
  const shareOf = (holds: (episode: EpisodeResult) => boolean): number => episodes.filter(holds).length / of;
  const delays = found.map(({ delayHours }) => delayHours ?? 0);
  const lost = episodes.map(({ bytesBefore }) => bytesBefore);
  const baselines = baselineNames.map((name) => [name, shareOf((one) => one.baselines[name] > cuts[name].at)]);
  return {
    attackClass,
    sizes,
    recall: share(found.length, episodes.length),
    recallAtRate: shareOf(({ basic, score }) => basic || score > scoreCut),
    delayHours: [quantile(delays, 0.5), quantile(delays, 0.9)],
    bytesBefore: [quantile(lost, 0.5), quantile(lost, 0.9)],
    lostShare: quantile(
      episodes.map(({ bytes, bytesBefore }) => (bytes === 0 ? 0 : bytesBefore / bytes)),
      0.5,
    ),
    byObjectsAim: shareOf(({ detected, callsBefore }) => detected && callsBefore <= OBJECTS_AIM),
    baselines: Object.fromEntries(baselines) as Record<BaselineName, number>,
  };
}
