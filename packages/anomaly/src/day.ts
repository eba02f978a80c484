/** Days since 1970-01-01, UTC. */
export type Day = number;

export const DAY_MS = 86_400_000;
/** Days at the end, and at the beginning, of a month that are its turn. */
const TURN_DAYS = 3;

/** Of a date as ISO 8601 writes it: `2026-11-21`. */
export const dayOf = (date: string): Day => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
export const dateOf = (day: Day): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The last days of a month or its first ones, when much is done that is done once a month. */
export function isTurnOfMonth(day: Day): boolean {
  const dateIn = (days: number): number => new Date((day + days) * DAY_MS).getUTCDate();
  return dateIn(0) <= TURN_DAYS || dateIn(TURN_DAYS) <= TURN_DAYS;
}
