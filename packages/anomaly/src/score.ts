import { type Signal, SignalName } from './detection.ts';

/** Digits of surprise that a signal does not count: one day in ten is above by chance. */
const CHANCE_DIGITS = 1;
/** A signal counts no more than so many digits: a day is hardly more anomalous beyond. */
const DIGITS_LIMIT = 12;

/** Of the signals of a group, which rise together, the strongest counts whole, the others so much. */
const OTHERS_SHARE = 0.08;

interface Group {
  /** How much it counts: what attacks bring with them more than busy days do counts more (`npm run eval:access`). */
  readonly weight: number;
  readonly names: readonly SignalName[];
}

const GROUPS: readonly Group[] = [
  { weight: 1.8, names: [SignalName.Bytes, SignalName.Reads, SignalName.Keys] },
  { weight: 0.8, names: [SignalName.SensitiveOccurrences, SignalName.SensitiveObjects] },
  { weight: 1.2, names: [SignalName.SlowBytes, SignalName.SlowKeys, SignalName.SlowSensitive] },
  { weight: 0.6, names: [SignalName.Lists] },
  { weight: 0.1, names: [SignalName.Prefixes] },
  { weight: 0.2, names: [SignalName.Denied] },
  { weight: 0.8, names: [SignalName.Deletes] },
  { weight: 0.1, names: [SignalName.Writes] },
  { weight: 0.3, names: [SignalName.Changes] },
  { weight: 1.5, names: [SignalName.NewSensitiveAreas, SignalName.NewAreas, SignalName.NewBuckets] },
  { weight: 2, names: [SignalName.NewNetworks] },
  { weight: 2.2, names: [SignalName.NewAgents] },
  { weight: 1.2, names: [SignalName.OffHours] },
];

const counted = ({ surprise }: Signal): number => Math.max(0, Math.min(DIGITS_LIMIT, surprise) - CHANCE_DIGITS);

/** All signals of a day in one number: several weak ones weigh like a strong one. `signals`: most surprising first. */
export function scoreOf(signals: readonly Signal[]): number {
  return GROUPS.reduce((sum, { names, weight }) => {
    const [strongest = 0, ...others] = signals.filter(({ name }) => names.includes(name)).map(counted);
    return sum + weight * (strongest + OTHERS_SHARE * others.reduce((rest, one) => rest + one, 0));
  }, 0);
}
