import type { Burst, Day, Folder, Org, Source } from './activity.ts';
import type { Chance } from './chance.ts';
import { settingAttacks } from './setting-attacks.ts';
import { stretch } from './stretch.ts';

/** What is known of a victim on the day it is attacked, from its own days before. */
export interface Victim {
  readonly org: Org;
  readonly account: string;
  /** 99th percentile (nearest rank) of its active days. */
  readonly p99: Readonly<Record<Unit, number>>;
  /** Where its own requests came from, and whither they went, of late. */
  readonly sources: readonly Source[];
  readonly folders: readonly Folder[];
  /** Hours (UTC) in which it is active at times. */
  readonly hours: ReadonlySet<number>;
}

/** What an attack's size is a multiple of: the victim's own 99th percentile of this, or the floor where that is less. */
export const FLOORS = { bytes: 1_000_000, lists: 10, denied: 2, sensitiveObjects: 5, deletes: 10, writes: 10 } as const;
export type Unit = keyof typeof FLOORS;

/** The attack's own calls, day by day; they come on top of what the victim does. */
export type Attack = (chance: Chance, victim: Victim, size: number) => readonly Day[];

export interface AttackClass {
  readonly name: string;
  /** null: it has no size. */
  readonly unit: Unit | null;
  readonly attack: Attack;
}

/** Days of a slow exfiltration. */
export const SLOW_DAYS = { least: 7, most: 30 } as const;
const FOREIGN_AGENTS = ['curl', 'rclone', 'cyberduck', 'python-requests', 'aws-cli', 'boto3'];
/** Objects that a call of a batch deletes. S3 takes up to a thousand: one call would then be the whole attack. */
const BATCH_OBJECTS = 10;
const NIGHT = [22, 23, 0, 1, 2, 3, 4, 5];

export const attackClasses: readonly AttackClass[] = [
  { name: 'bulk-download', unit: 'bytes', attack: bulk },
  { name: 'slow-exfiltration', unit: 'bytes', attack: slow },
  { name: 'enumeration', unit: 'lists', attack: enumeration },
  { name: 'denied-burst', unit: 'denied', attack: deniedBurst },
  { name: 'new-network', unit: 'bytes', attack: newNetwork },
  { name: 'stolen-role', unit: 'bytes', attack: stolenRole },
  { name: 'after-hours', unit: 'bytes', attack: afterHours },
  { name: 'insider-sensitive', unit: 'sensitiveObjects', attack: insider },
  { name: 'ransomware-delete', unit: 'deletes', attack: ransomDelete },
  { name: 'ransomware-batch-delete', unit: 'deletes', attack: ransomBatchDelete(false) },
  { name: 'ransomware-batch-delete-logged', unit: 'deletes', attack: ransomBatchDelete(true) },
  { name: 'ransomware-sse-c', unit: 'writes', attack: ransomEncrypt },
  ...Object.entries(settingAttacks).map(([name, attack]) => ({ name, unit: null, attack })),
];

const target = (victim: Victim, unit: Unit, size: number): number => size * Math.max(victim.p99[unit], FLOORS[unit]);

const own = (chance: Chance, victim: Victim): Source => chance.pick(victim.sources);
const abroad = (chance: Chance): Source => ({
  network: `${chance.between(180, 199)}.${chance.between(1, 250)}.${chance.between(1, 250)}`,
  host: chance.between(2, 250),
  agent: chance.pick(FOREIGN_AGENTS),
});
/** As an insider, or with stolen credentials. */
const either = (chance: Chance, victim: Victim): Source => (chance.chance(0.5) ? own(chance, victim) : abroad(chance));

/** A minute at which the victim is usually there. */
const usualStart = (chance: Chance, victim: Victim): number =>
  chance.pick([...victim.hours]) * 60 + chance.between(0, 59);
const anyStart = (chance: Chance): number => chance.between(0, 20 * 60);

/** Folders to steal from, in an order: known ones or those never touched; behind them the vault, which never ends. */
function loot(chance: Chance, victim: Victim, known: boolean): readonly Folder[] {
  const seen = new Set(victim.folders.map(({ bucket, prefix }) => bucket + prefix));
  const others = victim.org.folders.filter(({ bucket, prefix }) => !seen.has(bucket + prefix));
  const from = known && victim.folders.length > 0 ? victim.folders : others;
  const count = Math.min(from.length, chance.between(2, 8));
  return [...Array.from({ length: count }, () => chance.pick(from)), victim.org.vault];
}

/** Reads folders, one after the other, until so many bytes are out. */
function carry(
  folders: readonly Folder[],
  bytes: number,
  at: { source: Source; start: number; minutes: number },
  skip = 0,
): Burst[] {
  const bursts: Burst[] = [];
  let left = bytes;
  for (const folder of folders) {
    if (left <= 0) break;
    const calls = Math.min(folder.objects, Math.max(1, Math.round(left / folder.objectBytes)));
    const minutes = Math.max(1, (at.minutes * Math.min(left, calls * folder.objectBytes)) / bytes);
    const start = at.start + at.minutes * (1 - left / bytes);
    const firstKey = Math.min(skip, Math.max(0, folder.objects - calls));
    bursts.push(
      ...stretch({
        source: at.source,
        folder,
        action: 'GetObject',
        calls,
        firstKey,
        start,
        minutes,
        bytesPerCall: folder.objectBytes,
      }),
    );
    left -= calls * folder.objectBytes;
  }
  return bursts;
}

function look(source: Source, folders: readonly Folder[], start: number): Burst[] {
  return folders.flatMap((folder, i) =>
    stretch({ source, folder, action: 'ListObjects', calls: 2, start: start + i, minutes: 1 }),
  );
}

function bulk(chance: Chance, victim: Victim, size: number): readonly Day[] {
  const source = either(chance, victim);
  const folders = loot(chance, victim, chance.chance(0.5));
  const start = chance.chance(0.5) ? usualStart(chance, victim) : anyStart(chance);
  return [carry(folders, target(victim, 'bytes', size), { source, start, minutes: chance.between(20, 180) })];
}

/** The size is that of the whole, over all days; days are left out at times, and made up for. */
function slow(chance: Chance, victim: Victim, size: number): readonly Day[] {
  const days = chance.between(SLOW_DAYS.least, SLOW_DAYS.most);
  const source = either(chance, victim);
  const folders = loot(chance, victim, chance.chance(0.3));
  const bytes = target(victim, 'bytes', size);
  const night = chance.chance(0.5);
  let carried = 0;
  return Array.from({ length: days }, (_, day) => {
    const rest = folders.slice(day % Math.max(1, folders.length - 1));
    const due = (bytes * (day + 1)) / days - carried;
    const start = night ? chance.pick(NIGHT.slice(2)) * 60 : usualStart(chance, victim);
    const left = day > 0 && day < days - 1 && chance.chance(0.1);
    if (left || (due < rest[0]!.objectBytes / 2 && day > 0)) return [];
    const skip = day * Math.ceil(due / rest[0]!.objectBytes);
    const bursts = carry(rest, due, { source, start, minutes: 50 }, skip);
    carried += bursts.reduce((sum, { calls, bytesPerCall }) => sum + calls * bytesPerCall, 0);
    return bursts;
  });
}

function enumeration(chance: Chance, victim: Victim, size: number): readonly Day[] {
  const source = either(chance, victim);
  const calls = Math.ceil(target(victim, 'lists', size));
  const start = anyStart(chance);
  const folders = Array.from({ length: Math.min(calls, 40) }, () => chance.pick(victim.org.folders));
  const actions = ['ListObjects', 'GetBucketAcl', 'GetBucketPolicy', 'ListObjects', 'GetObjectAcl'];
  return [
    folders.flatMap((folder, i) => {
      const share = Math.floor((calls * (i + 1)) / folders.length) - Math.floor((calls * i) / folders.length);
      const refused = chance.chance(0.15) ? 'AccessDenied' : '';
      const action = actions[i % actions.length]!;
      return stretch({ source, folder, action, calls: share, start: start + i, minutes: 2, errorCode: refused });
    }),
  ];
}

function deniedBurst(chance: Chance, victim: Victim, size: number): readonly Day[] {
  const source = either(chance, victim);
  const calls = Math.ceil(target(victim, 'denied', size));
  const start = anyStart(chance);
  const tried = Math.min(calls, chance.between(1, 20));
  return [
    Array.from({ length: tried }, (_, i) => {
      const share = Math.floor((calls * (i + 1)) / tried) - Math.floor((calls * i) / tried);
      const folder = chance.pick(victim.org.folders);
      const action = chance.pick(['GetObject', 'ListObjects', 'GetBucketPolicy']);
      return stretch({ source, folder, action, calls: share, start: start + i, minutes: 3, errorCode: 'AccessDenied' });
    }).flat(),
  ];
}

/** The victim's own data and hours, from elsewhere. */
function newNetwork(chance: Chance, victim: Victim, size: number): readonly Day[] {
  const source = { ...own(chance, victim), network: abroad(chance).network };
  const folders = loot(chance, victim, true);
  return [
    carry(folders, target(victim, 'bytes', size), {
      source,
      start: usualStart(chance, victim),
      minutes: chance.between(30, 240),
    }),
  ];
}

/** Elsewhere, with another program: looks around, is refused, then takes. */
function stolenRole(chance: Chance, victim: Victim, size: number): readonly Day[] {
  const source = abroad(chance);
  const start = anyStart(chance);
  const folders = loot(chance, victim, false);
  const refused = stretch({
    source,
    folder: chance.pick(victim.org.folders),
    action: 'GetBucketPolicy',
    calls: chance.between(1, 6),
    start,
    minutes: 4,
    errorCode: 'AccessDenied',
  });
  const taken = carry(folders, target(victim, 'bytes', size), {
    source,
    start: start + 15,
    minutes: chance.between(20, 120),
  });
  return [[...look(source, folders, start), ...refused, ...taken]];
}

/** The victim's own network and program, when it is never there. */
function afterHours(chance: Chance, victim: Victim, size: number): readonly Day[] {
  const quiet = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => !victim.hours.has(hour));
  const start = chance.pick(quiet.length > 0 ? quiet : NIGHT) * 60;
  const folders = loot(chance, victim, chance.chance(0.5));
  return [
    carry(folders, target(victim, 'bytes', size), {
      source: own(chance, victim),
      start,
      minutes: chance.between(20, 59),
    }),
  ];
}

/** Who may, from where they always are, in their hours: but reads sensitive objects that are no concern of theirs. */
function insider(chance: Chance, victim: Victim, size: number): readonly Day[] {
  const source = own(chance, victim);
  const start = usualStart(chance, victim);
  const seen = new Set(victim.folders.map(({ bucket, prefix }) => bucket + prefix));
  const others = victim.org.folders.filter(
    (folder) => folder.sensitive > 0 && !seen.has(folder.bucket + folder.prefix),
  );
  const from = others.length > 0 ? others : victim.org.folders.filter((folder) => folder.sensitive > 0);
  let left = Math.ceil(target(victim, 'sensitiveObjects', size));
  const bursts: Burst[] = [];
  for (const folder of [...Array.from({ length: chance.between(1, 4) }, () => chance.pick(from)), victim.org.vault]) {
    const calls = Math.min(left, folder.sensitive);
    if (calls > 0)
      bursts.push(
        ...stretch({
          source,
          folder,
          action: 'GetObject',
          calls,
          start,
          minutes: 60,
          bytesPerCall: folder.objectBytes,
        }),
      );
    left -= calls;
  }
  return [bursts];
}

const SUSPENDED = { VersioningConfiguration: { Status: 'Suspended' } };

/** Half of them suspend versioning first. */
function ransomDelete(chance: Chance, victim: Victim, size: number): readonly Day[] {
  const source = either(chance, victim);
  const start = anyStart(chance);
  const folder = largest(chance, victim);
  const calls = Math.ceil(target(victim, 'deletes', size));
  const first = chance.chance(0.5)
    ? stretch({ source, folder, action: 'PutBucketVersioning', calls: 1, start, minutes: 1, parameters: SUSPENDED })
    : [];
  return [
    [
      ...first,
      ...stretch({ source, folder, action: 'DeleteObject', calls, start: start + 2, minutes: chance.between(5, 120) }),
    ],
  ];
}

/** The calls name no objects; `logged`: the access log does, where it is kept. */
function ransomBatchDelete(logged: boolean): Attack {
  return (chance, victim, size) => {
    const source = either(chance, victim);
    const start = anyStart(chance);
    const folder = largest(chance, victim);
    const calls = Math.ceil(target(victim, 'deletes', size) / BATCH_OBJECTS);
    const first = chance.chance(0.5)
      ? stretch({ source, folder, action: 'PutBucketVersioning', calls: 1, start, minutes: 1, parameters: SUSPENDED })
      : [];
    const at = { source, folder, calls, start: start + 2, minutes: chance.between(5, 60) };
    const batches = stretch({ ...at, action: 'DeleteObjects', ...(logged && { objectsPerCall: BATCH_OBJECTS }) });
    return [[...first, ...batches]];
  };
}

/** Objects are overwritten with themselves under a key that only the thief has. */
function ransomEncrypt(chance: Chance, victim: Victim, size: number): readonly Day[] {
  const source = either(chance, victim);
  const start = anyStart(chance);
  const folder = largest(chance, victim);
  const calls = Math.ceil(target(victim, 'writes', size));
  const parameters = { 'x-amz-server-side-encryption-customer-algorithm': 'AES256' };
  const at = { source, folder, calls, start, minutes: chance.between(5, 120) };
  return [[...stretch({ ...at, action: 'CopyObject', parameters }), ...stretch({ ...at, action: 'CopyObjectSource' })]];
}

/** Of a few folders, the one with the most objects: there is something to destroy. */
const largest = (chance: Chance, victim: Victim): Folder =>
  Array.from({ length: 6 }, () => chance.pick(victim.org.folders)).reduce((a, b) => (a.objects > b.objects ? a : b));
