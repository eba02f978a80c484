import type { Day } from './day.ts';
import type { HourCounts } from './principal-day.ts';

const HOURS = 24;
const WEEKDAYS = 7;
/** Days of a weekday that the principal's other working days, or its other weekend day, stand for. */
const CLASS_PRIOR_DAYS = 1.5;
/** An hour is usual when it, or one beside it, saw activity on this share of such days. */
export const USUAL_SHARE = 0.1;
/** Days before anything can be said of hours. */
export const ACTIVITY_DAYS_MIN = 5;

/** When a principal is active: decayed days by hour of the week (Sunday first), and decayed days by weekday. */
export interface ActivityProfile {
  readonly hours: readonly number[];
  readonly days: readonly number[];
}

export const NO_ACTIVITY: ActivityProfile = {
  hours: new Array<number>(HOURS * WEEKDAYS).fill(0),
  days: new Array<number>(WEEKDAYS).fill(0),
};

/** 0 is Sunday; 1970-01-01 was a Thursday. */
export const weekdayOf = (day: Day): number => (((day + 4) % WEEKDAYS) + WEEKDAYS) % WEEKDAYS;

export const daysOf = ({ days }: ActivityProfile): number => days.reduce((sum, one) => sum + one, 0);

/** Calls in hours of the week in which the principal is not usually active. 0 while little is known of it. */
export function offHourCalls(profile: ActivityProfile, day: Day, hours: readonly HourCounts[]): number {
  if (daysOf(profile) < ACTIVITY_DAYS_MIN) return 0;
  const shares = sharesOf(profile, weekdayOf(day));
  return hours.reduce((sum, { hour, calls }) => {
    const near = [hour + HOURS - 1, hour, hour + 1].map((one) => shares[one % HOURS]!);
    return Math.max(...near) < USUAL_SHARE ? sum + calls : sum;
  }, 0);
}

/** For each hour the share of days like this one with activity: those of the weekday, shrunk to those of its kind. */
function sharesOf({ hours, days }: ActivityProfile, weekday: number): readonly number[] {
  const isWeekend = (one: number): boolean => one === 0 || one === WEEKDAYS - 1;
  const alike = days.map((_, one) => isWeekend(one) === isWeekend(weekday));
  const total = days.reduce((sum, weight, one) => sum + (alike[one] ? weight : 0), 0);
  return Array.from({ length: HOURS }, (_, hour) => {
    const active = alike.reduce((sum, is, one) => sum + (is ? hours[one * HOURS + hour]! : 0), 0);
    const share = total > 0 ? active / total : 0;
    return (hours[weekday * HOURS + hour]! + CLASS_PRIOR_DAYS * share) / (days[weekday]! + CLASS_PRIOR_DAYS);
  });
}

export function learnActivity(
  profile: ActivityProfile,
  day: Day,
  hours: readonly HourCounts[],
  weight: number,
  decay: number,
): ActivityProfile {
  const weekday = weekdayOf(day);
  const next = profile.hours.map((value) => value * decay);
  for (const { hour } of hours) next[weekday * HOURS + hour]! += weight;
  return { hours: next, days: profile.days.map((value, one) => value * decay + (one === weekday ? weight : 0)) };
}
