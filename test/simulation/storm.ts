import { Fate, type Random } from '@dowser/testkit';

/** How bad the weather of one simulation is. Every seed has its own mixture: some faults often, others not at all. */
export interface Storm {
  /** Faults come until then. */
  readonly endMs: number;
  /** By the first word of a request: `bus`, `queue`, `objects`, `store`. */
  readonly rates: Readonly<Record<string, Readonly<Record<Exclude<Fate, 'done'>, number>>>>;
  /** Times in which nothing of that kind answers. */
  readonly outages: readonly { readonly kind: string; readonly fromMs: number; readonly toMs: number }[];
  /** Blows at processes, in order of time. */
  readonly blows: readonly Blow[];
  /** Chance that the queue delivers a message twice. */
  readonly duplicates: number;
}

export type BlowKind = 'kill' | 'stop' | 'pause' | 'jump' | 'evict';
export interface Blow {
  readonly atMs: number;
  readonly kind: BlowKind;
  /** Which of the processes or members, modulo how many there are. */
  readonly target: number;
  /** How long a pause lasts, how far a clock jumps, when a killed process starts again. */
  readonly ms: number;
}

const KINDS = ['bus', 'queue', 'objects', 'store'];
const STORM_MS = 20_000;
const BLOW_KINDS: readonly BlowKind[] = ['kill', 'stop', 'pause', 'jump', 'evict'];
const RATES = [0, 0, 0.02, 0.1, 0.25];

/** No weather at all. */
export const CALM: Storm = { endMs: 0, rates: {}, outages: [], blows: [], duplicates: 0 };

export function createStorm(random: Random): Storm {
  const outages = Array.from({ length: random.pick([0, 0, 1, 2]) }, () => {
    const fromMs = random.int(0, STORM_MS);
    return { kind: random.pick(KINDS), fromMs, toMs: Math.min(STORM_MS, fromMs + random.int(500, 15_000)) };
  });
  // An object that fails by itself and then in an outage too is rightly failed.
  const singly = KINDS.filter((kind) => kind !== 'objects' || !outages.some((outage) => outage.kind === kind));
  const rates = Object.fromEntries(
    singly.map((kind) => [
      kind,
      {
        [Fate.Refused]: random.pick(RATES),
        [Fate.AnswerLost]: random.pick(RATES),
        [Fate.HalfDone]: random.pick(RATES),
      },
    ]),
  );
  const kinds = random.shuffle(BLOW_KINDS).slice(0, random.int(1, BLOW_KINDS.length));
  const blows = Array.from({ length: random.pick([0, 1, 3, 8, 15]) }, (): Blow => {
    const kind = random.pick(kinds);
    return { atMs: random.int(0, STORM_MS), kind, target: random.int(0, 1_000), ms: blowMs(kind, random) };
  });
  return { endMs: STORM_MS, rates, outages, blows, duplicates: random.pick([0, 0.05, 0.2]) };
}

function blowMs(kind: BlowKind, random: Random): number {
  if (kind === 'jump') return random.int(-600_000, 600_000);
  if (kind === 'pause') return random.pick([500, 3_000, 15_000, 30_000]);
  return random.int(0, 5_000);
}

/** Failures in a row of one object for one process, at most: one more and another, and the object is failed for good. */
const OBJECT_FAILURES_MAX = 4;

/** What becomes of the requests, drawn as they come. */
export function createFates(storm: Storm, random: Random, nowMs: () => number) {
  const failures = new Map<string, number>();
  return (process: string, what: string): Fate => {
    if (nowMs() >= storm.endMs) return Fate.Done;
    const kind = what.slice(0, what.indexOf('.'));
    const isOut = storm.outages.some((out) => out.kind === kind && out.fromMs <= nowMs() && nowMs() < out.toMs);
    if (isOut) return Fate.Refused;
    const fate = drawn(storm.rates[kind], random);
    if (kind !== 'objects' || fate === Fate.Done) return fate;
    const object = `${process} ${what.slice(what.indexOf(' '))}`;
    const failed = failures.get(object) ?? 0;
    if (failed >= OBJECT_FAILURES_MAX) return Fate.Done;
    failures.set(object, failed + 1);
    return fate;
  };
}

function drawn(rates: Storm['rates'][string] | undefined, random: Random): Fate {
  let at = random.next();
  for (const [fate, rate] of Object.entries(rates ?? {}) as [Fate, number][]) {
    if (at < rate) return fate;
    at -= rate;
  }
  return Fate.Done;
}
