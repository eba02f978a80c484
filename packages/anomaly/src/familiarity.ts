import type { Day } from './day.ts';

/** Days after which having seen a name counts half. */
export const FAMILIAR_HALF_LIFE_DAYS = 14;
/** Below this a name is new: one day is forgotten after 46 days. */
export const FAMILIAR_MIN = 0.1;
/** Names of one kind that are kept for one principal; the least familiar go first. */
export const FAMILIAR_NAMES = 512;

interface Seen {
  readonly weight: number;
  readonly day: Day;
}
/** Names with the day they were last seen and how familiar they were then. */
export type Familiarity = ReadonlyMap<string, Seen>;

export const NOTHING_FAMILIAR: Familiarity = new Map();

export function familiarityOf(known: Familiarity, name: string, day: Day): number {
  const seen = known.get(name);
  return seen === undefined ? 0 : seen.weight * 2 ** ((seen.day - day) / FAMILIAR_HALF_LIFE_DAYS);
}

export function isFamiliar(known: Familiarity, name: string, day: Day): boolean {
  return familiarityOf(known, name, day) >= FAMILIAR_MIN;
}

export function learnNames(
  known: Familiarity,
  names: readonly string[],
  day: Day,
  weight: number,
  limit: number = FAMILIAR_NAMES,
): Familiarity {
  if (names.length === 0) return known;
  const next = new Map(known);
  for (const name of names) next.set(name, { weight: familiarityOf(known, name, day) + weight, day });
  if (next.size <= limit) return next;
  const kept = [...next]
    .map(([name, seen]) => ({ name, seen, now: familiarityOf(next, name, day) }))
    .sort((a, b) => b.now - a.now || (a.name < b.name ? -1 : 1))
    .slice(0, limit);
  return new Map(kept.map(({ name, seen }) => [name, seen]));
}
