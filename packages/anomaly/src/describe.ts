import { AccessFactKind } from '@dowser/contracts';
import { type AnomalyType, DestructiveType, PredictiveType, type Signal, SignalName } from './detection.ts';

/** Macie Classic's categories of alerts. */
const CATEGORIES: Readonly<Record<AnomalyType, string>> = {
  [AccessFactKind.PublicPolicy]: 'Open permissions',
  [AccessFactKind.PublicAcl]: 'Open permissions',
  [AccessFactKind.AuthenticatedUsersAcl]: 'Open permissions',
  [AccessFactKind.CrossAccountPolicy]: 'Open permissions',
  [AccessFactKind.CrossAccountAcl]: 'Open permissions',
  [AccessFactKind.PublicAccessBlockRemoved]: 'Open permissions',
  [AccessFactKind.EncryptionOff]: 'Configuration compliance',
  [AccessFactKind.LoggingOff]: 'Configuration compliance',
  [AccessFactKind.TrailOff]: 'Configuration compliance',
  [AccessFactKind.VersioningOff]: 'Configuration compliance',
  [AccessFactKind.ShortExpiry]: 'Ransomware',
  [AccessFactKind.ExternalReplication]: 'Information loss',
  [AccessFactKind.TrailRead]: 'Suspicious access',
  [AccessFactKind.TrailTampered]: 'Suspicious access',
  [AccessFactKind.CustomerKeyWrite]: 'Ransomware',
  [AccessFactKind.ForeignKeyWrite]: 'Ransomware',
  [DestructiveType.UnversionedDelete]: 'Ransomware',
  [DestructiveType.RansomEncryption]: 'Ransomware',
  [PredictiveType.BulkRead]: 'Information loss',
  [PredictiveType.SlowRead]: 'Information loss',
  [PredictiveType.UnusualArea]: 'Information loss',
  [PredictiveType.Enumeration]: 'Identity enumeration',
  [PredictiveType.DeniedBurst]: 'Privilege escalation',
  [PredictiveType.MassDelete]: 'Ransomware',
  [PredictiveType.MassWrite]: 'Service disruption',
  [PredictiveType.SettingChanges]: 'Privilege escalation',
  [PredictiveType.NewOrigin]: 'Location anomaly',
  [PredictiveType.AfterHours]: 'Suspicious access',
};

export const categoryOf = (type: AnomalyType): string => CATEGORIES[type];

/** Signals that a title tells, beside the first. */
const TITLE_SIGNALS = 4;
/** Names of one signal that a title tells. */
const TITLE_NAMES = 2;
/** Signals less surprising than one day in a hundred are not told. */
const TITLE_DIGITS_MIN = 2;
/** What a slow sum is told of, where its own measure is told already. */
const SAID_TOGETHER: Partial<Readonly<Record<SignalName, string>>> = {
  [SignalName.SlowBytes]: 'bytes',
  [SignalName.SlowKeys]: 'objects',
  [SignalName.SlowSensitive]: 'occurrences',
  [SignalName.Bytes]: 'bytes',
  [SignalName.Reads]: 'objects',
  [SignalName.Keys]: 'objects',
  [SignalName.SensitiveOccurrences]: 'occurrences',
  [SignalName.SensitiveObjects]: 'occurrences',
};

/** What happened on the day, in one sentence. `signals`: most surprising first. */
export function titleOf(principal: string, signals: readonly Signal[]): string {
  const told: string[] = [];
  const subjects = new Set<string>();
  for (const signal of signals) {
    const subject = SAID_TOGETHER[signal.name] ?? signal.name;
    if (subjects.has(subject) || told.length === TITLE_SIGNALS) continue;
    if (told.length > 0 && signal.surprise < TITLE_DIGITS_MIN) break;
    subjects.add(subject);
    told.push(phrase(signal));
  }
  return `${principal}: ${told.join('; ')}`;
}

const number = (value: number): string => value.toLocaleString('en-US');

function phrase({ name, observed, usual, names }: Signal): string {
  const against = `${number(observed)}, usually ${number(usual)}`;
  const listed = names.slice(0, TITLE_NAMES).join(', ') + (observed > TITLE_NAMES ? ', …' : '');
  switch (name) {
    case SignalName.Bytes:
      return `bytes read: ${against}`;
    case SignalName.Reads:
      return `reads: ${against}`;
    case SignalName.Keys:
      return `objects touched: ${against}`;
    case SignalName.SensitiveOccurrences:
      return `sensitive occurrences read: ${against}`;
    case SignalName.SensitiveObjects:
      return `sensitive objects read: ${against}`;
    case SignalName.SlowBytes:
      return `for days more bytes than usual: ${against}`;
    case SignalName.SlowKeys:
      return `for days more objects than usual: ${against}`;
    case SignalName.SlowSensitive:
      return `for days more sensitive occurrences than usual: ${against}`;
    case SignalName.Lists:
      return `listings: ${against}`;
    case SignalName.Prefixes:
      return `folders touched: ${against}`;
    case SignalName.Denied:
      return `refused calls: ${against}`;
    case SignalName.Writes:
      return `writes: ${against}`;
    case SignalName.Deletes:
      return `deletes: ${against}`;
    case SignalName.Changes:
      return `changes of settings: ${against}`;
    case SignalName.OffHours:
      return `calls at unusual hours: ${against}`;
    case SignalName.NewNetworks:
      return `new network ${listed}`;
    case SignalName.NewAgents:
      return `new program ${listed}`;
    case SignalName.NewBuckets:
      return `new bucket ${listed}`;
    case SignalName.NewAreas:
      return `new area ${listed}`;
    case SignalName.NewSensitiveAreas:
      return `sensitive data in a new area ${listed}`;
  }
}
