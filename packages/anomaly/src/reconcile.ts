import type { Day } from './day.ts';
import { EPISODE_GAP_DAYS } from './detect.ts';
import { type Anomaly, AnomalyKind, type Assessment } from './detection.ts';

/** Archived: someone has looked at it. Withdrawn: what came later speaks against it. */
export const AnomalyState = { Open: 'open', Archived: 'archived', Withdrawn: 'withdrawn' } as const;
export type AnomalyState = (typeof AnomalyState)[keyof typeof AnomalyState];

/** A deviation is withdrawn once its day's score is below this share of the threshold: at the threshold it would flicker. */
export const WITHDRAWN_SHARE = 0.5;

/** An anomaly as it is kept: the latest of its revisions. */
export interface KeptAnomaly {
  readonly anomaly: Anomaly;
  readonly state: AnomalyState;
  readonly note: string;
  /** Counts from 1. */
  readonly revision: number;
}

export interface Found {
  /** Anomalies of the days looked at, the latest of each id. */
  readonly anomalies: readonly Anomaly[];
  readonly assessments: readonly Assessment[];
  /** Anomalies that began before are left as they are. */
  readonly from: Day;
}

/** The revisions that bring what is kept to what was found. None when nothing is new: looking again changes nothing. */
export function reconcile(
  { anomalies, assessments, from }: Found,
  kept: readonly KeptAnomaly[],
): readonly KeptAnomaly[] {
  const byId = new Map(kept.map((one) => [one.anomaly.id, one]));
  const changed: KeptAnomaly[] = [];
  const confirmed = new Set<string>();
  for (const found of anomalies) {
    if (found.lastDay < from) continue;
    const known = byId.get(found.id) ?? kept.find((one) => isSameEpisode(one.anomaly, found));
    if (known === undefined) {
      changed.push({ anomaly: found, state: AnomalyState.Open, note: '', revision: 1 });
      continue;
    }
    const { anomaly, state, revision } = known;
    confirmed.add(anomaly.id);
    const earlier = anomaly.days.filter((day) => day < found.firstDay);
    const firstDay = Math.min(anomaly.firstDay, found.firstDay);
    const next = { ...found, id: anomaly.id, firstDay, days: [...earlier, ...found.days] };
    if (state !== AnomalyState.Withdrawn && !differs(anomaly, next)) continue;
    const reopened = state === AnomalyState.Withdrawn ? AnomalyState.Open : state;
    changed.push({ ...known, anomaly: next, state: reopened, revision: revision + 1 });
  }
  const scores = new Map(
    assessments.map(({ principal, day, score, threshold }) => [`${day} ${principal}`, score / threshold]),
  );
  for (const one of kept) {
    const { id, kind, principal, firstDay } = one.anomaly;
    if (one.state !== AnomalyState.Open || firstDay < from || confirmed.has(id)) continue;
    const stands = kind === AnomalyKind.Predictive && (scores.get(`${firstDay} ${principal}`) ?? 0) >= WITHDRAWN_SHARE;
    if (!stands) changed.push({ ...one, state: AnomalyState.Withdrawn, revision: one.revision + 1 });
  }
  return changed;
}

/** Late requests move the day on which a deviation begins; it is the same one. */
function isSameEpisode(known: Anomaly, found: Anomaly): boolean {
  return (
    known.kind === AnomalyKind.Predictive &&
    found.kind === AnomalyKind.Predictive &&
    known.principal === found.principal &&
    found.firstDay - known.lastDay <= EPISODE_GAP_DAYS &&
    known.firstDay - found.lastDay <= EPISODE_GAP_DAYS
  );
}

/** What makes a revision: a score that moves by itself, because the days behind it move, does not. */
function differs(before: Anomaly, now: Anomaly): boolean {
  const essence = ({
    type,
    severity,
    buckets,
    firstDay,
    lastDay,
    details,
    sensitiveObjects,
    sensitiveOccurrences,
  }: Anomaly): string =>
    JSON.stringify([type, severity, buckets, firstDay, lastDay, details, sensitiveObjects, sensitiveOccurrences]);
  return essence(before) !== essence(now);
}
