import { MEASURES, NAME_KINDS } from './measures.ts';
import type { QuantityPrior } from './quantity.ts';
import { learnRareCount, NO_RARE_COUNT } from './rare-count.ts';
import { NO_NOVELTY, NO_PEER_QUANTITY, type NoveltyBaseline, type PeerQuantity, type PeerState } from './state.ts';

/** All types together, for a type of which little is known. */
export const ALL_TYPES = '*';
/** Principal-days from which a type speaks for itself. */
const TYPE_DAYS_MIN = 30;
/** Where nothing at all is known. */
const UNKNOWN: QuantityPrior = { mean: 0.7, within: 0.6, meanDays: 0.1 };
/** Variances that the peers' spread is kept within, and the days that their mean may stand for. */
const WITHIN_LIMITS = [0.04, 4] as const;
const MEAN_DAYS_LIMITS = [0.05, 3] as const;
/** Principals that are older than so many days tell how far days are off the principal's own mean. */
export const SETTLED_DAYS = 5;

/** Upper ends of the classes of age, in active days: new names come with the first days. */
export const AGE_CLASSES = [0, 2, 6, 13, Number.POSITIVE_INFINITY] as const;
export const ageClass = (age: number): number => AGE_CLASSES.findIndex((end) => age <= end);
/** Rate of new names per day where nothing is known, by class of age. */
const UNKNOWN_RATES = [3, 0.5, 0.2, 0.1, 0.05] as const;
/** Days that the above stands for. */
const UNKNOWN_RATE_DAYS = 2;

export const NO_PEERS: PeerState = {
  quantities: MEASURES.map(() => NO_PEER_QUANTITY),
  presence: MEASURES.map(() => NO_RARE_COUNT),
  novelty: NAME_KINDS.map(() => AGE_CLASSES.map(() => NO_NOVELTY)),
};

const within = (value: number, [low, high]: readonly [number, number]): number => Math.min(high, Math.max(low, value));

/** The peers of a principal: those of its type, or all while these are few. */
export function peersOf(peers: ReadonlyMap<string, PeerState>, principalType: string): PeerState {
  const own = peers.get(principalType);
  if (own !== undefined && own.quantities[0]!.days >= TYPE_DAYS_MIN) return own;
  return peers.get(ALL_TYPES) ?? NO_PEERS;
}

export function priorOf({ days, mean, squares, withinDays, within: inner }: PeerQuantity): QuantityPrior {
  if (days < TYPE_DAYS_MIN) return UNKNOWN;
  const total = squares / days;
  const own = within(withinDays >= TYPE_DAYS_MIN ? inner / withinDays : total, WITHIN_LIMITS);
  const between = Math.max(0.01, total - own);
  return { mean, within: own, meanDays: within(own / between, MEAN_DAYS_LIMITS) };
}

/** New names per day among peers of this age. */
export function peerRate(peers: PeerState, kind: number, age: number, of: keyof NoveltyBaseline): number {
  const one = ageClass(age);
  const { days, count } = peers.novelty[kind]![one]![of];
  return (count + UNKNOWN_RATES[one]! * UNKNOWN_RATE_DAYS) / (days + UNKNOWN_RATE_DAYS);
}

/** One principal's day, as its peers learn it. */
export interface PeerDay {
  readonly weight: number;
  readonly age: number;
  /** By MEASURES. */
  readonly measured: readonly {
    /** Null where it cannot be told. */
    readonly observed: number | null;
    readonly value: number;
    /** What it is off the principal's own expectation; null while the principal is young. */
    readonly residual: number | null;
  }[];
  /** By NAME_KINDS. */
  readonly news: readonly { readonly own: number; readonly organisation: number }[];
}

/** The peers after a day of many of them. */
export function learnPeers(peers: PeerState, days: readonly PeerDay[], decay: number): PeerState {
  const quantities = peers.quantities.map((known, i) => {
    let next: PeerQuantity = {
      ...known,
      days: known.days * decay,
      squares: known.squares * decay,
      withinDays: known.withinDays * decay,
      within: known.within * decay,
    };
    for (const { weight, measured } of days) {
      const { observed, value, residual } = measured[i]!;
      if (observed !== null && observed > 0) next = learnOne(next, weight, value, residual);
    }
    return next;
  });
  const presence = peers.presence.map((known, i) =>
    days.reduce((next, { weight, measured }, at) => {
      const { observed } = measured[i]!;
      const left = at === 0 ? decay : 1;
      return learnRareCount(next, Number(observed !== null && observed > 0), observed === null ? 0 : weight, left);
    }, known),
  );
  const novelty = peers.novelty.map((classes, kind) =>
    classes.map((known, one) => {
      const alike = days.filter(({ age }) => ageClass(age) === one);
      if (alike.length === 0) return known;
      return {
        own: learnNews(known.own, alike, kind, 'own', decay),
        organisation: learnNews(known.organisation, alike, kind, 'organisation', decay),
      };
    }),
  );
  return { quantities, presence, novelty };
}

function learnOne(known: PeerQuantity, weight: number, value: number, residual: number | null): PeerQuantity {
  const days = known.days + weight;
  const off = value - known.mean;
  const mean = known.mean + (weight / days) * off;
  return {
    days,
    mean,
    squares: known.squares + weight * off * (value - mean),
    withinDays: known.withinDays + (residual === null ? 0 : weight),
    within: known.within + (residual === null ? 0 : weight * residual ** 2),
  };
}

function learnNews(
  known: NoveltyBaseline['own'],
  days: readonly PeerDay[],
  kind: number,
  of: keyof NoveltyBaseline,
  decay: number,
): NoveltyBaseline['own'] {
  return days.reduce(
    (next, { weight, news }, i) => learnRareCount(next, news[kind]![of], weight, i === 0 ? decay : 1),
    known,
  );
}
