import { offHourCalls, weekdayOf } from './activity.ts';
import { type Signal, SignalName } from './detection.ts';
import { isFamiliar } from './familiarity.ts';
import { MEASURES, NAME_KINDS, SLOW_MEASURES } from './measures.ts';
import { type PeerDay, peerRate, peersOf, priorOf, SETTLED_DAYS } from './peers.ts';
import type { PrincipalDay } from './principal-day.ts';
import { type Expectation, expect, fromLog, surpriseOf, toLog, WINSOR_SPREADS } from './quantity.ts';
import { expectRareCount, rareSurpriseOf } from './rare-count.ts';
import { scoreOf } from './score.ts';
import { type DetectorState, NEW_PRINCIPAL, type PrincipalState } from './state.ts';

/** Most new names that a signal names. */
export const EVIDENCE_NAMES = 20;
/** Active days of a principal before its hours and its slow sums are looked at. */
const OWN_DAYS_MIN = 7;
/** Spreads that a day must be above what is usual to add to the slow sum (CUSUM's allowance), and those it can add or take. */
const SLOW_ALLOWANCE = 0.5;
const SLOW_DAY_LIMITS = [-1.5, 3] as const;
/** What is left of the slow sum the next day. */
const SLOW_KEPT = 0.97;

/** A day held against what is usual, and all that will be learned of it. */
export interface AssessedDay {
  readonly row: PrincipalDay;
  readonly known: PrincipalState;
  readonly signals: readonly Signal[];
  readonly score: number;
  /** By MEASURES; null where it was not measured. */
  readonly values: readonly (number | null)[];
  readonly expectations: readonly Expectation[];
  readonly residuals: PeerDay['residuals'];
  readonly news: PeerDay['news'];
  /** By SLOW_MEASURES. */
  readonly slow: readonly number[];
}

export function assessDay(state: DetectorState, row: PrincipalDay): AssessedDay {
  const known = state.principals.get(row.principal) ?? NEW_PRINCIPAL;
  const peers = peersOf(state.peers, row.principalType);
  const settled = known.age >= OWN_DAYS_MIN;
  const weekday = weekdayOf(row.day);
  const weekdayDays = known.activity.days[weekday]!;
  const offHours = offHourCalls(known.activity, row.day, row.hours);
  const signals: Signal[] = [];
  const measured = MEASURES.map(({ name, floor, of }, i) => {
    const observed = of(row, offHours);
    const expectation = expect(known.quantities[i]!, priorOf(peers.quantities[i]!), weekday, weekdayDays);
    if (name === SignalName.OffHours && !settled) return { value: null, expectation, residual: null };
    const value = toLog(observed, floor);
    if (observed > 0) {
      const surprise = surpriseOf(value, expectation);
      signals.push({ name, observed, usual: Math.round(fromLog(expectation.mean, floor)), surprise, names: [] });
    }
    const reach = WINSOR_SPREADS * expectation.spread;
    const off = Math.min(reach, Math.max(-reach, value - expectation.mean));
    return { value, expectation, residual: known.age >= SETTLED_DAYS ? off : null };
  });
  const slow = SLOW_MEASURES.map(({ name, of }, i) => {
    const at = MEASURES.findIndex((measure) => measure.name === of);
    const { value, expectation } = measured[at]!;
    const sum = settled ? slowSum(known.slow[i]!, value!, expectation) : 0;
    // The probability that a random walk with this drift comes so far: exp(−2 × allowance × sum).
    const surprise = (2 * SLOW_ALLOWANCE * sum) / Math.LN10;
    const { observed, usual } = signals.find((signal) => signal.name === of) ?? { observed: 0, usual: 0 };
    if (observed > 0 && sum > 0) signals.push({ name, observed, usual, surprise, names: [] });
    return sum;
  });
  const news = NAME_KINDS.map(({ name, of, organisationWide }, kind) => {
    const names = of(row).filter((one) => !isFamiliar(known.familiar[kind]!, one, row.day));
    const unheard = organisationWide ? names.filter((one) => !isFamiliar(state.familiar[kind]!, one, row.day)) : [];
    if (names.length > 0) {
      const rate = (which: 'own' | 'organisation') =>
        expectRareCount(known.novelty[kind]![which], peerRate(peers, kind, known.age, which));
      const own = rate('own');
      const surprise = Math.max(
        rareSurpriseOf(names.length, own),
        organisationWide ? rareSurpriseOf(unheard.length, rate('organisation')) : 0,
      );
      const usual = Number(own.rate.toFixed(2));
      signals.push({ name, observed: names.length, usual, surprise, names: names.slice(0, EVIDENCE_NAMES) });
    }
    return { own: names.length, organisation: unheard.length };
  });
  signals.sort((a, b) => b.surprise - a.surprise || (a.name < b.name ? -1 : 1));
  return {
    row,
    known,
    signals,
    score: scoreOf(signals),
    values: measured.map(({ value }) => value),
    expectations: measured.map(({ expectation }) => expectation),
    residuals: measured.map(({ residual }) => residual),
    news,
    slow,
  };
}

function slowSum(before: number, value: number, { mean, spread }: Expectation): number {
  const [least, most] = SLOW_DAY_LIMITS;
  const off = Math.min(most, Math.max(least, (value - mean) / spread));
  return Math.max(0, before * SLOW_KEPT + off - SLOW_ALLOWANCE);
}
