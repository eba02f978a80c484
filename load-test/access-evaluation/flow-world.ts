import { dateOf } from '@dowser/anomaly';
import { type Actor, FIRST_DAY, type Folder, vaultOf, type World, type WorldSize, weekdayOf } from './activity.ts';
import { type Chance, chanceFrom } from './chance.ts';
import { flow } from './flow.ts';

/** What all principals of an organisation share. */
export interface Commons {
  readonly folders: readonly Folder[];
  /** How much is drawn to each folder. */
  readonly pull: readonly number[];
  /** By day of the world: how much people, and programs, do. */
  readonly people: readonly number[];
  readonly programs: readonly number[];
  /** 1 at the ends of months, else 0. */
  readonly monthEnds: readonly number[];
  /** From this day on, `old` is called `fresh`. */
  readonly move: { readonly day: number; readonly days: number; readonly old: string; readonly fresh: string };
  readonly days: number;
}

const WORDS = [
  'alpha',
  'birch',
  'cedar',
  'delta',
  'ember',
  'fjord',
  'grove',
  'harbor',
  'iris',
  'juniper',
  'krill',
  'lumen',
];
/** Of all principals, programs. */
const PROGRAMS = 0.36;

/**
 * A world of processes: every principal is a compound Poisson process whose intensity follows hours and weekdays, wanders,
 * jumps between regimes and shifts for good; sizes are log-normal with Pareto tails; folders, networks and programs are drawn
 * as in a Pitman-Yor process, so that new ones never cease. Nobody has a job, a team or a plan.
 */
export function flowWorld({ seed, orgs, principalsPerOrg, days }: WorldSize): World {
  const actors: Actor[] = [];
  const all: World['orgs'][number][] = [];
  for (let index = 0; index < orgs; index++) {
    const chance = chanceFrom(`${seed}/flow/${index}`);
    const account = String(222_200_000_000 + index);
    const commons = commonsOf(chance, index, days);
    const org = {
      name: `flow${index}`,
      account,
      folders: commons.folders,
      vault: vaultOf(`f${index}`),
      trailBucket: `flow${index}-audit-logs`,
    };
    all.push(org);
    for (let n = 0; n < principalsPerOrg; n++) {
      const program = chance.chance(PROGRAMS);
      const federated = !program && chance.chance(0.3);
      actors.push({
        principal: `${account}:${program ? 'assumed-role' : federated ? 'federated-user' : 'user'}:f${n}`,
        principalType: program ? 'role' : federated ? 'federated' : 'user',
        account,
        org,
        kind: program ? 'program' : 'human',
        days: () => flow(commons, program, `${seed}/flow/${index}/${n}`),
      });
    }
  }
  return { name: 'flow', firstDay: FIRST_DAY, days, orgs: all, actors };
}

function commonsOf(chance: Chance, index: number, days: number): Commons {
  const buckets = Array.from({ length: 5 + chance.poisson(8) }, (_, i) => `f${index}-${chance.pick(WORDS)}-${i}`);
  const folders = Array.from({ length: 25 + chance.poisson(40) }, (_, i): Folder => {
    const objects = Math.min(500_000, Math.ceil(chance.pareto(60, 0.7)));
    const share = chance.chance(0.3) ? chance.next() ** 2 : 0;
    return {
      bucket: chance.pick(buckets),
      prefix: `${chance.pick(WORDS)}/${chance.pick(WORDS)}-${'abcdefghij'[i % 10]}${'abcdefghij'[Math.floor(i / 10) % 10]}/`,
      objects,
      objectBytes: Math.ceil(chance.logNormal(60_000, 1.8)) + 50,
      sensitive: Math.ceil(objects * share),
      occurrences: share > 0 ? Math.ceil(chance.pareto(8, 0.9)) % 5_000 : 0,
    };
  });
  const people: number[] = [];
  const programs: number[] = [];
  const monthEnds: number[] = [];
  let backlog = 0;
  for (let day = 0; day < days; day++) {
    const holiday = chance.chance(0.035);
    const outage = chance.chance(0.008);
    people.push(holiday ? 0.06 : chance.logNormal(1, 0.1));
    programs.push(outage ? 0.15 : (holiday ? 0.85 : 1) + backlog);
    backlog = outage ? 0.8 : 0;
    const date = Number(dateOf(FIRST_DAY + day).slice(8));
    monthEnds.push(date === 1 || dateOf(FIRST_DAY + day + 1).endsWith('-01') ? 1 : 0);
  }
  const old = chance.pick(buckets);
  const move = {
    day: chance.between(35, Math.max(36, days - 15)),
    days: chance.between(1, 6),
    old,
    fresh: `${old}-eu`,
  };
  return { folders, pull: folders.map(() => chance.gamma(0.6)), people, programs, monthEnds, move, days };
}

/** The fraction of a week's work that a weekday has, for people: Saturdays and Sundays are `weekend` of the others. */
export const weekdayWeight = (day: number, weekend: number): number => (weekdayOf(FIRST_DAY + day) > 4 ? weekend : 1);
