import { offHourCalls, weekdayOf } from './activity.ts';
import { type Signal, SignalName } from './detection.ts';
import { recordSurprise } from './extremes.ts';
import { isFamiliar } from './familiarity.ts';
import { MEASURES, NAME_KINDS, SLOW_MEASURES } from './measures.ts';
import { type PeerDay, peerRate, peersOf, priorOf, SETTLED_DAYS } from './peers.ts';
import type { PrincipalDay } from './principal-day.ts';
import { type Expectation, expect, fromLog, surpriseOf, toLog, WINSOR_SPREADS } from './quantity.ts';
import { expectRareCount, presenceOf, rareSurpriseOf } from './rare-count.ts';
import { scoreOf } from './score.ts';
import { type DetectorState, NEW_PRINCIPAL, type PrincipalState } from './state.ts';
import { SURPRISE_LIMIT } from './statistics.ts';
import { NO_SCORES, rarityOf, type ScoreCounts } from './threshold.ts';

/** Most new names that a signal names. */
export const EVIDENCE_NAMES = 20;
/** Active days of a principal before its hours and its slow sums are looked at. */
const OWN_DAYS_MIN = 7;
/** Spreads that a day must be above what is usual to add to the slow sum (CUSUM's allowance), and those it can add or take. */
const SLOW_ALLOWANCE = 0.5;
const SLOW_DAY_LIMITS = [-1.5, 3] as const;
/** Principal-days from which how often a signal rises so high alone says how surprising it is. */
const CALIBRATED_DAYS = 2_000;
/** Digits that the rarity among all may add. */
const RARITY_BEYOND = 2;
/** What is left of the slow sum the next day. */
const SLOW_KEPT = 0.97;

/** One measure of a day, held against what is usual. */
export interface MeasuredQuantity {
  /** Null where it cannot be told yet. */
  readonly observed: number | null;
  /** The share of days on which there is any. */
  readonly present: number;
  /** Of days on which there is any. */
  readonly expectation: Expectation;
  /** On the logarithmic scale. */
  readonly value: number;
  /** What it is off the principal's own expectation; null while the principal is young. */
  readonly residual: number | null;
}

/** A day held against what is usual, and all that will be learned of it. */
export interface AssessedDay {
  readonly row: PrincipalDay;
  readonly known: PrincipalState;
  readonly signals: readonly Signal[];
  /** As surprising as each is by itself, before it is held against how often that happens. */
  readonly raw: readonly Pick<Signal, 'name' | 'surprise'>[];
  readonly score: number;
  /** By MEASURES. */
  readonly measured: readonly MeasuredQuantity[];
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
  const measured = MEASURES.map(({ name, floor, of }, i): MeasuredQuantity => {
    const observed = of(row, offHours);
    const expectation = expect(known.quantities[i]!, priorOf(peers.quantities[i]!), weekday, weekdayDays);
    const present = presenceOf(known.presence[i]!, peers.presence[i]!);
    if (name === SignalName.OffHours && !settled)
      return { observed: null, present, expectation, value: 0, residual: null };
    if (observed === 0) return { observed, present, expectation, value: 0, residual: null };
    const value = toLog(observed, floor);
    const surprise = settled
      ? recordSurprise(known.extremes[i]!, value, row.day, known.age)
      : Math.min(SURPRISE_LIMIT, surpriseOf(value, expectation) - Math.log10(present));
    signals.push({ name, observed, usual: usualOf({ present, expectation }, floor), surprise, names: [] });
    const reach = WINSOR_SPREADS * expectation.spread;
    const off = Math.min(reach, Math.max(-reach, value - expectation.mean));
    return { observed, present, expectation, value, residual: known.age >= SETTLED_DAYS ? off : null };
  });
  const slow = SLOW_MEASURES.map(({ name, of }, i) => {
    const one = measured[MEASURES.findIndex((measure) => measure.name === of)]!;
    const sum = settled ? slowSum(known.slow[i]!, one) : 0;
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
  const raw = signals.map(({ name, surprise }) => ({ name, surprise }));
  for (const [i, signal] of signals.entries()) {
    signals[i] = { ...signal, surprise: calibrated(state.signals.get(signal.name) ?? NO_SCORES, signal.surprise) };
  }
  signals.sort((a, b) => b.surprise - a.surprise || (a.name < b.name ? -1 : 1));
  return {
    row,
    known,
    signals,
    raw,
    score: scoreOf(signals),
    measured,
    news,
    slow,
  };
}

/**
 * What is rare by itself need not be so among many principals: once enough days were seen, it is what is rare among these.
 */
function calibrated(counts: ScoreCounts, surprise: number): number {
  const trust = Math.min(1, counts.days / CALIBRATED_DAYS);
  if (trust === 0) return surprise;
  return (1 - trust) * surprise + trust * Math.min(rarityOf(counts, surprise), surprise + RARITY_BEYOND);
}

/** What is usual of a measure, in its own unit: none when most days have none. */
export function usualOf(
  { present, expectation }: Pick<MeasuredQuantity, 'present' | 'expectation'>,
  floor: number,
): number {
  return present < 0.5 ? 0 : Math.round(fromLog(expectation.mean, floor));
}

function slowSum(
  before: number,
  { observed, value, present, expectation: { mean, spread } }: MeasuredQuantity,
): number {
  const [least, most] = SLOW_DAY_LIMITS;
  const off = observed === 0 ? least * present : Math.min(most, Math.max(least, (value - mean) / spread));
  return Math.max(0, before * SLOW_KEPT + off - SLOW_ALLOWANCE);
}
