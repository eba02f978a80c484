import { deterministicId } from '@dowser/contracts';
import { applyRules, strangers } from './apply-rules.ts';
import { type AssessedDay, assessDay } from './assess-day.ts';
import type { Day } from './day.ts';
import { categoryOf, titleOf } from './describe.ts';
import {
  type Anomaly,
  AnomalyKind,
  type Assessment,
  DEFAULT_SETTINGS,
  type Detection,
  type DetectorSettings,
  SignalName,
} from './detection.ts';
import { type Familiarity, learnNames } from './familiarity.ts';
import { type LearnedWeights, learnDay, peerDay, weightsOf } from './learn-day.ts';
import { NAME_KINDS } from './measures.ts';
import { ALL_TYPES, learnPeers, NO_PEERS, type PeerDay } from './peers.ts';
import type { AccessFact, PrincipalDay } from './principal-day.ts';
import { deviationSeverity } from './severity.ts';
import type { DetectorState, PeerState } from './state.ts';
import { countScores, NO_SCORES, scoreReachedBy } from './threshold.ts';
import { typeOfDay } from './type-of-day.ts';

/** A deviation that comes again within so many days goes on: it is the same anomaly. */
export const EPISODE_GAP_DAYS = 7;
/** Buckets that an anomaly names. */
export const EVIDENCE_BUCKETS = 20;
/** Days after which what is known of the organisation counts half. */
const ORGANISATION_HALF_LIFE_DAYS = 90;
/** Names of one kind that are kept for the organisation. */
const ORGANISATION_NAMES = 20_000;
/** Days of the organisation before its scores are counted: those of the first weeks, when most is new, are no measure. */
export const SCORED_FROM_DAYS = 28;
/** The threshold is never set below this share of the initial one: in a very regular organisation little is remarkable. */
const THRESHOLD_SHARE_MIN = 0.6;
/** Nor above this one: while few days are counted, the tail of their scores is taken for longer than it is. */
const THRESHOLD_SHARE_MAX = 2;

/**
 * Holds a day of an organisation against all that was seen before. `day` is after the last one; `rows` and `facts` are of it,
 * at most one row for a principal. Throws RangeError otherwise.
 */
export function detect(
  state: DetectorState,
  day: Day,
  rows: readonly PrincipalDay[],
  facts: readonly AccessFact[],
  settings: DetectorSettings = DEFAULT_SETTINGS,
): Detection<DetectorState> {
  if (state.lastDay !== null && day <= state.lastDay) throw new RangeError(`day ${day} is not after ${state.lastDay}`);
  const strange = [...rows, ...facts].find((one) => one.day !== day);
  if (strange !== undefined) throw new RangeError(`a row of day ${strange.day} among those of day ${day}`);
  const warmingUp = state.firstDay === null || day - state.firstDay < settings.warmUpDays;
  const threshold = thresholdOf(state, settings);
  const limit = warmingUp ? Number.POSITIVE_INFINITY : threshold;
  const assessed = rows.map((row) => assessDay(state, row));
  const weighed = assessed.map((one) => ({ one, weights: weightsOf(one, limit) }));
  const rules = applyRules(state, day, assessed, strangers(facts, settings.trustedAccounts), warmingUp);
  const anomalies = [...rules.anomalies];
  const principals = new Map(state.principals);
  const peerDays = new Map<string, PeerDay[]>();
  for (const { one, weights } of weighed) {
    const raised = one.score >= limit;
    const open = raised ? deviation(one, threshold) : one.known.open;
    if (raised) anomalies.push(open!);
    principals.set(one.row.principal, learnDay(one, weights, open, settings));
    const asPeer = peerDay(one, weights);
    for (const type of [one.row.principalType, ALL_TYPES]) {
      const days = peerDays.get(type);
      if (days === undefined) peerDays.set(type, [asPeer]);
      else days.push(asPeer);
    }
  }
  const decay = state.lastDay === null ? 1 : 2 ** ((state.lastDay - day) / ORGANISATION_HALF_LIFE_DAYS);
  return {
    anomalies,
    assessments: assessed.map(
      ({ row, score, signals }): Assessment => ({
        principal: row.principal,
        day,
        score,
        threshold,
        signals,
        warmingUp,
      }),
    ),
    state: {
      firstDay: state.firstDay ?? day,
      lastDay: day,
      principals,
      peers: peersAfter(state.peers, peerDays, decay),
      familiar: familiarAfter(state.familiar, weighed, day),
      scores:
        day - (state.firstDay ?? day) < SCORED_FROM_DAYS
          ? state.scores
          : countScores(
              state.scores,
              assessed.map(({ score }) => score),
              decay,
            ),
      signals: signalsAfter(state.signals, assessed, decay),
      ...rules.state,
    },
  };
}

function thresholdOf({ scores }: DetectorState, settings: DetectorSettings): number {
  const { initialThreshold, calibrationDays, falseAlarmRate } = settings;
  if (scores.days < calibrationDays) return initialThreshold;
  const [least, most] = [THRESHOLD_SHARE_MIN * initialThreshold, THRESHOLD_SHARE_MAX * initialThreshold];
  return Math.min(most, Math.max(least, scoreReachedBy(scores, falseAlarmRate)));
}

/** The anomaly that the day begins, or goes on with. */
function deviation({ row, known, signals, score }: AssessedDay, threshold: number): Anomaly {
  const { principal, account, day, sensitiveObjects, sensitiveOccurrences } = row;
  const type = typeOfDay(signals);
  const named = row.buckets.filter(({ bucket }) => bucket !== '').sort((a, b) => b.calls - a.calls);
  const buckets = named.slice(0, EVIDENCE_BUCKETS).map(({ bucket }) => bucket);
  const found: Anomaly = {
    id: deterministicId([AnomalyKind.Predictive, principal, String(day)]),
    kind: AnomalyKind.Predictive,
    type,
    category: categoryOf(type),
    severity: deviationSeverity(score, threshold, sensitiveObjects),
    principal,
    account,
    buckets,
    firstDay: day,
    lastDay: day,
    days: [day],
    score,
    title: titleOf(principal, signals),
    signals,
    details: [],
    sensitiveObjects,
    sensitiveOccurrences,
  };
  const { open } = known;
  if (open === null || day - open.lastDay > EPISODE_GAP_DAYS) return found;
  const objects = open.sensitiveObjects + sensitiveObjects;
  const strongest = open.score >= score ? open : found;
  return {
    ...strongest,
    id: open.id,
    firstDay: open.firstDay,
    lastDay: day,
    days: [...open.days, day],
    severity: deviationSeverity(strongest.score, threshold, objects),
    buckets: [...new Set([...open.buckets, ...buckets])].slice(0, EVIDENCE_BUCKETS),
    sensitiveObjects: objects,
    sensitiveOccurrences: open.sensitiveOccurrences + sensitiveOccurrences,
  };
}

function peersAfter(
  peers: ReadonlyMap<string, PeerState>,
  days: ReadonlyMap<string, readonly PeerDay[]>,
  decay: number,
): ReadonlyMap<string, PeerState> {
  const next = new Map(peers);
  for (const [type, ofType] of days) next.set(type, learnPeers(peers.get(type) ?? NO_PEERS, ofType, decay));
  return next;
}

function familiarAfter(
  familiar: readonly Familiarity[],
  weighed: readonly { readonly one: AssessedDay; readonly weights: LearnedWeights }[],
  day: Day,
): readonly Familiarity[] {
  const byWeight = Map.groupBy(weighed, ({ weights }) => weights.names);
  return NAME_KINDS.map(({ of, organisationWide }, kind) => {
    if (!organisationWide) return familiar[kind]!;
    return [...byWeight].reduce((known, [weight, days]) => {
      const names = new Set(days.flatMap(({ one }) => of(one.row)));
      return learnNames(known, [...names], day, weight, ORGANISATION_NAMES);
    }, familiar[kind]!);
  });
}

function signalsAfter(
  signals: DetectorState['signals'],
  assessed: readonly AssessedDay[],
  decay: number,
): DetectorState['signals'] {
  return new Map(
    Object.values(SignalName).map((name) => {
      const scores = assessed.map(({ raw }) => raw.find((one) => one.name === name)?.surprise ?? 0);
      return [name, countScores(signals.get(name) ?? NO_SCORES, scores, decay)];
    }),
  );
}
