import type { Burst, Day, Folder } from './activity.ts';
import { type Chance, chanceFrom } from './chance.ts';
import { type Commons, weekdayWeight } from './flow-world.ts';
import { stretch } from './stretch.ts';

/** Regimes of intensity, with the mean of their length in days and the chances of what follows. */
const REGIMES = [
  { level: 1, days: 18, next: [0, 5, 4, 2] },
  { level: 2.8, days: 4, next: [6, 0, 2, 1] },
  { level: 0.3, days: 7, next: [6, 2, 0, 1] },
  { level: 0, days: 6, next: [8, 1, 1, 0] },
] as const;

const BORN_LATE = 0.16;
const DIES = 0.09;
const SHIFTS = 1 / 100;
const WANDER = 0.02;
const TAIL = 0.012;
const COPIERS = 0.025;

/** Draws old things again in proportion to use, and new ones ever more rarely. */
class PitmanYor<T> {
  private readonly things: T[] = [];
  private readonly uses: number[] = [];
  private total = 0;
  private readonly chance: Chance;
  private readonly strength: number;
  private readonly discount: number;
  private readonly fresh: () => T;

  constructor(chance: Chance, strength: number, discount: number, fresh: () => T) {
    this.chance = chance;
    this.strength = strength;
    this.discount = discount;
    this.fresh = fresh;
  }

  draw(): T {
    const { things, uses, chance, strength, discount } = this;
    const isNew = chance.next() * (this.total + strength) < strength + discount * things.length;
    const index =
      isNew || things.length === 0 ? things.push(this.fresh()) - 1 : chance.weighted(uses.map((n) => n - discount));
    uses[index] = (uses[index] ?? 0) + 1;
    this.total++;
    return things[index]!;
  }
}

interface Temper {
  readonly chance: Chance;
  /** Sessions a day. */
  readonly sessions: number;
  /** Objects a session. */
  readonly objects: number;
  readonly spread: number;
  /** Intensity of each hour, of mean 1. */
  readonly hours: readonly number[];
  readonly weekend: number;
  readonly monthEnd: number;
  /** Calls beside each read: lists, writes, deletes. */
  readonly mix: readonly [number, number, number];
  readonly denials: number;
  readonly changes: number;
  readonly rereads: number;
  readonly copier: boolean;
}

/** A principal's days. */
export function* flow(commons: Commons, program: boolean, seed: string): Generator<Day> {
  const chance = chanceFrom(seed);
  const temper = temperOf(chance, program);
  const folders = new PitmanYor<Folder>(
    chance,
    program ? 0.4 : 1 + 3 * chance.next(),
    program ? 0.02 : 0.15,
    () => commons.folders[chance.weighted(commons.pull)]!,
  );
  const networks = new PitmanYor(chance, program ? 0.1 : 0.5, program ? 0 : 0.05, () =>
    program || chance.chance(0.5)
      ? `172.${16 + chance.between(0, 7)}.${chance.between(0, 15)}`
      : `${chance.between(100, 140)}.${chance.between(0, 255)}.${chance.between(0, 255)}`,
  );
  const agents = new PitmanYor(chance, program ? 0.05 : 0.25, 0, () =>
    chance.pick(['boto3', 'aws-cli', 'browser', 's3console', 'aws-sdk-java', 'rclone', 'duckdb', 'aws-sdk-rust']),
  );
  const born = chance.chance(BORN_LATE) ? chance.between(1, commons.days - 3) : 0;
  const dead = chance.chance(DIES) ? chance.between(born + 1, commons.days) : commons.days;
  let regime = 0;
  let level = 1;
  for (let day = 0; day < commons.days; day++) {
    if (chance.chance(1 / REGIMES[regime]!.days)) regime = chance.weighted(REGIMES[regime]!.next);
    level *= Math.exp(WANDER * chance.normal() + (chance.chance(SHIFTS) ? 0.6 * chance.normal() : 0));
    if (day < born || day >= dead) {
      yield [];
      continue;
    }
    // Programs rest seldom.
    const state = program && REGIMES[regime]!.level === 0 ? 1 : REGIMES[regime]!.level;
    const shared = program ? commons.programs[day]! : commons.people[day]!;
    const ends = commons.monthEnds[day]! * (temper.monthEnd - 1) + 1;
    const intensity = temper.sessions * level * state * shared * ends * weekdayWeight(day, temper.weekend);
    const copying = temper.copier && day >= commons.move.day && day < commons.move.day + commons.move.days;
    yield [
      ...sessionsOf({ commons, temper, day, intensity, folders, networks, agents }),
      ...(copying ? copy(commons, day, temper, networks.draw(), agents.draw()) : []),
    ];
  }
}

function temperOf(chance: Chance, program: boolean): Temper {
  const peak = chance.next() * 24;
  const sharpness = program ? (chance.chance(0.4) ? 0 : 6) : 2 + 3 * chance.next();
  const raw = Array.from({ length: 24 }, (_, hour) =>
    Math.exp(sharpness * (Math.cos(((hour - peak) * Math.PI) / 12) - 1)),
  );
  const mean = raw.reduce((sum, value) => sum + value, 0) / 24;
  return {
    chance,
    sessions: program ? chance.logNormal(5, 0.9) : chance.logNormal(2.2, 0.5),
    objects: program ? chance.logNormal(35, 1.2) : chance.logNormal(9, 0.8),
    spread: program ? 0.2 + 0.4 * chance.next() : 0.6 + 0.6 * chance.next(),
    hours: raw.map((value) => value / mean),
    weekend: program ? 0.6 + 0.4 * chance.next() : 0.25 * chance.next() ** 2,
    monthEnd: chance.chance(0.15) ? 2 + 5 * chance.next() : 1,
    mix: [0.3 * chance.gamma(1), 0.25 * chance.gamma(0.5), 0.03 * chance.gamma(0.3)],
    denials: 0.02 * chance.gamma(0.7),
    changes: chance.chance(0.04) ? 0.2 : 0,
    rereads: chance.next(),
    copier: program && chance.chance(COPIERS),
  };
}

interface FlowDay {
  readonly commons: Commons;
  readonly temper: Temper;
  readonly day: number;
  /** Sessions expected. */
  readonly intensity: number;
  readonly folders: PitmanYor<Folder>;
  readonly networks: PitmanYor<string>;
  readonly agents: PitmanYor<string>;
}

function sessionsOf({ commons, temper, day, intensity, folders, networks, agents }: FlowDay): Burst[] {
  const { chance, mix } = temper;
  const bursts: Burst[] = [];
  const sessions = Math.min(200, chance.poisson(intensity));
  if (sessions === 0) return bursts;
  const source = { network: networks.draw(), host: chance.between(2, 12), agent: agents.draw() };
  for (let session = 0; session < sessions; session++) {
    const drawn = folders.draw();
    const folder =
      drawn.bucket === commons.move.old && day >= commons.move.day ? { ...drawn, bucket: commons.move.fresh } : drawn;
    const tail = chance.chance(TAIL) ? Math.min(60, chance.pareto(3, 1.6)) : 1;
    const reads = chance.poisson(chance.logNormal(temper.objects, temper.spread) * tail);
    const start = (chance.weighted(temper.hours) + chance.next()) * 60;
    const minutes = Math.ceil(chance.exponential(20));
    const keys = Math.max(1, Math.min(folder.objects, Math.ceil(reads * (1 - 0.8 * temper.rereads * chance.next()))));
    const firstKey = chance.between(0, folder.objects - keys);
    const bytesPerCall = Math.ceil(chance.logNormal(folder.objectBytes, 0.4));
    const put = (action: string, calls: number, more = {}): void => {
      if (calls > 0) bursts.push(...stretch({ source, folder, action, calls, start, minutes, ...more }));
    };
    put('GetObject', reads, { keys, firstKey, bytesPerCall });
    put('ListObjects', chance.poisson(reads * mix[0]));
    put('PutObject', chance.poisson(reads * mix[1]), { firstKey });
    put('DeleteObject', chance.poisson(reads * mix[2]), { firstKey });
    if (chance.chance(temper.denials))
      put('GetObject', 1 + chance.poisson(2 * chance.gamma(0.5)), { keys: 1, errorCode: 'AccessDenied' });
    if (chance.chance(temper.changes / Math.max(1, sessions)))
      put('PutBucketTagging', 1, { parameters: { tagging: '' } });
  }
  return bursts;
}

/** A share of the bucket that moves. */
function copy({ folders, move }: Commons, day: number, { chance }: Temper, network: string, agent: string): Burst[] {
  const source = { network, host: 5, agent };
  return folders
    .filter(({ bucket }) => bucket === move.old)
    .flatMap((folder) => {
      const calls = Math.ceil(folder.objects / move.days);
      const at = { source, calls, firstKey: (day - move.day) * calls, start: chance.between(0, 800), minutes: 500 };
      return [
        ...stretch({ ...at, folder, action: 'GetObject', bytesPerCall: folder.objectBytes }),
        ...stretch({ ...at, folder: { ...folder, bucket: move.fresh }, action: 'PutObject' }),
      ];
    });
}
