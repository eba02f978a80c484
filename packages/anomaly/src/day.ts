/** Days since 1970-01-01, UTC. */
export type Day = number;

export const DAY_MS = 86_400_000;

/** Of a date as ISO 8601 writes it: `2026-11-21`. */
export const dayOf = (date: string): Day => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
export const dateOf = (day: Day): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
