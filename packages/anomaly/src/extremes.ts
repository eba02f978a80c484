import type { Day } from './principal-day.ts';

/** Highest values that are kept. */
export const EXTREMES_KEPT = 12;
/** Days after which one of them counts half. */
const HALF_LIFE_DAYS = 60;
/** A value that is so much less, on the logarithmic scale, is as high. */
const ALIKE = 0.25;

/** The highest values of one measure, highest first, with their days. */
export type Extremes = readonly { readonly value: number; readonly day: Day; readonly weight: number }[];

export const NO_EXTREMES: Extremes = [];

export function recordSurprise(known: Extremes, value: number, day: Day, days: number, slope: number): number {
  const asHigh = known.reduce(
    (sum, one) => (one.value >= value - ALIKE ? sum + one.weight * 2 ** ((one.day - day) / HALF_LIFE_DAYS) : sum),
    0,
  );
  let sum = 0;
  let top = 0;
  for (const one of known) {
    sum += one.weight;
    if (sum >= 0.35) {
      top = one.value;
      break;
    }
  }
  const beyond = Math.max(0, value - top - ALIKE);
  return -Math.log10((asHigh + 0.5) / (days + 1)) + (slope * beyond) / Math.LN10;
}

export function learnExtreme(known: Extremes, value: number, day: Day, weight: number): Extremes {
  const worth = (one: Extremes[number]): number => one.value + Math.log(2) * ((one.day - day) / 360);
  const next = [...known, { value, day, weight }];
  return next
    .sort((a, b) => worth(b) - worth(a))
    .slice(0, EXTREMES_KEPT)
    .sort((a, b) => b.value - a.value);
}
