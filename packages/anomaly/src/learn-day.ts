import { learnActivity, weekdayOf } from './activity.ts';
import type { AssessedDay } from './assess-day.ts';
import type { Anomaly, DetectorSettings } from './detection.ts';
import { learnExtreme } from './extremes.ts';
import { learnNames } from './familiarity.ts';
import { NAME_KINDS, SLOW_MEASURES } from './measures.ts';
import type { PeerDay } from './peers.ts';
import { learnQuantity } from './quantity.ts';
import { learnRareCount } from './rare-count.ts';
import type { PrincipalState } from './state.ts';

/** What an anomalous day counts in the baselines: what goes on for weeks becomes usual, an attack of days does not. */
export const ANOMALOUS_DAY_WEIGHT = 0.1;
/** What its names count: they are new on each of the next days too. */
export const ANOMALOUS_NAME_WEIGHT = 0.02;
/** What a day counts that comes near, or that belongs to a slow rise. */
export const DOUBTFUL_DAY_WEIGHT = 0.4;
/** Share of the threshold from which a day is doubtful, and spreads of a slow sum. */
const DOUBTFUL_SHARE = 0.6;
const DOUBTFUL_SLOW_SPREADS = 3;
/** Active days before a principal's own rate of new names is told from that of its age. */
const OWN_NEWS_DAYS_MIN = 7;

export interface LearnedWeights {
  readonly day: number;
  readonly names: number;
}

/** How much may be learned of a day, so that an attack does not become the baseline it is held against. */
export function weightsOf({ score, slow }: AssessedDay, threshold: number): LearnedWeights {
  if (score >= threshold) return { day: ANOMALOUS_DAY_WEIGHT, names: ANOMALOUS_NAME_WEIGHT };
  const doubtful = score >= DOUBTFUL_SHARE * threshold || Math.max(...slow) > DOUBTFUL_SLOW_SPREADS;
  return { day: doubtful ? DOUBTFUL_DAY_WEIGHT : 1, names: 1 };
}

/** The principal after the day. */
export function learnDay(
  assessed: AssessedDay,
  weights: LearnedWeights,
  open: Anomaly | null,
  { halfLifeDays }: DetectorSettings,
): PrincipalState {
  const { row, known, measured, news, slow } = assessed;
  const decay = known.age === 0 ? 1 : 2 ** ((known.day - row.day) / halfLifeDays);
  const weekday = weekdayOf(row.day);
  const weekdayDays = known.activity.days[weekday]!;
  const { day: weight } = weights;
  return {
    day: row.day,
    age: known.age + 1,
    activity: learnActivity(known.activity, row.day, row.hours, weight, decay),
    quantities: known.quantities.map((baseline, i) => {
      const { observed, value, expectation } = measured[i]!;
      if (observed === null || observed === 0) return baseline;
      return learnQuantity(baseline, value, { expectation, weekday, weekdayDays, weight, decay });
    }),
    presence: known.presence.map((baseline, i) => {
      const { observed } = measured[i]!;
      return observed === null ? baseline : learnRareCount(baseline, Number(observed > 0), weight, decay);
    }),
    extremes: known.extremes.map((before, i) => {
      const { observed, value } = measured[i]!;
      return observed === null || observed === 0 ? before : learnExtreme(before, value, row.day, weight);
    }),
    slow: SLOW_MEASURES.map((_, i) => slow[i]!),
    familiar: NAME_KINDS.map(({ of }, kind) => learnNames(known.familiar[kind]!, of(row), row.day, weights.names)),
    novelty: known.novelty.map((baseline, kind) => {
      if (known.age < OWN_NEWS_DAYS_MIN) return baseline;
      const { own, organisation } = news[kind]!;
      return {
        own: learnRareCount(baseline.own, own, weight, decay),
        organisation: learnRareCount(baseline.organisation, organisation, weight, decay),
      };
    }),
    open,
  };
}

/** The day as the peers learn it. */
export function peerDay({ known, measured, news }: AssessedDay, { day: weight }: LearnedWeights): PeerDay {
  return { weight, age: known.age, measured, news };
}
