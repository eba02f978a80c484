import { AnomalyKind, DEFAULT_SETTINGS, type Detection, type DetectorState, detect } from '@dowser/anomaly';
import type { Actor, Burst, Day } from './activity.ts';
import { type BaselineName, baselineNames, baselineScores } from './baselines.ts';
import type { History } from './history.ts';
import type { IsolationForest } from './isolation-forest.ts';
import { principalFacts } from './principal-facts.ts';
import { principalRow } from './principal-rows.ts';

/** An attack on one principal. */
export interface Episode {
  readonly attackClass: string;
  /** The span of sizes that `size` was drawn from; '' for an attack without a size. */
  readonly sizes: string;
  /** In the victim's 99th percentiles. */
  readonly size: number;
  readonly actor: Actor;
  readonly days: readonly Day[];
}

/** What became of it. */
export interface EpisodeResult {
  readonly attackClass: string;
  readonly sizes: string;
  readonly size: number;
  readonly kind: string;
  readonly detected: boolean;
  /** Highest score of its days. */
  readonly score: number;
  /** An exact rule was met. */
  readonly basic: boolean;
  /** Types of the anomalies on the day of the alert. */
  readonly types: readonly string[];
  /** From the attack's first call to the one that raised the alert; null without one. */
  readonly delayHours: number | null;
  /** Calls of the attack up to the one that raised the alert, and bytes that they carried away; without an alert, all. */
  readonly callsBefore: number;
  readonly bytesBefore: number;
  readonly calls: number;
  readonly bytes: number;
  /** Highest of the days. */
  readonly baselines: Readonly<Record<BaselineName, number>>;
}

export interface EpisodeDay {
  readonly day: number;
  /** What the victim does by itself on this day. */
  readonly benign: Day;
  readonly history: History;
  readonly forest: IsolationForest;
}

/** An attack that goes on, on a copy of the detector's state that from its first day on sees the victim only. */
export class RunningEpisode {
  private readonly episode: Episode;
  private readonly baselines = Object.fromEntries(baselineNames.map((name) => [name, 0])) as Record<
    BaselineName,
    number
  >;
  private state: DetectorState;
  private done = 0;
  private calls = 0;
  private bytes = 0;
  private startHour = 0;
  private score = 0;
  private basic = false;
  private alert: Pick<EpisodeResult, 'types' | 'delayHours' | 'callsBefore' | 'bytesBefore'> | null = null;

  constructor(episode: Episode, state: DetectorState) {
    this.episode = episode;
    this.state = state;
  }

  /** Plays one more day. The baselines see all days, whether or not the detector has alerted. */
  advance({ day, benign, history, forest }: EpisodeDay): void {
    const { actor, days } = this.episode;
    const attack = inOrder(days[this.done]!);
    const all = [...benign, ...attack];
    if (this.calls === 0 && attack.length > 0) this.startHour = this.done * 24 + timeOf(attack, 1);
    const row = principalRow(actor, day, all);
    if (row !== null) {
      const scores = baselineScores(row, all, history.sums, forest);
      for (const name of baselineNames) this.baselines[name] = Math.max(this.baselines[name], scores[name]);
    }
    const before = this.state;
    const detection = see(actor, before, day, all);
    this.state = detection.state;
    if (attack.length > 0) this.score = Math.max(this.score, ...detection.assessments.map(({ score }) => score));
    if (attack.length > 0) this.basic ||= detection.anomalies.some(({ kind }) => kind === AnomalyKind.Basic);
    if (this.alert === null && attack.length > 0 && detection.anomalies.length > 0) {
      const calls = fewestCalls(attack, (few) => {
        const now = timeOf(attack, few);
        const sofar = [...benign.filter(({ hour, minute }) => hour + minute / 60 <= now), ...firstCalls(attack, few)];
        return see(actor, before, day, sofar).anomalies.length > 0;
      });
      this.alert = {
        types: [...new Set(detection.anomalies.map(({ type }) => type))].sort(),
        delayHours: this.done * 24 + timeOf(attack, calls) - this.startHour,
        callsBefore: this.calls + calls,
        bytesBefore: this.bytes + bytesOf(firstCalls(attack, calls)),
      };
    }
    this.calls += callsOf(attack);
    this.bytes += bytesOf(attack);
    this.done++;
  }

  /** Null while it goes on. */
  result(): EpisodeResult | null {
    const { attackClass, sizes, size, actor, days } = this.episode;
    if (this.done < days.length) return null;
    const { calls, bytes, score, basic, alert, baselines } = this;
    const missed = { types: [], delayHours: null, callsBefore: calls, bytesBefore: bytes };
    return {
      attackClass,
      sizes,
      size,
      kind: actor.kind,
      detected: alert !== null,
      ...(alert ?? missed),
      calls,
      bytes,
      score,
      basic,
      baselines,
    };
  }
}

function see(actor: Actor, state: DetectorState, day: number, bursts: Day): Detection<DetectorState> {
  const row = principalRow(actor, day, bursts);
  return detect(state, day, row === null ? [] : [row], principalFacts(actor, day, bursts), DEFAULT_SETTINGS);
}

const inOrder = (bursts: Day): Day => bursts.toSorted((a, b) => a.hour - b.hour || a.minute - b.minute);
const callsOf = (bursts: Day): number => bursts.reduce((sum, { calls }) => sum + calls, 0);
const bytesOf = (bursts: Day): number => bursts.reduce((sum, { calls, bytesPerCall }) => sum + calls * bytesPerCall, 0);

/** The first so many calls, burst by burst. */
export function firstCalls(bursts: Day, calls: number): Day {
  const first: Burst[] = [];
  let left = calls;
  for (const burst of bursts) {
    if (left <= 0) break;
    const here = Math.min(left, burst.calls);
    first.push({ ...burst, calls: here, keys: Math.min(burst.keys, here) });
    left -= here;
  }
  return first;
}

/** The hour of the day at which a call is made; the first is 1. */
function timeOf(bursts: Day, call: number): number {
  let left = call;
  for (const { hour, minute, minutes, calls } of bursts) {
    if (left <= calls) return hour + (minute + (minutes * (left - 1)) / calls) / 60;
    left -= calls;
  }
  return 24;
}

/** The least number of calls for which it holds; it holds for all of them. */
function fewestCalls(bursts: Day, holds: (calls: number) => boolean): number {
  let [below, enough] = [0, callsOf(bursts)];
  while (enough - below > 1) {
    const middle = Math.floor((below + enough) / 2);
    if (holds(middle)) enough = middle;
    else below = middle;
  }
  return enough;
}
