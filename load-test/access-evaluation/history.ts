import type { PrincipalDay } from '@dowser/anomaly';
import type { Actor, Burst, Day, Folder, Source } from './activity.ts';
import type { Unit, Victim } from './attacks.ts';
import { type Sums, sumsOf } from './baselines.ts';
import { quantile } from './quantile.ts';

/** Active days that a victim has at least, so that it has a 99th percentile. */
const VICTIM_DAYS_MIN = 14;
/** Active days that its sources and folders are taken from. */
const RECENT_DAYS = 20;
/** An hour is the victim's when it was active in it on so many of its days. */
const USUAL_HOUR_SHARE = 0.02;

/** What one principal did so far. */
export interface History {
  readonly sums: Sums[];
  readonly units: Record<Unit, number[]>;
  readonly recent: { day: number; sources: readonly Source[]; folders: readonly Folder[] }[];
  readonly hours: number[];
}

export const newHistory = (): History => ({
  sums: [],
  units: { bytes: [], lists: [], denied: [], sensitiveObjects: [], deletes: [], writes: [] },
  recent: [],
  hours: new Array<number>(24).fill(0),
});

export function remember(history: History, row: PrincipalDay, bursts: Day): void {
  const sums = sumsOf(row);
  history.sums.push(sums);
  const total = (name: 'lists' | 'denied' | 'writes'): number => row.hours.reduce((sum, hour) => sum + hour[name], 0);
  history.units.bytes.push(sums[0]);
  history.units.deletes.push(sums[2]);
  for (const name of ['lists', 'denied', 'writes'] as const) history.units[name].push(total(name));
  history.units.sensitiveObjects.push(row.sensitiveObjects);
  for (const { hour } of row.hours) history.hours[hour]!++;
  const sources = distinct(bursts, ({ network, host, agent }) => [
    `${network}.${host}/${agent}`,
    { network, host, agent },
  ]);
  const folders = distinct(bursts, ({ folder }) => [folder.bucket + folder.prefix, folder]);
  history.recent.push({ day: row.day, sources, folders });
  if (history.recent.length > RECENT_DAYS) history.recent.shift();
}

function distinct<T>(bursts: readonly Burst[], of: (burst: Burst) => readonly [string, T]): readonly T[] {
  return [...new Map(bursts.map(of)).values()];
}

/** Null for one who was not there often enough, or not of late. */
export function victimOf(actor: Actor, history: History, day: number): Victim | null {
  const days = history.sums.length;
  const last = history.recent.at(-1);
  if (days < VICTIM_DAYS_MIN || last === undefined || last.day < day - 7) return null;
  const { units } = history;
  const p99 = Object.fromEntries(Object.entries(units).map(([name, values]) => [name, quantile(values, 0.99)]));
  return {
    org: actor.org,
    account: actor.account,
    p99: p99 as Record<Unit, number>,
    sources: history.recent.flatMap(({ sources }) => sources),
    folders: history.recent.flatMap(({ folders }) => folders),
    hours: new Set(history.hours.flatMap((count, hour) => (count > days * USUAL_HOUR_SHARE ? [hour] : []))),
  };
}
