import { createRandom } from '@dowser/testkit';
import { BlowKind } from './blows.ts';

/** Of 40 kills. */
const KILLS: Readonly<Partial<Record<BlowKind, number>>> = {
  [BlowKind.Ingest]: 7,
  [BlowKind.Matcher]: 9,
  [BlowKind.Thread]: 9,
  [BlowKind.Sink]: 6,
  [BlowKind.Broker]: 3,
  [BlowKind.Engine]: 6,
};
const KILLS_SHARE = 40;
/** Beside every so many kills, one fault of each kind that lasts. */
const KILLS_PER_ROUND = 50;
const LASTING: readonly BlowKind[] = Object.values(BlowKind).filter((kind) => KILLS[kind] === undefined);

/** `kills` kills of every kind, faults of links, stopped processes and full disks among them, in an order of the seed. */
export function planBlows(kills: number, seed: number): BlowKind[] {
  const random = createRandom(seed);
  const cycle = Object.entries(KILLS).flatMap(([kind, times]) => Array.from({ length: times }, () => kind as BlowKind));
  const all: BlowKind[] = [];
  while (all.length < kills) all.push(...random.shuffle(cycle).slice(0, Math.min(KILLS_SHARE, kills - all.length)));
  const lasting = Array.from({ length: Math.floor(kills / KILLS_PER_ROUND) }, () => LASTING).flat();
  return random.shuffle([...all, ...lasting]);
}
