import {
  type AccessEvent,
  comparableSequencer,
  type DeadLetter,
  findingType,
  type ObjectRecord,
  type OccurrencesMessage,
  RejectCode,
  type ScanResult,
  SEQUENCER_WIDTH,
  topics,
  type VerdictMessage,
  VerdictReason,
} from '@dowser/contracts';
import { emit, type Outcome, reject } from '@dowser/pipeline';
import type { DeadLetterRow, ObjectRow, OccurrenceRow, ScanRow, TableName, TableRows } from '@dowser/store';
import { accessRow } from './access-row.ts';

/** What the sink reads. */
export type SinkMessage = ObjectRecord | ScanResult | DeadLetter | AccessEvent;
/** What it writes: a row and its table. */
export type SinkRow = { [T in TableName]: { readonly table: T; readonly row: TableRows[T] } }[TableName];

export interface SinkInput {
  readonly topic: string;
  readonly value: SinkMessage;
}

/**
 * Messages to rows. Pure: the same message gives the same rows, which is what lets replays collapse. `nowMs` decides only
 * which access events are too old to be kept.
 */
export function toRows(batch: readonly SinkInput[], nowMs: number): readonly Outcome<SinkRow>[] {
  return batch.map(({ topic, value }) => {
    switch (topic) {
      case topics.objectRecords.name:
        return objectRow(value as ObjectRecord);
      case topics.scanResults.name:
        return scanRows(value as ScanResult);
      case topics.accessEvents.name:
        return accessRows(value as AccessEvent, nowMs);
      case topics.deadLetters.name:
        return emit({ table: 'dead_letter_log', row: deadLetterRow(value as DeadLetter) });
      default:
        throw new Error(`sink: no table for topic ${topic}`);
    }
  });
}

function accessRows(event: AccessEvent, nowMs: number): Outcome<SinkRow> {
  const problem = idProblem({ eventId: event.eventId });
  if (problem !== undefined) return problem;
  const outcome = accessRow(wellFormed(event), nowMs);
  return outcome.fate === 'emit'
    ? emit(...outcome.values.map((row) => ({ table: 'access_log' as const, row })))
    : outcome;
}

function objectRow(record: ObjectRecord): Outcome<SinkRow> {
  const problem = idProblem({ objectVersionId: record.objectVersionId });
  if (problem !== undefined) return problem;
  const { object, removed, cause } = record;
  const sequenced = /^[0-9A-Fa-f]{1,32}$/.test(object.sequencer);
  const observedMs = Date.parse(object.observedAt);
  const modifiedMs = object.lastModified === null ? observedMs : Date.parse(object.lastModified);
  const row: ObjectRow = {
    bucket: object.bucket,
    key: object.key,
    version_id: object.versionId,
    evidence: sequenced ? 'sequenced' : 'dated',
    rank: String(
      sequenced
        ? BigInt(`0x${comparableSequencer(object.sequencer).slice(0, SEQUENCER_WIDTH)}`)
        : datedRank(observedMs, modifiedMs, record.objectVersionId),
    ),
    effective_at: timeText(sequenced ? observedMs : modifiedMs),
    object_version_id: record.objectVersionId,
    etag: object.etag,
    size: object.size,
    last_modified: object.lastModified === null ? null : timeText(modifiedMs),
    storage_class: object.storageClass,
    encryption: object.encryption,
    sequencer: object.sequencer,
    source: object.source,
    observed_at: timeText(observedMs),
    removed,
    version_gone: removed && object.versionId !== '' && isPermanentDelete(cause),
    cause,
  };
  return emit({ table: 'object_log', row: wellFormed(row) });
}

function scanRows(result: ScanResult): Outcome<SinkRow> {
  const problem = idProblem({ objectVersionId: result.objectVersionId, scanId: result.scanId });
  if (problem !== undefined) return problem;
  if (result.kind === 'verdict') return emit({ table: 'scan_log', row: wellFormed(scanRow(result)) });
  const fingerprints = result.occurrences.map(({ fingerprint }, index) => [
    `occurrences.${index}.fingerprint`,
    fingerprint,
  ]);
  const bad = idProblem(Object.fromEntries(fingerprints));
  if (bad !== undefined) return bad;
  return emit(...occurrenceRows(result).map((row): SinkRow => ({ table: 'occurrence_log', row: wellFormed(row) })));
}

function scanRow(verdict: VerdictMessage): ScanRow {
  const { object, findings } = verdict;
  const scannedMs = Date.parse(verdict.scannedAt);
  return {
    bucket: verdict.bucket,
    key: verdict.key,
    object_version_id: verdict.objectVersionId,
    rank: String(scanRank(verdict.reason, scannedMs, verdict.scanId)),
    scan_id: verdict.scanId,
    identifier_set_id: verdict.identifierSetId,
    version_id: object.versionId,
    etag: object.etag,
    size: object.size,
    last_modified: object.lastModified === null ? null : timeText(Date.parse(object.lastModified)),
    storage_class: object.storageClass,
    encryption: object.encryption,
    verdict: verdict.verdict,
    reason: verdict.reason,
    detail: verdict.detail,
    bytes_read: verdict.bytesRead,
    bytes_scanned: verdict.bytesScanned,
    charset: verdict.charset,
    compression: verdict.compression,
    mime_type: verdict.mimeType,
    scanned_at: timeText(scannedMs),
    duration_ms: verdict.durationMs,
    finding_type: findingType(findings.map(({ category }) => category)),
    'findings.identifier': findings.map(({ identifier }) => identifier.toWellFormed()),
    'findings.category': findings.map(({ category }) => category),
    'findings.severity': findings.map(({ severity }) => severity),
    'findings.count': findings.map(({ count }) => count),
  };
}

/** They say that a version was not there when it was looked for, and nothing of the version. */
const ABSENT: ReadonlySet<string> = new Set([
  VerdictReason.ObjectVersionMismatch,
  VerdictReason.SourceObjectNoLongerAvailable,
]);
const PRESENT_RANK = 1n << 120n;

/**
 * Orders the scans of one version: the later wins, but one that did not meet the version never hides one that did. Contents
 * that come back (A, B, A again) are one version, and its scans may be by clocks that differ. The scan's id below the time: two
 * scans of the same millisecond have an order, and it is the same in any replay.
 */
function scanRank(reason: string, scannedMs: number, scanId: string): bigint {
  const time = (BigInt(clampMs(scannedMs)) << 64n) | BigInt(`0x${scanId.slice(0, 16)}`);
  return ABSENT.has(reason) ? time : PRESENT_RANK | time;
}

function occurrenceRows(message: OccurrencesMessage): OccurrenceRow[] {
  const { bucket, key, objectVersionId, scanId } = message;
  return message.occurrences.map((occurrence) => ({
    bucket,
    key,
    object_version_id: objectVersionId,
    scan_id: scanId,
    identifier: occurrence.identifier,
    start: occurrence.start,
    end: occurrence.end,
    line: occurrence.line,
    column: occurrence.column,
    confidence: occurrence.confidence,
    sample: occurrence.sample,
    fingerprint: occurrence.fingerprint,
  }));
}

function deadLetterRow(letter: DeadLetter): DeadLetterRow {
  return wellFormed({
    stage: letter.stage,
    origin: letter.origin,
    code: letter.code,
    detail: letter.detail,
    payload: letter.payload,
    rejected_at: timeText(Date.parse(letter.rejectedAt)),
  });
}

/** In a bucket with versioning: deletes one version for good. A delete marker hides the key and leaves its versions. */
function isPermanentDelete(cause: string): boolean {
  return /^(?:ObjectRemoved|LifecycleExpiration):Delete$/.test(cause);
}

/**
 * Orders what inventories and listings say of one key: the later look wins; within one look (an inventory with versions) the
 * later modified; then the id, so that the order of arrival never decides. 48 + 48 + 32 bits.
 */
function datedRank(observedMs: number, modifiedMs: number, objectVersionId: string): bigint {
  const id = BigInt(`0x${objectVersionId.slice(0, 8)}`);
  return (BigInt(clampMs(observedMs)) << 80n) | (BigInt(clampMs(modifiedMs)) << 32n) | id;
}

/** The columns hold 16 bytes' worth of hex and nothing else. */
function idProblem(ids: Readonly<Record<string, string>>): Outcome<never> | undefined {
  const bad = Object.keys(ids).find((name) => !/^[0-9a-f]{32}$/.test(ids[name]!));
  return bad === undefined ? undefined : reject(RejectCode.UnknownSchema, `${bad}: not 32 lower-case hex characters`);
}

/** Last millisecond that the time columns hold (DateTime64's years end with 2299). */
export const TIME_MAX_MS = Date.UTC(2300, 0, 1) - 1;

/** Some stores answer with the year 1 for "not known": the epoch stands for it. */
function clampMs(ms: number): number {
  return Math.min(Math.max(Math.trunc(ms), 0), TIME_MAX_MS);
}

function timeText(ms: number): string {
  return new Date(clampMs(ms)).toISOString();
}

/** Half a surrogate pair can stand in JSON but not in UTF-8. */
function wellFormed<T extends object>(row: T): T {
  const entries = Object.entries(row).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.toWellFormed() : (value as unknown),
  ]);
  return Object.fromEntries(entries) as T;
}
