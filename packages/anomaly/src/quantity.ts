import { studentSurprise } from './statistics.ts';

/** Degrees of freedom that are trusted at most: days are never quite as regular as a normal distribution has it. */
export const DEGREES_LIMIT = 20;
/** Days that the spread of the peers stands for in that of a principal. */
export const SPREAD_PRIOR_DAYS = 6;
/** The least spread of a logarithm from day to day: a third more or less is never remarkable. */
export const SPREAD_MIN = 0.3;
/** Days of a weekday that its mean is shrunk by. */
const WEEKDAY_PRIOR_DAYS = 2;
/** From this many spreads on, a day moves the baseline no further. */
export const WINSOR_SPREADS = 3;
/** Days before a value is cut where the baseline is learned. */
const WINSOR_FROM_DAYS = 4;

/**
 * What is usual for one quantity of one principal: decayed mean and sum of squares of log(1 + x / floor), which makes the
 * spread of small counts and large ones alike; and how weekdays differ (sums of what is above or below the mean).
 */
export interface QuantityBaseline {
  readonly days: number;
  readonly mean: number;
  readonly squares: number;
  readonly weekdaySums: readonly number[];
}

export const NO_QUANTITY: QuantityBaseline = { days: 0, mean: 0, squares: 0, weekdaySums: [0, 0, 0, 0, 0, 0, 0] };

/** What the peers tell of one of whom little is known. */
export interface QuantityPrior {
  readonly mean: number;
  /** Variance from day to day of one principal. */
  readonly within: number;
  /** Days that the peers' mean stands for: few where the peers differ much. */
  readonly meanDays: number;
}

/** What is expected of a day, on the logarithmic scale. */
export interface Expectation {
  readonly mean: number;
  /** Of the days. */
  readonly spread: number;
  /** Of the days and of what is not known of the mean. */
  readonly scale: number;
  readonly degrees: number;
}

export const toLog = (value: number, floor: number): number => Math.log1p(value / floor);
export const fromLog = (value: number, floor: number): number => Math.max(0, Math.expm1(value) * floor);

/** `weekdayDays`: how many days of this weekday the baseline holds. */
export function expect(
  baseline: QuantityBaseline,
  prior: QuantityPrior,
  weekday: number,
  weekdayDays: number,
): Expectation {
  const known = prior.meanDays + baseline.days;
  const mean = (prior.meanDays * prior.mean + baseline.days * baseline.mean) / known;
  const degrees = SPREAD_PRIOR_DAYS + baseline.days;
  const variance = Math.max(SPREAD_MIN ** 2, (SPREAD_PRIOR_DAYS * prior.within + baseline.squares) / degrees);
  return {
    mean: mean + weekdayEffect(baseline, weekday, weekdayDays),
    spread: Math.sqrt(variance),
    scale: Math.sqrt(variance * (1 + 1 / known)),
    degrees: Math.min(DEGREES_LIMIT, degrees),
  };
}

export function surpriseOf(value: number, { mean, scale, degrees }: Expectation): number {
  return studentSurprise((value - mean) / scale, degrees);
}

/** The baseline with one more day, which counts `weight`; what is far from the expectation is cut. */
export function learnQuantity(
  baseline: QuantityBaseline,
  value: number,
  { expectation, weekday, weekdayDays, weight, decay }: LearnedDay,
): QuantityBaseline {
  const reach = WINSOR_SPREADS * expectation.spread;
  const cut =
    baseline.days < WINSOR_FROM_DAYS
      ? value
      : Math.min(Math.max(value, expectation.mean - reach), expectation.mean + reach);
  const seasonless = cut - weekdayEffect(baseline, weekday, weekdayDays);
  const days = baseline.days * decay + weight;
  const off = seasonless - baseline.mean;
  const mean = baseline.mean + (days > 0 ? (weight / days) * off : 0);
  return {
    days,
    mean,
    squares: baseline.squares * decay + weight * off * (seasonless - mean),
    weekdaySums: baseline.weekdaySums.map(
      (sum, i) => sum * decay + (i === weekday && baseline.days > 0 ? weight * (cut - baseline.mean) : 0),
    ),
  };
}

export interface LearnedDay {
  readonly expectation: Expectation;
  readonly weekday: number;
  readonly weekdayDays: number;
  readonly weight: number;
  /** What is left of the days before. */
  readonly decay: number;
}

function weekdayEffect({ weekdaySums }: QuantityBaseline, weekday: number, weekdayDays: number): number {
  return (weekdaySums[weekday] ?? 0) / (weekdayDays + WEEKDAY_PRIOR_DAYS);
}
