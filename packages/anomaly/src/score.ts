import { type Signal, SignalName } from './detection.ts';

/** Digits of surprise that a signal does not count: one day in ten is above by chance. */
const CHANCE_DIGITS = 1;
/** A signal counts no more than so many digits: a day is hardly more anomalous beyond. */
const DIGITS_LIMIT = 12;

/** Signals that rise together; of each group the strongest counts whole, the others by `share`. */
interface Group {
  readonly share: number;
  readonly names: readonly SignalName[];
}

const GROUPS: readonly Group[] = [
  {
    share: 0.15,
    names: [
      SignalName.Bytes,
      SignalName.Reads,
      SignalName.Keys,
      SignalName.SensitiveOccurrences,
      SignalName.SensitiveObjects,
    ],
  },
  { share: 0.15, names: [SignalName.SlowBytes, SignalName.SlowKeys, SignalName.SlowSensitive] },
  { share: 0.15, names: [SignalName.Lists, SignalName.Prefixes] },
  { share: 1, names: [SignalName.Denied] },
  { share: 0.15, names: [SignalName.Deletes, SignalName.Writes] },
  { share: 1, names: [SignalName.Changes] },
  { share: 0.15, names: [SignalName.NewSensitiveAreas, SignalName.NewAreas, SignalName.NewBuckets] },
  { share: 1, names: [SignalName.NewNetworks, SignalName.NewAgents] },
  { share: 1, names: [SignalName.OffHours] },
];

const counted = ({ surprise }: Signal): number => Math.max(0, Math.min(DIGITS_LIMIT, surprise) - CHANCE_DIGITS);

/** All signals of a day in one number: several weak ones weigh like a strong one. `signals`: most surprising first. */
export function scoreOf(signals: readonly Signal[]): number {
  return GROUPS.reduce((sum, { names, share }) => {
    const [strongest = 0, ...others] = signals.filter(({ name }) => names.includes(name)).map(counted);
    return sum + strongest + share * others.reduce((rest, one) => rest + one, 0);
  }, 0);
}
