import { type ActivityProfile, NO_ACTIVITY } from './activity.ts';
import type { Day } from './day.ts';
import type { Anomaly, SignalName } from './detection.ts';
import { type Extremes, NO_EXTREMES } from './extremes.ts';
import { type Familiarity, NOTHING_FAMILIAR } from './familiarity.ts';
import { MEASURES, NAME_KINDS, SLOW_MEASURES } from './measures.ts';
import { NO_QUANTITY, type QuantityBaseline } from './quantity.ts';
import { NO_RARE_COUNT, type RareCountBaseline } from './rare-count.ts';
import { NO_SCORES, type ScoreCounts } from './threshold.ts';

/** How often new names of one kind come: new to the principal, and new to everyone. */
export interface NoveltyBaseline {
  readonly own: RareCountBaseline;
  readonly organisation: RareCountBaseline;
}

export const NO_NOVELTY: NoveltyBaseline = { own: NO_RARE_COUNT, organisation: NO_RARE_COUNT };

/** What is usual for one principal. Arrays are in the order of MEASURES, SLOW_MEASURES and NAME_KINDS. */
export interface PrincipalState {
  /** The last day learned. */
  readonly day: Day;
  /** Days with activity. */
  readonly age: number;
  readonly activity: ActivityProfile;
  readonly quantities: readonly QuantityBaseline[];
  /** On how many days there was any. */
  readonly presence: readonly RareCountBaseline[];
  /** The highest values that there were. */
  readonly extremes: readonly Extremes[];
  /** Cumulated excess over what is usual, in spreads. */
  readonly slow: readonly number[];
  readonly familiar: readonly Familiarity[];
  readonly novelty: readonly NoveltyBaseline[];
  /** The anomaly that later days may belong to. */
  readonly open: Anomaly | null;
}

export const NEW_PRINCIPAL: PrincipalState = {
  day: 0,
  age: 0,
  activity: NO_ACTIVITY,
  quantities: MEASURES.map(() => NO_QUANTITY),
  presence: MEASURES.map(() => NO_RARE_COUNT),
  extremes: MEASURES.map(() => NO_EXTREMES),
  slow: SLOW_MEASURES.map(() => 0),
  familiar: NAME_KINDS.map(() => NOTHING_FAMILIAR),
  novelty: NAME_KINDS.map(() => NO_NOVELTY),
  open: null,
};

/** Days and values of many principals: `within` are the squares of what each is off its own mean. */
export interface PeerQuantity {
  readonly days: number;
  readonly mean: number;
  readonly squares: number;
  readonly withinDays: number;
  readonly within: number;
}

export const NO_PEER_QUANTITY: PeerQuantity = { days: 0, mean: 0, squares: 0, withinDays: 0, within: 0 };

/** What is usual for principals of one type; novelty by how old the principal is (AGE_CLASSES). */
export interface PeerState {
  readonly quantities: readonly PeerQuantity[];
  readonly presence: readonly RareCountBaseline[];
  readonly novelty: readonly (readonly NoveltyBaseline[])[];
}

/** Since when what is deleted from a bucket is gone. */
export interface Weakened {
  readonly day: Day;
  readonly hour: number;
}

/** All that the detector remembers. Plain data; never changed in place. */
export interface DetectorState {
  /** The first and the last day seen; null before. */
  readonly firstDay: Day | null;
  readonly lastDay: Day | null;
  readonly principals: ReadonlyMap<string, PrincipalState>;
  /** By principal type, and for all types together. */
  readonly peers: ReadonlyMap<string, PeerState>;
  /** Names that anyone was seen with. */
  readonly familiar: readonly Familiarity[];
  readonly scores: ScoreCounts;
  /** The same for each signal by itself. */
  readonly signals: ReadonlyMap<SignalName, ScoreCounts>;
  /** What exact rules have met, with the day it was last so: the same again is no news. */
  readonly standing: ReadonlyMap<string, Day>;
  /** Sequences that exact rules have raised, by what they concern. */
  readonly sequences: ReadonlyMap<string, Anomaly>;
  /** Buckets without versions, or with an expiry for all. */
  readonly weakened: ReadonlyMap<string, Weakened>;
}

export function initialState(): DetectorState {
  return {
    firstDay: null,
    lastDay: null,
    principals: new Map(),
    peers: new Map(),
    familiar: NAME_KINDS.map(() => NOTHING_FAMILIAR),
    scores: NO_SCORES,
    signals: new Map(),
    standing: new Map(),
    sequences: new Map(),
    weakened: new Map(),
  };
}
