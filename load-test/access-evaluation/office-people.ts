import { dateOf } from '@dowser/anomaly';
import { type Day, FIRST_DAY, type Folder, type Source, weekdayOf } from './activity.ts';
import { type Chance, chanceFrom } from './chance.ts';
import type { Office, OfficeTeam } from './office-world.ts';
import { stretch } from './stretch.ts';

interface PersonKind {
  readonly name: string;
  readonly share: number;
  /** Of a usual day: median, and spread of its logarithm. */
  readonly reads: readonly [number, number];
  readonly lists: number;
  readonly writes: number;
  readonly deletes: number;
  readonly controls: number;
  /** Chance of a day on which a whole dataset is fetched. */
  readonly pulls: number;
  readonly agents: readonly string[];
}

/** What kinds of people there are. */
export const officePersonKinds: readonly PersonKind[] = [
  {
    name: 'analyst',
    share: 5,
    reads: [25, 0.7],
    lists: 4,
    writes: 2,
    deletes: 0.1,
    controls: 0,
    pulls: 0.01,
    agents: ['boto3', 's3console', 'browser'],
  },
  {
    name: 'engineer',
    share: 6,
    reads: [12, 0.8],
    lists: 8,
    writes: 6,
    deletes: 0.8,
    controls: 0.01,
    pulls: 0.005,
    agents: ['aws-cli', 'boto3', 'aws-sdk-go'],
  },
  {
    name: 'scientist',
    share: 3,
    reads: [15, 0.9],
    lists: 5,
    writes: 4,
    deletes: 0.3,
    controls: 0,
    pulls: 0.06,
    agents: ['boto3', 'aws-cli'],
  },
  {
    name: 'support',
    share: 4,
    reads: [8, 0.5],
    lists: 6,
    writes: 0.2,
    deletes: 0.02,
    controls: 0,
    pulls: 0,
    agents: ['s3console', 'browser'],
  },
  {
    name: 'finance',
    share: 2,
    reads: [9, 0.6],
    lists: 3,
    writes: 1,
    deletes: 0.02,
    controls: 0,
    pulls: 0.005,
    agents: ['s3console', 'cyberduck'],
  },
  {
    name: 'admin',
    share: 1,
    reads: [3, 0.8],
    lists: 25,
    writes: 1,
    deletes: 0.4,
    controls: 0.25,
    pulls: 0,
    agents: ['aws-cli', 'terraform', 's3console'],
  },
  {
    name: 'auditor',
    share: 0.5,
    reads: [4, 0.6],
    lists: 10,
    writes: 0,
    deletes: 0,
    controls: 0,
    pulls: 0,
    agents: ['s3console', 'aws-cli'],
  },
];

const JOINS = 0.14;
const LEAVES = 0.08;
const SICK = 0.015;
const WEEKEND_WORK = 0.04;
const ON_CALL = 0.012;
const TRAVEL = 0.006;
const NEW_AGENT = 0.003;
const NEW_HOME = 0.002;
const BIG_REQUEST = 0.002;
const CLEAN_UP = 0.002;

/** Settings that are changed every day and open nothing. */
const HARMLESS: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['PutBucketTagging', { tagging: '' }],
  ['PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled' } }],
  [
    'PutBucketLifecycle',
    { LifecycleConfiguration: { Rule: { Status: 'Enabled', ID: 'old', Prefix: '', Expiration: { Days: 365 } } } },
  ],
  [
    'PutBucketPublicAccessBlock',
    {
      PublicAccessBlockConfiguration: {
        RestrictPublicBuckets: true,
        BlockPublicPolicy: true,
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
      },
    },
  ],
];

interface Life {
  readonly from: number;
  readonly until: number;
  readonly vacations: readonly (readonly [number, number])[];
}

/** A person's days, one by one. */
export function* officePerson(kindName: string, office: Office, seed: string): Generator<Day> {
  const kind = officePersonKinds.find(({ name }) => name === kindName)!;
  const chance = chanceFrom(seed);
  const life = lifeOf(chance, office.days);
  const pace = chance.logNormal(1, 0.5);
  const attendance = 0.7 + 0.28 * chance.next();
  const begins = 8 + chance.normal() * 0.8;
  let team = chance.pick(office.teams);
  let projects = projectsOf(chance, team);
  let projectUntil = life.from + Math.ceil(chance.exponential(40));
  let home = homeOf(chance);
  let agents = [chance.pick(kind.agents)];
  const host = chance.between(2, 250);
  let away: { network: string; until: number } | null = null;
  for (let day = 0; day < office.days; day++) {
    const weekend = weekdayOf(FIRST_DAY + day) > 4;
    const free =
      day < life.from ||
      day >= life.until ||
      life.vacations.some(([from, until]) => day >= from && day < until) ||
      (!chance.chance(ON_CALL) && (office.calendar.holidays.has(day) || (weekend && !chance.chance(WEEKEND_WORK)))) ||
      chance.chance(SICK) ||
      !chance.chance(attendance);
    if (free) {
      yield [];
      continue;
    }
    if (chance.chance(0.0015)) team = chance.pick(office.teams);
    const changed = day >= projectUntil;
    if (changed) {
      projects = projectsOf(chance, team);
      projectUntil = day + Math.ceil(chance.exponential(40));
    }
    if (chance.chance(NEW_HOME)) home = homeOf(chance);
    if (chance.chance(NEW_AGENT)) agents = [...agents, chance.pick(kind.agents)];
    if (away !== null && day >= away.until) away = null;
    if (away === null && chance.chance(TRAVEL)) {
      away = { network: homeOf(chance), until: day + chance.between(2, 6) };
    }
    const atHome = chance.chance(0.35);
    const network = away?.network ?? (atHome ? home : chance.pick(office.officeNetworks));
    const source = { network, host: network === home ? 7 : host, agent: chance.pick(agents) };
    yield dayOf({ kind, office, chance, day, pace, begins, projects, source, changed });
  }
}

function lifeOf(chance: Chance, days: number): Life {
  const from = chance.chance(JOINS) ? chance.between(1, days - 5) : 0;
  const until = chance.chance(LEAVES) ? chance.between(from + 2, days) : days;
  const vacations = Array.from({ length: 2 }, () => {
    const begin = chance.between(0, days);
    return [begin, begin + chance.between(4, 21)] as const;
  });
  return { from, until, vacations };
}

const homeOf = (chance: Chance): string =>
  `${chance.between(70, 99)}.${chance.between(1, 250)}.${chance.between(0, 255)}`;

const projectsOf = (chance: Chance, team: OfficeTeam): readonly Folder[] =>
  Array.from({ length: chance.between(1, 3) }, () => chance.pick(team.folders));

interface PersonDay {
  readonly kind: PersonKind;
  readonly office: Office;
  readonly chance: Chance;
  readonly day: number;
  readonly pace: number;
  readonly begins: number;
  readonly projects: readonly Folder[];
  readonly source: Source;
  /** The first day on other projects. */
  readonly changed: boolean;
}

function dayOf({ kind, office, chance, day, pace, begins, projects, source, changed }: PersonDay): Day {
  const { calendar, zone } = office;
  const date = Number(dateOf(FIRST_DAY + day).slice(8));
  const monthEnd = kind.name === 'finance' && (date >= 28 || date <= 3) ? 5 : 1;
  const incident = calendar.incidents.has(day) && (kind.name === 'support' || kind.name === 'engineer') ? 4 : 1;
  const audited = kind.name === 'auditor' && day >= calendar.audit && day < calendar.audit + 5;
  const busy = pace * monthEnd * incident * chance.logNormal(1, 0.35) * (chance.chance(BIG_REQUEST) ? 5 : 1);
  const folders = audited
    ? office.org.folders.filter(() => chance.chance(0.3))
    : projects.map((folder) => moved(folder, office, day));
  const late = chance.chance(0.04) ? chance.between(10, 13) : 0;
  const sessions = chance.between(1, 4);
  const bursts: Day[number][] = [];
  const add = (action: string, folder: Folder, calls: number, start: number, minutes: number, more = {}): void => {
    if (calls > 0) bursts.push(...stretch({ source, folder, action, calls, start, minutes, ...more }));
  };
  for (let session = 0; session < sessions; session++) {
    const hour = begins + late + (session * 9) / sessions + chance.next() - zone;
    const start = ((hour + 24) % 24) * 60;
    const minutes = chance.between(5, 70);
    const folder = chance.pick(folders);
    const reads = chance.poisson((chance.logNormal(kind.reads[0], kind.reads[1]) * busy) / sessions);
    const keys = Math.max(1, Math.round(reads * (0.5 + chance.next() / 2)));
    const firstKey = chance.between(0, Math.max(0, folder.objects - keys));
    add('ListObjects', folder, chance.poisson((kind.lists * busy) / sessions), start, minutes);
    add('GetObject', folder, reads, start, minutes, { keys, firstKey, bytesPerCall: folder.objectBytes });
    add('PutObject', folder, chance.poisson(kind.writes / sessions), start, minutes, { firstKey });
    add('DeleteObject', folder, chance.poisson(kind.deletes / sessions), start, minutes, { firstKey });
    if (chance.chance(changed ? 0.5 : 0.03)) {
      const calls = chance.between(1, changed ? 12 : 3);
      add('GetObject', chance.pick(office.org.folders), calls, start, minutes, { keys: 1, errorCode: 'AccessDenied' });
    }
    if (chance.chance(kind.controls)) {
      const [action, parameters] = chance.pick(HARMLESS);
      add(action, folder, 1, start, 1, { parameters });
    }
  }
  const at = ((begins + 3 - zone + 24) % 24) * 60;
  if (chance.chance(kind.pulls)) {
    const folder = chance.pick(folders);
    const calls = Math.min(folder.objects, Math.round(chance.logNormal(300, 0.8)));
    add('GetObject', folder, calls, at, 90, { bytesPerCall: folder.objectBytes });
  }
  if (chance.chance(CLEAN_UP)) {
    const folder = chance.pick(folders);
    add('DeleteObject', folder, Math.min(folder.objects, Math.round(chance.logNormal(60, 1))), at, 40);
  }
  return bursts;
}

/** After the move, what lay in the old bucket is read in the new one. */
export function moved(folder: Folder, { calendar: { migration } }: Office, day: number): Folder {
  return folder.bucket === migration.old && day >= migration.from + migration.days
    ? { ...folder, bucket: migration.fresh }
    : folder;
}
