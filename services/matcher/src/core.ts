import {
  type Finding,
  type ObjectFacts,
  type ObjectPart,
  type ObjectTask,
  type Occurrence,
  type OccurrencesMessage,
  type ScanCheckpoint,
  type ScanResult,
  scanId,
  Verdict,
  type VerdictMessage,
  VerdictReason,
} from '@dowser/contracts';
import { type DataIdentifier, severityOf } from '@dowser/identifiers';
import type { ObjectHead } from '@dowser/objects';
import type { ScanSummary } from '@dowser/scanner';

/** What every message of one scan carries. */
export interface ScanIdentity {
  readonly task: ObjectTask;
  readonly identifierSetId: string;
}

/** What the matcher sends: what was found, how the scan ended, or what is left of it. */
export type MatcherMessage = ScanResult | ObjectPart;

export interface Timing {
  readonly endedAt: Date;
  readonly durationMs: number;
}

const header = ({ task, identifierSetId }: ScanIdentity) =>
  ({
    schemaVersion: 1,
    scanId: scanId(task.objectVersionId, identifierSetId),
    objectVersionId: task.objectVersionId,
    bucket: task.object.bucket,
    key: task.object.key,
  }) as const;

/** A run of a scan's occurrences; `part` counts from 0. */
export function occurrencesMessage(
  identity: ScanIdentity,
  part: number,
  occurrences: readonly Occurrence[],
): OccurrencesMessage {
  return { kind: 'occurrences', ...header(identity), part, occurrences: [...occurrences] };
}

/** What is left of a scan. `done`: what has been done of it. */
export function partMessage(
  { task, identifierSetId }: ScanIdentity,
  { parts, ...done }: Pick<ObjectPart, 'lane' | 'run' | 'messages' | 'durationMs'> & { readonly parts: number },
  etag: string,
  checkpoint: ScanCheckpoint,
): ObjectPart {
  return { kind: 'part', schemaVersion: 1, task, identifierSetId, part: parts, etag, checkpoint, ...done };
}

/** How the scan ended. `head` is what the store said of the object when it was read; null when it was not. */
export function verdictMessage(
  identity: ScanIdentity,
  summary: ScanSummary,
  rows: ReadonlyMap<string, DataIdentifier>,
  head: ObjectHead | null,
  timing: Timing,
): VerdictMessage {
  const { counts, ...ending } = summary;
  return {
    kind: 'verdict',
    ...header(identity),
    identifierSetId: identity.identifierSetId,
    object: completed(identity.task.object, head),
    ...ending,
    scannedAt: timing.endedAt.toISOString(),
    durationMs: timing.durationMs,
    findings: findings(counts, rows),
  };
}

/** The facts of the task, with what its source did not know taken from the read. The version's identity stays as it was. */
export function completed(facts: ObjectFacts, head: ObjectHead | null): ObjectFacts {
  if (head === null) return facts;
  return {
    ...facts,
    size: facts.size === -1 ? head.size : facts.size,
    lastModified: facts.lastModified ?? head.lastModified?.toISOString() ?? null,
    storageClass: facts.storageClass || head.storageClass,
    encryption: facts.encryption || head.encryption,
  };
}

/** One per identifier, by id; those whose count is below their least severity's are none. */
export function findings(counts: ReadonlyMap<string, number>, rows: ReadonlyMap<string, DataIdentifier>): Finding[] {
  const found: Finding[] = [];
  for (const [identifier, count] of counts) {
    const row = rows.get(identifier);
    if (row === undefined) throw new Error(`the scanner found ${identifier}, which was not asked for`);
    const severity = severityOf(row.severity, count);
    if (severity !== null) found.push({ identifier, category: row.category, severity, count });
  }
  return found.sort((a, b) => (a.identifier < b.identifier ? -1 : 1));
}

/** An object that the store kept failing on. */
export function unavailable(detail: string, counts: ReadonlyMap<string, number>): ScanSummary {
  return {
    verdict: Verdict.Failed,
    reason: VerdictReason.ObjectStoreUnavailable,
    detail,
    bytesRead: 0,
    bytesScanned: 0,
    charset: '',
    compression: '',
    mimeType: '',
    counts,
  };
}
