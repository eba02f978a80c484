import { type Actor, FIRST_DAY, type Folder, type Org, vaultOf, type World, type WorldSize } from './activity.ts';
import { type Chance, chanceFrom } from './chance.ts';
import { officeJob, officeJobKinds } from './office-jobs.ts';
import { officePerson, officePersonKinds } from './office-people.ts';

/** What befalls a whole organisation, by day of the world. */
export interface OfficeCalendar {
  readonly holidays: ReadonlySet<number>;
  /** First day and length of the move from one bucket to another. */
  readonly migration: { readonly from: number; readonly days: number; readonly old: string; readonly fresh: string };
  /** Days on which something is broken and is looked into. */
  readonly incidents: ReadonlySet<number>;
  /** First day of the auditors' week. */
  readonly audit: number;
}

export interface Office {
  readonly org: Org;
  readonly calendar: OfficeCalendar;
  readonly days: number;
  /** Hours that local time is ahead of UTC. */
  readonly zone: number;
  readonly officeNetworks: readonly string[];
  readonly serverNetworks: readonly string[];
  readonly teams: readonly OfficeTeam[];
}

export interface OfficeTeam {
  readonly name: string;
  /** What its projects work on. */
  readonly folders: readonly Folder[];
}

const AREAS = ['sales', 'crm', 'payments', 'product', 'research', 'logistics', 'hr', 'marketing', 'risk', 'platform'];
const SUBJECTS = [
  'exports',
  'raw',
  'curated',
  'reports',
  'archive',
  'models',
  'tickets',
  'invoices',
  'events',
  'media',
];
const OWNERS = ['north', 'south', 'retail', 'partners', 'mobile', 'web', 'stores', 'legal', 'fleet', 'labs', 'care'];
/** Of all principals, how many are programs. */
const JOB_SHARE = 0.3;

/**
 * An agent-based world: people with teams, projects, working hours, homes, travels and holidays, and the programs of their
 * organisation, each doing what its day calls for.
 */
export function officeWorld({ seed, orgs, principalsPerOrg, days }: WorldSize): World {
  const offices = Array.from({ length: orgs }, (_, i) => officeOf(chanceFrom(`${seed}/office/${i}`), i, days));
  const actors = offices.flatMap((office, i) => {
    const chance = chanceFrom(`${seed}/office/${i}/staff`);
    const jobs = Math.round(principalsPerOrg * JOB_SHARE);
    return Array.from({ length: principalsPerOrg }, (_, n): Actor => {
      const isJob = n < jobs;
      const kinds = isJob ? officeJobKinds : officePersonKinds;
      const drawn = kinds[chance.weighted(kinds.map(({ share }) => share))]!;
      // One moves what the organisation moves.
      const kind = n === 0 ? { name: 'mover' } : drawn;
      const own = `${seed}/office/${i}/${n}`;
      const name = `${kind.name}-${n}`;
      return {
        principal: `${office.org.account}:${isJob ? 'assumed-role' : 'user'}:${name}`,
        principalType: isJob ? 'role' : 'user',
        account: office.org.account,
        org: office.org,
        kind: kind.name,
        days: () => (isJob ? officeJob(kind.name, office, own) : officePerson(kind.name, office, own)),
      };
    });
  });
  return { name: 'office', firstDay: FIRST_DAY, days, orgs: offices.map(({ org }) => org), actors };
}

function officeOf(chance: Chance, index: number, days: number): Office {
  const account = String(111_100_000_000 + index);
  const name = `office${index}`;
  const buckets = Array.from({ length: chance.between(8, 14) }, (_, i) => `${name}-${AREAS[i % AREAS.length]}-${i}`);
  const folders = Array.from({ length: chance.between(45, 70) }, (_, i) => {
    const objects = Math.round(Math.min(200_000, chance.logNormal(1_500, 1.3))) + 20;
    const holds = chance.chance(0.25);
    return {
      bucket: buckets[i % buckets.length]!,
      prefix: `${chance.pick(SUBJECTS)}/${OWNERS[i % OWNERS.length]}-${OWNERS[Math.floor(i / OWNERS.length)]}/`,
      objects,
      objectBytes: Math.round(chance.logNormal(180_000, 1.4)) + 200,
      sensitive: holds ? Math.ceil(objects * (0.1 + 0.9 * chance.next())) : 0,
      occurrences: holds ? Math.ceil(chance.logNormal(60, 1.3)) : 0,
    };
  });
  const teams = Array.from({ length: chance.between(9, 14) }, (_, i) => ({
    name: `team-${i}`,
    folders: Array.from({ length: chance.between(3, 7) }, () => chance.pick(folders)),
  }));
  const old = chance.pick(buckets);
  return {
    org: { name, account, folders, vault: vaultOf(name), trailBucket: `${name}-trail` },
    days,
    zone: chance.pick([-8, -5, 0, 1, 2, 9]),
    officeNetworks: [`203.0.${113 + index}`, `198.18.${index}`],
    serverNetworks: Array.from({ length: 4 }, (_, i) => `10.${20 + index}.${i}`),
    teams,
    calendar: {
      holidays: new Set(Array.from({ length: 9 }, () => chance.between(0, days - 1))),
      migration: { from: chance.between(45, days - 20), days: chance.between(3, 8), old, fresh: `${old}-v2` },
      incidents: new Set(Array.from({ length: 4 }, () => chance.between(10, days - 1))),
      audit: chance.between(40, days - 10),
    },
  };
}
