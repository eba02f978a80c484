import { type Day, isTurnOfMonth } from './day.ts';

/** Highest values that are kept of one measure. */
export const EXTREMES_KEPT = 12;
/** Days after which one of them counts half. */
const HALF_LIFE_DAYS = 60;
/** Active days that are remembered at most: the sum of all weights. */
const DAYS_LIMIT = Math.round(HALF_LIFE_DAYS / Math.LN2);
/** What is so much less, on the logarithmic scale, is as high. */
const ALIKE = 0.25;
/** Weight of the days that together make a height usual: one day of an attack does not, some of them do. */
const USUAL_WEIGHT = 0.35;
/** What is counted for a height that was never reached. */
const NEVER_COUNT = 0.5;
/** Days of one turn of a month are no further apart. */
const OTHER_TURN_DAYS = 7;
/** Every e-fold beyond all heights makes it e^3 times rarer. */
const TAIL_SLOPE = 3;

interface Extreme {
  /** On the logarithmic scale. */
  readonly value: number;
  readonly day: Day;
  readonly weight: number;
}
/** The highest values of one measure, highest first. */
export type Extremes = readonly Extreme[];

export const NO_EXTREMES: Extremes = [];

/**
 * −log10 of the share of a principal's days that are as high, and beyond all of them of a tail that falls off as a power: what
 * comes once a week or once a month is no wonder, however far it is from the mean. What was reached at the turn of a month
 * counts whole at the turn of another, were it an anomaly then. `days`: active days known.
 */
export function recordSurprise(known: Extremes, value: number, day: Day, days: number): number {
  const counted = isTurnOfMonth(day) ? known.map((one) => asTurn(one, day)) : known;
  const asHigh = counted.reduce((sum, one) => (one.value >= value - ALIKE ? sum + weightOn(one, day) : sum), 0);
  const beyond = Math.max(0, value - usualHeight(counted) - ALIKE);
  const share = (asHigh + NEVER_COUNT) / (Math.min(days, DAYS_LIMIT) + 1);
  return Math.max(0, -Math.log10(share) + (TAIL_SLOPE * beyond) / Math.LN10);
}

const asTurn = (one: Extreme, day: Day): Extreme =>
  isTurnOfMonth(one.day) && day - one.day > OTHER_TURN_DAYS ? { ...one, weight: 1 } : one;

const weightOn = ({ weight, day: of }: Extreme, day: Day): number => weight * 2 ** ((of - day) / HALF_LIFE_DAYS);

/** The greatest height that was reached often enough. */
function usualHeight(known: Extremes): number {
  let sum = 0;
  for (const { value, weight } of known) {
    sum += weight;
    if (sum >= USUAL_WEIGHT) return value;
  }
  return 0;
}

/** With one more value; what is long ago goes for what is a little less. */
export function learnExtreme(known: Extremes, value: number, day: Day, weight: number): Extremes {
  const worth = (one: Extreme): number => one.value + (ALIKE * (one.day - day)) / HALF_LIFE_DAYS;
  return [...known, { value, day, weight }]
    .sort((a, b) => worth(b) - worth(a))
    .slice(0, EXTREMES_KEPT)
    .sort((a, b) => b.value - a.value);
}
