import type { AccessFactKind } from '@dowser/contracts';
import type { Day } from './day.ts';

/** Basic: an exact rule was met. Predictive: a deviation from what is usual for the principal. Macie Classic's words. */
export const AnomalyKind = { Basic: 'basic', Predictive: 'predictive' } as const;
export type AnomalyKind = (typeof AnomalyKind)[keyof typeof AnomalyKind];

/** What of a day is compared with what is usual. */
export const SignalName = {
  Bytes: 'bytes',
  Reads: 'reads',
  Keys: 'keys',
  SensitiveOccurrences: 'sensitive-occurrences',
  SensitiveObjects: 'sensitive-objects',
  SlowBytes: 'slow-bytes',
  SlowKeys: 'slow-keys',
  SlowSensitive: 'slow-sensitive',
  Lists: 'lists',
  Prefixes: 'prefixes',
  Denied: 'denied',
  Writes: 'writes',
  Deletes: 'deletes',
  Changes: 'changes',
  OffHours: 'off-hours',
  NewNetworks: 'new-networks',
  NewAgents: 'new-agents',
  NewBuckets: 'new-buckets',
  NewAreas: 'new-areas',
  NewSensitiveAreas: 'new-sensitive-areas',
} as const;
export type SignalName = (typeof SignalName)[keyof typeof SignalName];

/** What was observed, against which baseline, and how rare that is. */
export interface Signal {
  readonly name: SignalName;
  readonly observed: number;
  /** What is usual: the median of the baseline, in the unit of `observed`. */
  readonly usual: number;
  /** Decimal digits of the probability of so much under the baseline: 3 is one day in a thousand. */
  readonly surprise: number;
  /** The new names, where the signal is of such; at most EVIDENCE_NAMES. */
  readonly names: readonly string[];
}

export const Severity = { Low: 'Low', Medium: 'Medium', High: 'High', Critical: 'Critical' } as const;
export type Severity = (typeof Severity)[keyof typeof Severity];

/** Every predictive type is named for what stands out most of the day. */
export const PredictiveType = {
  BulkRead: 'bulk-read',
  SlowRead: 'slow-read',
  UnusualArea: 'unusual-area',
  Enumeration: 'enumeration',
  DeniedBurst: 'denied-burst',
  MassDelete: 'mass-delete',
  MassWrite: 'mass-write',
  SettingChanges: 'setting-changes',
  NewOrigin: 'new-origin',
  AfterHours: 'after-hours',
} as const;
export type PredictiveType = (typeof PredictiveType)[keyof typeof PredictiveType];

/** Sequences of facts and calls that destroy data. */
export const DestructiveType = {
  /** Versioning was suspended or an expiry shortened, then objects of the bucket were deleted or overwritten. */
  UnversionedDelete: 'unversioned-delete',
  /** Objects were written under a key of the caller's or of another account's. */
  RansomEncryption: 'ransom-encryption',
} as const;
export type DestructiveType = (typeof DestructiveType)[keyof typeof DestructiveType];

export type AnomalyType = AccessFactKind | PredictiveType | DestructiveType;

export interface Anomaly {
  /** The same however often the days are looked at; consecutive days of one deviation are one anomaly. */
  readonly id: string;
  readonly kind: AnomalyKind;
  readonly type: AnomalyType;
  /** One of Macie Classic's alert categories. */
  readonly category: string;
  readonly severity: Severity;
  readonly principal: string;
  readonly account: string;
  /** Those concerned; [] for what concerns the account or a trail. */
  readonly buckets: readonly string[];
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** Those, from the first to the last, on which it was so. */
  readonly days: readonly Day[];
  /** The highest of its days; for exact rules 0. */
  readonly score: number;
  /** What happened, in one sentence. */
  readonly title: string;
  /** Of the day with the highest score, the most surprising first. */
  readonly signals: readonly Signal[];
  /** Exact rules: what was done. */
  readonly details: readonly string[];
  /** Read on its days, an object of several days as often (the store counts it once); for exact rules what the bucket holds. */
  readonly sensitiveObjects: number;
  readonly sensitiveOccurrences: number;
}

/** Every day of every principal gets one, anomalous or not. */
export interface Assessment {
  readonly principal: string;
  readonly day: Day;
  /** All signals of the day together; comparable across principals. */
  readonly score: number;
  /** From which score on a day is anomalous, as it was on this day. */
  readonly threshold: number;
  /** Most surprising first. */
  readonly signals: readonly Signal[];
  /** No predictive anomaly is raised yet: nothing is known of what is usual. */
  readonly warmingUp: boolean;
}

export interface DetectorSettings {
  /** Predictive alarms per benign principal-day that are accepted. */
  readonly falseAlarmRate: number;
  /** The score that counts as anomalous until enough days were seen to set it by the false-alarm rate. */
  readonly initialThreshold: number;
  /** Days with an assessment before the threshold is set from them. */
  readonly calibrationDays: number;
  /** Days of the whole organisation before the first predictive anomaly. */
  readonly warmUpDays: number;
  /** Days after which a day counts half in a baseline. */
  readonly halfLifeDays: number;
  /** Accounts (12 digits) and canonical ids that may be let in and get copies, and under whose keys may be written. */
  readonly trustedAccounts: readonly string[];
}

export const DEFAULT_SETTINGS: DetectorSettings = {
  falseAlarmRate: 1 / 1_250,
  initialThreshold: 7,
  calibrationDays: 2_000,
  warmUpDays: 7,
  halfLifeDays: 21,
  trustedAccounts: [],
};

/**
 * What one day added. `anomalies`: those that are new or have changed with this day, each whole; an anomaly that goes on has
 * the id that it had. `state` replaces the one that was given, which is not changed: any number of days may be tried on it.
 */
export interface Detection<State> {
  readonly state: State;
  readonly anomalies: readonly Anomaly[];
  readonly assessments: readonly Assessment[];
}
