import { dateOf } from '@dowser/anomaly';
import { type Burst, type Day, FIRST_DAY, type Folder, type Source, weekdayOf } from './activity.ts';
import { type Chance, chanceFrom } from './chance.ts';
import { moved } from './office-people.ts';
import type { Office } from './office-world.ts';
import { ofDay, stretch } from './stretch.ts';

/** What kinds of programs there are. */
export const officeJobKinds = [
  { name: 'etl', share: 8 },
  { name: 'app', share: 5 },
  { name: 'report', share: 2 },
  { name: 'backup', share: 1 },
  { name: 'shipper', share: 2 },
  { name: 'cleanup', share: 1.5 },
  { name: 'crawler', share: 1 },
  { name: 'mover', share: 0 },
] as const;
type JobKind = (typeof officeJobKinds)[number]['name'];

const JOINS = 0.1;
const RETRIES = 0.02;
const FAILS = 0.01;
const LOSES_RIGHTS = 0.002;
const BACKFILLS = 0.003;
const MOVES_HOST = 0.01;
const NEW_RELEASE = 0.004;
/** Keys of one bucket that a backup reads at most in a night. */
const BACKUP_KEYS = 20_000;

interface Job {
  readonly office: Office;
  readonly chance: Chance;
  readonly folders: readonly Folder[];
  /** Objects of a usual run. */
  readonly size: number;
  /** Minutes after midnight, UTC. */
  readonly start: number;
}

interface JobDay extends Job {
  readonly day: number;
  readonly source: Source;
  /** Objects of this run: it grows over the months. */
  readonly now: number;
}

/** A program's days, one by one. */
export function* officeJob(kindName: string, office: Office, seed: string): Generator<Day> {
  const kind = kindName as JobKind;
  const chance = chanceFrom(seed);
  const folders = Array.from({ length: chance.between(1, 3) }, () => chance.pick(office.org.folders));
  const job: Job = {
    office,
    chance,
    folders,
    size: Math.round(chance.logNormal(120, 1)) + 5,
    start: chance.between(0, 1_300),
  };
  const from = chance.chance(JOINS) ? chance.between(1, office.days - 5) : 0;
  const growth = 1 + 0.004 * chance.next();
  let agent = chance.pick(['boto3', 'aws-sdk-java', 'aws-sdk-go', 'aws-sdk-js', 'hadoop']);
  let host = chance.between(2, 250);
  for (let day = 0; day < office.days; day++) {
    if (chance.chance(MOVES_HOST)) host = chance.between(2, 250);
    if (chance.chance(NEW_RELEASE)) agent = chance.pick(['boto3', 'aws-sdk-java', 'aws-sdk-go']);
    if (day < from) {
      yield [];
      continue;
    }
    const network = office.serverNetworks[(host + day) % 2]!;
    const now = Math.max(1, Math.round(job.size * growth ** (day - from) * chance.logNormal(1, 0.08)));
    yield RUNS[kind]({
      ...job,
      folders: folders.map((f) => moved(f, office, day)),
      day,
      source: { network, host, agent },
      now,
    });
  }
}

const RUNS: Readonly<Record<JobKind, (run: JobDay) => Day>> = {
  etl,
  app,
  report,
  backup,
  shipper,
  cleanup,
  crawler,
  mover,
};

function etl({ chance, folders, day, source, now, start }: JobDay): Day {
  const source0 = folders[0]!;
  const begin = start + Math.max(0, chance.normal() * 12);
  if (chance.chance(FAILS))
    return stretch({ source, folder: source0, action: 'ListObjects', calls: 5, start: begin, minutes: 3 });
  if (chance.chance(LOSES_RIGHTS)) {
    const calls = chance.between(10, 150);
    return stretch({
      source,
      folder: source0,
      action: 'GetObject',
      calls,
      start: begin,
      minutes: 60,
      errorCode: 'AccessDenied',
    });
  }
  const runs = chance.chance(RETRIES) ? 2 : 1;
  const full = weekdayOf(FIRST_DAY + day) === 6 ? 3 : 1;
  const back = chance.chance(BACKFILLS) ? chance.between(5, 25) : 1;
  const bursts: Burst[] = [];
  for (let which = 0; which < full * back; which++) {
    const folder = ofDay(source0, dateOf(FIRST_DAY + day - 1 - which), now);
    bursts.push(
      ...stretch({
        source,
        folder,
        action: 'ListObjects',
        calls: 1 + Math.floor(now / 1_000),
        start: begin,
        minutes: 2,
      }),
      ...stretch({
        source,
        folder,
        action: 'GetObject',
        calls: now * runs,
        keys: now,
        start: begin,
        minutes: 40,
        bytesPerCall: folder.objectBytes,
      }),
    );
  }
  const target = ofDay(folders.at(-1)!, dateOf(FIRST_DAY + day), now);
  bursts.push(
    ...stretch({
      source,
      folder: target,
      action: 'PutObject',
      calls: Math.ceil(now / 3),
      start: begin + 20,
      minutes: 30,
    }),
  );
  return bursts;
}

/** Serves people: busy when they are awake. */
function app({ office, chance, folders, day, source, now }: JobDay): Day {
  const weekend = weekdayOf(FIRST_DAY + day) > 4 || office.calendar.holidays.has(day) ? 0.45 : 1;
  const bursts: Burst[] = [];
  for (let hour = 0; hour < 24; hour++) {
    const local = (hour + office.zone + 24) % 24;
    const calls = chance.poisson(now * weekend * (0.15 + Math.exp(-((local - 14) ** 2) / 30)) * 0.6);
    if (calls === 0) continue;
    const folder = chance.pick(folders);
    const keys = Math.max(1, Math.min(folder.objects, Math.round(calls * 0.7)));
    const firstKey = chance.between(0, folder.objects - keys);
    const read = { source, folder, start: hour * 60, minutes: 60 };
    bursts.push(...stretch({ ...read, action: 'GetObject', calls, keys, firstKey, bytesPerCall: folder.objectBytes }));
    const writes = chance.poisson(calls / 10);
    if (writes > 0) bursts.push(...stretch({ ...read, action: 'PutObject', calls: writes, firstKey }));
  }
  return bursts;
}

/** A little each working day; on the first of a month, the whole month. */
function report({ chance, folders, day, source, now, start }: JobDay): Day {
  if (weekdayOf(FIRST_DAY + day) > 4 && !chance.chance(0.2)) return [];
  const first = dateOf(FIRST_DAY + day).endsWith('-01');
  const folder = folders[0]!;
  const calls = Math.min(folder.objects, first ? now * 12 : Math.ceil(now / 4));
  const firstKey = chance.between(0, folder.objects - calls);
  return [
    ...stretch({ source, folder, action: 'ListObjects', calls: 3, start, minutes: 1 }),
    ...stretch({
      source,
      folder,
      action: 'GetObject',
      calls,
      firstKey,
      start,
      minutes: first ? 150 : 20,
      bytesPerCall: folder.objectBytes,
    }),
    ...stretch({
      source,
      folder: folders.at(-1)!,
      action: 'PutObject',
      calls: first ? 12 : 2,
      start: start + 20,
      minutes: 2,
    }),
  ];
}

function backup({ office, chance, folders, day, source, start }: JobDay): Day {
  const bucket = folders[0]!.bucket;
  const all = weekdayOf(FIRST_DAY + day) === 5;
  return office.org.folders
    .filter((folder) => folder.bucket === bucket)
    .flatMap((folder) => {
      const calls = Math.min(BACKUP_KEYS, all ? folder.objects : chance.poisson(folder.objects / 60));
      if (calls === 0) return [];
      const at = { source, folder, start, minutes: all ? 300 : 30 };
      return [
        ...stretch({ ...at, action: 'ListObjects', calls: 1 + Math.floor(folder.objects / 1_000) }),
        ...stretch({ ...at, action: 'GetObject', calls, bytesPerCall: folder.objectBytes }),
      ];
    });
}

function shipper({ chance, folders, day, source, now }: JobDay): Day {
  return Array.from({ length: 24 }, (_, hour) => {
    const folder = ofDay(folders[0]!, dateOf(FIRST_DAY + day), now * 24);
    const calls = chance.poisson(now / 8);
    if (calls === 0) return [];
    return stretch({ source, folder, action: 'PutObject', calls, firstKey: hour * now, start: hour * 60, minutes: 60 });
  }).flat();
}

function cleanup({ chance, folders, day, source, now, start }: JobDay): Day {
  const folder = ofDay(folders[0]!, dateOf(FIRST_DAY + day - 30), now * 4);
  const calls = Math.max(
    1,
    Math.round(now * chance.logNormal(1, 0.25) * (dateOf(FIRST_DAY + day).endsWith('-01') ? 3 : 1)),
  );
  return [
    ...stretch({ source, folder, action: 'ListObjects', calls: 2 + Math.floor(calls / 1_000), start, minutes: 2 }),
    ...stretch({ source, folder, action: 'DeleteObject', calls, start, minutes: 25 }),
  ];
}

/** Looks at what there is, and reads nothing. */
function crawler({ office, chance, day, source, start }: JobDay): Day {
  if (weekdayOf(FIRST_DAY + day) !== 0 && !chance.chance(0.3)) return [];
  return office.org.folders.flatMap((folder) =>
    stretch({
      source,
      folder,
      action: 'ListObjects',
      calls: 1 + Math.floor(folder.objects / 1_000),
      start,
      minutes: 90,
    }),
  );
}

/** Does next to nothing until its organisation moves a bucket. */
function mover({ office, chance, folders, day, source, start }: JobDay): Day {
  const { migration } = office.calendar;
  if (day < migration.from || day >= migration.from + migration.days) {
    if (!chance.chance(0.4)) return [];
    return stretch({
      source,
      folder: folders[0]!,
      action: 'GetObject',
      calls: chance.between(1, 5),
      start,
      minutes: 5,
      bytesPerCall: folders[0]!.objectBytes,
    });
  }
  return office.org.folders
    .filter(({ bucket }) => bucket === migration.old)
    .flatMap((folder) => {
      const calls = Math.ceil(folder.objects / migration.days);
      const firstKey = (day - migration.from) * calls;
      const at = { source, calls, firstKey, start, minutes: 400 };
      return [
        ...stretch({ ...at, folder, action: 'GetObject', bytesPerCall: folder.objectBytes }),
        ...stretch({ ...at, folder: { ...folder, bucket: migration.fresh }, action: 'PutObject' }),
      ];
    });
}
