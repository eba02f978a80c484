import { PredictiveType, type Signal, SignalName } from './detection.ts';

/** What a signal says the day was about, and how much it says so beside others as surprising: deeds before circumstances. */
const SAYS: Readonly<Record<SignalName, readonly [PredictiveType, number]>> = {
  [SignalName.Bytes]: [PredictiveType.BulkRead, 1],
  [SignalName.Reads]: [PredictiveType.BulkRead, 1],
  // Deletes and refused calls touch objects too.
  [SignalName.Keys]: [PredictiveType.BulkRead, 0.4],
  [SignalName.SensitiveOccurrences]: [PredictiveType.BulkRead, 1],
  [SignalName.SensitiveObjects]: [PredictiveType.BulkRead, 1],
  [SignalName.SlowBytes]: [PredictiveType.SlowRead, 1],
  [SignalName.SlowKeys]: [PredictiveType.SlowRead, 1],
  [SignalName.SlowSensitive]: [PredictiveType.SlowRead, 1],
  [SignalName.Lists]: [PredictiveType.Enumeration, 1.2],
  [SignalName.Prefixes]: [PredictiveType.Enumeration, 0.6],
  [SignalName.Denied]: [PredictiveType.DeniedBurst, 1.5],
  [SignalName.Writes]: [PredictiveType.MassWrite, 1.2],
  [SignalName.Deletes]: [PredictiveType.MassDelete, 1.5],
  [SignalName.Changes]: [PredictiveType.SettingChanges, 1.2],
  [SignalName.NewSensitiveAreas]: [PredictiveType.UnusualArea, 2],
  [SignalName.NewAreas]: [PredictiveType.UnusualArea, 1.2],
  [SignalName.NewBuckets]: [PredictiveType.UnusualArea, 1.2],
  [SignalName.NewNetworks]: [PredictiveType.NewOrigin, 0.6],
  [SignalName.NewAgents]: [PredictiveType.NewOrigin, 0.6],
  [SignalName.OffHours]: [PredictiveType.AfterHours, 0.6],
};

/** What the day was about. Throws RangeError without signals: such a day is never anomalous. */
export function typeOfDay(signals: readonly Signal[]): PredictiveType {
  const weighed = signals.map(({ name, surprise }) => ({ type: SAYS[name][0], weight: SAYS[name][1] * surprise }));
  const [first, ...others] = weighed;
  if (first === undefined) throw new RangeError('a day without signals has no type');
  return others.reduce((most, one) => (one.weight > most.weight ? one : most), first).type;
}
