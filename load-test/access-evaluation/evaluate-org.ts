import { DEFAULT_SETTINGS, type DetectorState, detect, initialState, type PrincipalDay } from '@dowser/anomaly';
import type { Actor, Day, World } from './activity.ts';
import { type AttackClass, attackClasses, type Victim } from './attacks.ts';
import { type BaselineName, baselineNames, baselineScores, featuresOf } from './baselines.ts';
import { type Chance, chanceFrom } from './chance.ts';
import { type EpisodeResult, RunningEpisode } from './episode.ts';
import { type History, newHistory, remember, victimOf } from './history.ts';
import { type IsolationForest, isolationForest } from './isolation-forest.ts';
import { principalFacts } from './principal-facts.ts';
import { principalRow } from './principal-rows.ts';

/** Days at the beginning that are not judged: everyone is new to the detector. */
export const UNJUDGED_DAYS = 45;
/** Days at the end on which no attack begins: the slow ones need so many. */
const LAST_START_DAYS = 31;
/** Spans of sizes, in the victim's 99th percentiles; sizes within lie evenly on a logarithmic scale. */
export const SIZES: Readonly<Record<string, readonly [number, number]>> = {
  '1-3x': [1, 3],
  '3-10x': [3, 10],
  '10-30x': [10, 30],
  '30-100x': [30, 100],
};

/** Principal-days without an attack, and how many of them were alarms. */
export interface BenignCounts {
  days: number;
  alarms: number;
}

export interface OrgResult {
  readonly benign: BenignCounts;
  /** By kind of worker. */
  readonly kinds: Readonly<Record<string, BenignCounts>>;
  /** Alarms by the types of their anomalies. */
  readonly alarmTypes: Readonly<Record<string, number>>;
  /** One score for each benign day. */
  readonly scores: Float32Array;
  readonly baselines: Readonly<Record<BaselineName, Float32Array>>;
  readonly episodes: readonly EpisodeResult[];
}

export interface EvaluateOptions {
  readonly world: World;
  readonly org: number;
  readonly seed: string;
  /** Attacks of each class and span of sizes. */
  readonly episodes: number;
  /** Told after each day. */
  readonly onDay?: (days: number) => void;
}

/** Plays one organisation through the detector, day by day, and on copies of its state the attacks. */
export function evaluateOrg({ world, org, seed, episodes, onDay }: EvaluateOptions): OrgResult {
  const actors = world.actors.filter((actor) => actor.org === world.orgs[org]);
  const chance = chanceFrom(`${seed}/attacks/${world.name}/${org}`);
  const days = actors.map((actor) => actor.days()[Symbol.iterator]());
  const histories = actors.map(newHistory);
  const plan = planOf(chance, world.days, episodes);
  const tally = new Tally();
  const trained: (readonly number[])[] = [];
  const results: EpisodeResult[] = [];
  let running: { readonly index: number; readonly episode: RunningEpisode }[] = [];
  let state: DetectorState = initialState();
  let forest: IsolationForest | null = null;
  for (let n = 0; n < world.days; n++) {
    const day = world.firstDay + n;
    const benign = days.map((one): Day => one.next().value ?? []);
    const rows = benign.map((bursts, i) => principalRow(actors[i]!, day, bursts));
    if (n === UNJUDGED_DAYS) forest = isolationForest(trained, chance);
    for (const { attackClass, sizes, size } of plan.get(n) ?? []) {
      const { index, victim } = pickVictim(chance, actors, histories, day);
      const attack = attackClass.attack(chance, victim, size);
      const episode = { attackClass: attackClass.name, sizes, size, actor: actors[index]!, days: attack };
      running.push({ index, episode: new RunningEpisode(episode, state) });
    }
    for (const { index, episode } of running) {
      episode.advance({ day, benign: benign[index]!, history: histories[index]!, forest: forest! });
      const result = episode.result();
      if (result !== null) results.push(result);
    }
    running = running.filter(({ episode }) => episode.result() === null);
    const present = rows.filter((row) => row !== null);
    const facts = benign.flatMap((bursts, i) => principalFacts(actors[i]!, day, bursts));
    const detection = detect(state, day, present, facts, DEFAULT_SETTINGS);
    state = detection.state;
    if (forest !== null) tally.add({ actors, rows, benign, histories, detection, forest });
    for (const [i, row] of rows.entries()) {
      if (row === null) continue;
      if (n < UNJUDGED_DAYS) trained.push(featuresOf(row, histories[i]!.sums));
      remember(histories[i]!, row, benign[i]!);
    }
    onDay?.(n + 1);
  }
  return { ...tally.result(), episodes: results };
}

interface Planned {
  readonly attackClass: AttackClass;
  readonly sizes: string;
  readonly size: number;
}

/** Which attacks begin on which day. */
function planOf(chance: Chance, days: number, episodes: number): ReadonlyMap<number, readonly Planned[]> {
  const plan = new Map<number, Planned[]>();
  for (const attackClass of attackClasses) {
    const spans: [string, readonly [number, number]][] =
      attackClass.unit === null ? [['', [1, 1]]] : Object.entries(SIZES);
    for (const [sizes, [least, most]] of spans) {
      for (let n = 0; n < episodes; n++) {
        const day = chance.between(UNJUDGED_DAYS, days - LAST_START_DAYS);
        const size = least * (most / least) ** chance.next();
        plan.set(day, [...(plan.get(day) ?? []), { attackClass, sizes, size }]);
      }
    }
  }
  return plan;
}

function pickVictim(
  chance: Chance,
  actors: readonly Actor[],
  histories: readonly History[],
  day: number,
): { index: number; victim: Victim } {
  for (;;) {
    const index = chance.between(0, actors.length - 1);
    const victim = victimOf(actors[index]!, histories[index]!, day);
    if (victim !== null) return { index, victim };
  }
}

interface BenignDay {
  readonly actors: readonly Actor[];
  readonly rows: readonly (PrincipalDay | null)[];
  readonly benign: readonly Day[];
  readonly histories: readonly History[];
  readonly detection: ReturnType<typeof detect>;
  readonly forest: IsolationForest;
}

/** Counts alarms of benign days. An alarm is an anomaly of the day, of whichever kind. */
class Tally {
  private readonly benign: BenignCounts = { days: 0, alarms: 0 };
  private readonly kinds: Record<string, BenignCounts> = {};
  private readonly alarmTypes: Record<string, number> = {};
  private readonly scores: number[] = [];
  private readonly baselines = Object.fromEntries(baselineNames.map((name) => [name, []])) as unknown as Record<
    BaselineName,
    number[]
  >;

  add({ actors, rows, benign, histories, detection, forest }: BenignDay): void {
    const raised = Map.groupBy(detection.anomalies, ({ principal }) => principal);
    const scoreOf = new Map(detection.assessments.map(({ principal, score }) => [principal, score]));
    for (const [i, row] of rows.entries()) {
      if (row === null) continue;
      const actor = actors[i]!;
      const anomalies = raised.get(actor.principal) ?? [];
      this.kinds[actor.kind] ??= { days: 0, alarms: 0 };
      for (const counts of [this.benign, this.kinds[actor.kind]!]) {
        counts.days++;
        counts.alarms += anomalies.length > 0 ? 1 : 0;
      }
      for (const { type } of anomalies) this.alarmTypes[type] = (this.alarmTypes[type] ?? 0) + 1;
      this.scores.push(scoreOf.get(actor.principal) ?? 0);
      const scores = baselineScores(row, benign[i]!, histories[i]!.sums, forest);
      for (const name of baselineNames) this.baselines[name].push(scores[name]);
    }
  }

  result(): Omit<OrgResult, 'episodes'> {
    const { benign, kinds, alarmTypes } = this;
    const baselines = Object.fromEntries(baselineNames.map((name) => [name, Float32Array.from(this.baselines[name])]));
    return {
      benign,
      kinds,
      alarmTypes,
      scores: Float32Array.from(this.scores),
      baselines: baselines as Record<BaselineName, Float32Array>,
    };
  }
}
