import { SignalName } from './detection.ts';
import { deletesOf, type HourCounts, type PrincipalDay } from './principal-day.ts';

/** Something of a day that has a size. */
export interface Measure {
  readonly name: SignalName;
  /** So much is next to nothing: what is below it hardly differs. */
  readonly floor: number;
  readonly of: (row: PrincipalDay, offHours: number) => number;
}

const total =
  (count: keyof Omit<HourCounts, 'hour'>) =>
  ({ hours }: PrincipalDay): number =>
    hours.reduce((sum, hour) => sum + hour[count], 0);

/** All that is measured of a day, in the order in which the baselines are kept. */
export const MEASURES: readonly Measure[] = [
  { name: SignalName.Bytes, floor: 1_000_000, of: total('bytesOut') },
  // What was refused was not read.
  {
    name: SignalName.Reads,
    floor: 5,
    of: ({ hours }) => hours.reduce((sum, { reads, denied }) => sum + Math.max(0, reads - denied), 0),
  },
  { name: SignalName.Keys, floor: 5, of: ({ keys }) => keys },
  { name: SignalName.SensitiveOccurrences, floor: 50, of: ({ sensitiveOccurrences }) => sensitiveOccurrences },
  { name: SignalName.SensitiveObjects, floor: 3, of: ({ sensitiveObjects }) => sensitiveObjects },
  { name: SignalName.Lists, floor: 10, of: total('lists') },
  { name: SignalName.Prefixes, floor: 5, of: ({ prefixes }) => prefixes },
  { name: SignalName.Denied, floor: 3, of: total('denied') },
  { name: SignalName.Writes, floor: 10, of: total('writes') },
  { name: SignalName.Deletes, floor: 5, of: deletesOf },
  { name: SignalName.Changes, floor: 2, of: ({ permissions, controls }) => permissions + controls },
  { name: SignalName.OffHours, floor: 5, of: (_, offHours) => offHours },
];

/** What is summed up over many days, and under which name: low and slow. */
export const SLOW_MEASURES: readonly { readonly name: SignalName; readonly of: SignalName }[] = [
  { name: SignalName.SlowBytes, of: SignalName.Bytes },
  { name: SignalName.SlowKeys, of: SignalName.Keys },
  { name: SignalName.SlowSensitive, of: SignalName.SensitiveOccurrences },
];

/** Names that a principal is known by; new ones are rare. `organisationWide`: those new to everyone are told apart. */
export interface NameKind {
  readonly name: SignalName;
  readonly organisationWide: boolean;
  readonly of: (row: PrincipalDay) => readonly string[];
}

export const NAME_KINDS: readonly NameKind[] = [
  { name: SignalName.NewNetworks, organisationWide: true, of: ({ networks }) => networks },
  { name: SignalName.NewAgents, organisationWide: true, of: ({ agents }) => agents },
  {
    name: SignalName.NewBuckets,
    organisationWide: false,
    of: ({ buckets }) => buckets.map(({ bucket }) => bucket).filter((bucket) => bucket !== ''),
  },
  { name: SignalName.NewAreas, organisationWide: false, of: ({ areas }) => areas },
  { name: SignalName.NewSensitiveAreas, organisationWide: false, of: ({ sensitiveAreas }) => sensitiveAreas },
];
