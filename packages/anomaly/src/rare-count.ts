import { rareCountSurprise } from './statistics.ts';

/** Days that the peers' rate stands for in that of a principal. */
const RATE_PRIOR_DAYS = 4;
/** The least rate: nothing is so rare that one of it in 500 days would be a wonder. */
const RATE_MIN = 0.002;

/** How often something rare happens: decayed sums. */
export interface RareCountBaseline {
  readonly days: number;
  readonly count: number;
}

export const NO_RARE_COUNT: RareCountBaseline = { days: 0, count: 0 };

/** What is expected of a day: the mean of a gamma distribution, and the days it stands for. */
export interface RareCountExpectation {
  readonly rate: number;
  readonly days: number;
}

export function expectRareCount(own: RareCountBaseline, peerRate: number): RareCountExpectation {
  const days = own.days + RATE_PRIOR_DAYS;
  return { rate: Math.max(RATE_MIN, (own.count + RATE_PRIOR_DAYS * peerRate) / days), days };
}

export function rareSurpriseOf(count: number, { rate, days }: RareCountExpectation): number {
  return rareCountSurprise(count, rate * days, days);
}

export function learnRareCount(
  { days, count }: RareCountBaseline,
  seen: number,
  weight: number,
  decay: number,
): RareCountBaseline {
  return { days: days * decay + weight, count: count * decay + weight * seen };
}

/** The share of days that have any: the principal's own days, shrunk to its peers'. */
export function presenceOf(own: RareCountBaseline, peers: RareCountBaseline): number {
  const peerShare = (peers.count + 0.5) / (peers.days + 1);
  return (own.count + RATE_PRIOR_DAYS * peerShare) / (own.days + RATE_PRIOR_DAYS);
}
