import { PredictiveType, type Signal, SignalName } from './detection.ts';

/** Digits of surprise that a signal does not count: one day in ten is above by chance. */
const CHANCE_DIGITS = 1;
/** A signal counts no more than so many digits: a day is hardly more anomalous beyond. */
const DIGITS_LIMIT = 12;

/** Signals that rise together; of each group the strongest counts whole, the others by `share`. */
interface Group {
  readonly share: number;
  /** How much the group says of what the day was about, against others as strong. */
  readonly says: number;
  readonly types: Partial<Readonly<Record<SignalName, PredictiveType>>>;
}

const GROUPS: readonly Group[] = [
  {
    share: 0.15,
    says: 1,
    types: {
      [SignalName.Bytes]: PredictiveType.BulkRead,
      [SignalName.Reads]: PredictiveType.BulkRead,
      [SignalName.Keys]: PredictiveType.BulkRead,
      [SignalName.SensitiveOccurrences]: PredictiveType.BulkRead,
      [SignalName.SensitiveObjects]: PredictiveType.BulkRead,
    },
  },
  {
    share: 0.15,
    says: 1,
    types: {
      [SignalName.SlowBytes]: PredictiveType.SlowRead,
      [SignalName.SlowKeys]: PredictiveType.SlowRead,
      [SignalName.SlowSensitive]: PredictiveType.SlowRead,
    },
  },
  {
    share: 0.15,
    says: 1,
    types: {
      [SignalName.Lists]: PredictiveType.Enumeration,
      [SignalName.Prefixes]: PredictiveType.Enumeration,
    },
  },
  { share: 1, says: 1, types: { [SignalName.Denied]: PredictiveType.DeniedBurst } },
  {
    share: 0.15,
    says: 1.2,
    types: { [SignalName.Deletes]: PredictiveType.MassDelete, [SignalName.Writes]: PredictiveType.MassWrite },
  },
  { share: 1, says: 1, types: { [SignalName.Changes]: PredictiveType.SettingChanges } },
  {
    share: 0.15,
    says: 1.2,
    types: {
      [SignalName.NewSensitiveAreas]: PredictiveType.UnusualArea,
      [SignalName.NewAreas]: PredictiveType.UnusualArea,
      [SignalName.NewBuckets]: PredictiveType.UnusualArea,
    },
  },
  {
    share: 1,
    says: 0.6,
    types: { [SignalName.NewNetworks]: PredictiveType.NewOrigin, [SignalName.NewAgents]: PredictiveType.NewOrigin },
  },
  { share: 1, says: 0.6, types: { [SignalName.OffHours]: PredictiveType.AfterHours } },
];

const counted = ({ surprise }: Signal): number => Math.max(0, Math.min(DIGITS_LIMIT, surprise) - CHANCE_DIGITS);

/** All signals of a day in one number: several weak ones weigh like a strong one. `signals`: most surprising first. */
export function scoreOf(signals: readonly Signal[]): number {
  return GROUPS.reduce((sum, { types, share }) => {
    const [strongest = 0, ...others] = signals.filter(({ name }) => types[name] !== undefined).map(counted);
    return sum + strongest + share * others.reduce((rest, one) => rest + one, 0);
  }, 0);
}

/** What the day was about. `signals`: most surprising first. */
export function typeOf(signals: readonly Signal[]): PredictiveType {
  let most = -1;
  let type: PredictiveType = PredictiveType.BulkRead;
  for (const { types, says } of GROUPS) {
    const strongest = signals.find(({ name }) => types[name] !== undefined);
    if (strongest === undefined || says * counted(strongest) <= most) continue;
    most = says * counted(strongest);
    type = types[strongest.name]!;
  }
  return type;
}
