import { AccessFactKind } from '@dowser/contracts';
import { type AnomalyType, DestructiveType, Severity } from './detection.ts';

const ORDER: readonly Severity[] = [Severity.Low, Severity.Medium, Severity.High, Severity.Critical];
/** Scores of so many times the threshold are a degree more severe. */
const STRONG_TIMES = 2;

/** Over data that is not known to be sensitive. */
const BASE: Partial<Readonly<Record<AnomalyType, Severity>>> = {
  [AccessFactKind.PublicPolicy]: Severity.High,
  [AccessFactKind.PublicAcl]: Severity.High,
  [AccessFactKind.AuthenticatedUsersAcl]: Severity.High,
  [AccessFactKind.CrossAccountPolicy]: Severity.Medium,
  [AccessFactKind.CrossAccountAcl]: Severity.Medium,
  [AccessFactKind.PublicAccessBlockRemoved]: Severity.Medium,
  [AccessFactKind.EncryptionOff]: Severity.Low,
  [AccessFactKind.LoggingOff]: Severity.Low,
  [AccessFactKind.TrailOff]: Severity.High,
  [AccessFactKind.VersioningOff]: Severity.Low,
  [AccessFactKind.ShortExpiry]: Severity.Medium,
  [AccessFactKind.ExternalReplication]: Severity.High,
  [AccessFactKind.TrailRead]: Severity.Low,
  [AccessFactKind.TrailTampered]: Severity.High,
  [DestructiveType.UnversionedDelete]: Severity.Critical,
  [DestructiveType.RansomEncryption]: Severity.Critical,
};

const raised = (severity: Severity, by: number): Severity =>
  ORDER[Math.min(ORDER.length - 1, ORDER.indexOf(severity) + by)]!;

/** Of what an exact rule has met: over sensitive data a degree more. */
export function ruleSeverity(type: AnomalyType, sensitiveObjects: number): Severity {
  return raised(BASE[type] ?? Severity.Medium, sensitiveObjects > 0 ? 1 : 0);
}

/** Of a deviation: over sensitive data two degrees more, so that it outranks any over harmless data. */
export function deviationSeverity(score: number, threshold: number, sensitiveObjects: number): Severity {
  return raised(Severity.Low, (score >= STRONG_TIMES * threshold ? 1 : 0) + (sensitiveObjects > 0 ? 2 : 0));
}
