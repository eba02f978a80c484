import type { BusRecord } from '@dowser/bus';
import {
  comparableSequencer,
  type DeadLetter,
  type ObjectPart,
  type ObjectRecord,
  objectVersionId,
  type ScanResult,
  topics,
  VerdictReason,
} from '@dowser/contracts';
import type { OccurrenceRow, ScanRow, TableName, TableRows } from '@dowser/store';
import type { QueuedMessage, SimulatedBroker, SimulatedTables, StoredVersion } from '@dowser/testkit';
import type { S3Event } from './events.ts';
import { IDENTIFIER_SET, occurrencesIn } from './simulated-scanner.ts';

/** What a message in the queue says: an event, or nothing that anybody could understand. */
export type Told = S3Event | 'malformed';

interface Known {
  readonly broker: () => SimulatedBroker;
  readonly tables: () => SimulatedTables;
}

/** Watches a simulation and says what must not be. Knows the messages' forms, but nothing of how the services work. */
export interface Oracle {
  readonly violations: readonly string[];
  violated(what: string): void;
  /** A version was written: its content is known. */
  wrote(version: StoredVersion): void;
  told(messageId: string, what: Told): void;
  appended(topic: string, record: BusRecord): void;
  committed(group: string, topic: string, partition: number, from: number, to: number): void;
  removed(message: QueuedMessage): void;
  inserting(table: TableName, rows: readonly TableRows[TableName][]): void;
  /** Everything is quiet: the ledger must be what a run without faults gives. `latest`: what can be read in the end. */
  settled(latest: readonly StoredVersion[]): void;
}

const parsed = new WeakMap<BusRecord, unknown>();

/** The record's value; null when it is no JSON. */
function parse<T>(record: BusRecord): T | null {
  if (!parsed.has(record)) {
    let value: unknown = null;
    try {
      value = JSON.parse(Buffer.from(record.value).toString());
    } catch {
      // Not ours to judge: the stage that reads it makes a dead letter of it.
    }
    parsed.set(record, value);
  }
  return parsed.get(record) as T | null;
}

const keyName = ({ bucket, key, versionId }: { bucket: string; key: string; versionId: string }): string =>
  JSON.stringify([bucket, key, versionId]);

export function createOracle({ broker, tables }: Known): Oracle {
  const violations: string[] = [];
  const contents = new Map<string, StoredVersion>();
  const messages = new Map<string, Told>();
  const keys = new Set<string>();
  /** Of what is on the bus. */
  const records = new Map<string, ObjectRecord>();
  const newest = new Map<string, string>();
  const decided = new Set<string>();
  const scanned = new Set<string>();
  /** Of each version, the furthest that a run of its scan has come by what is on the bus. */
  const partsSent = new Map<string, number>();
  const letters = new Set<string>();
  const violated = (what: string): void => void violations.push(what);

  const onAppended: Readonly<Record<string, (record: BusRecord) => void>> = {
    [topics.objectRecords.name](record) {
      const value = parse<ObjectRecord>(record);
      if (value === null) return;
      const name = keyName(value.object);
      const sequencer = comparableSequencer(value.object.sequencer);
      // Of an event, which comes again until it is done, rather than of a listing, which may not find the version again.
      const known = records.get(value.objectVersionId)?.object.sequencer ?? '';
      if (!value.removed && sequencer >= comparableSequencer(known)) records.set(value.objectVersionId, value);
      if (sequencer > (newest.get(name) ?? '')) newest.set(name, sequencer);
    },
    [topics.scanResults.name](record) {
      const value = parse<ScanResult>(record);
      if (value?.kind !== 'verdict') return;
      decided.add(value.objectVersionId);
      if (value.identifierSetId === IDENTIFIER_SET) scanned.add(value.objectVersionId);
    },
    [topics.objectParts.name](record) {
      const { task, part } = parse<ObjectPart>(record)!;
      partsSent.set(task.objectVersionId, Math.max(part, partsSent.get(task.objectVersionId) ?? 0));
    },
    [topics.deadLetters.name]: (record) => void letters.add(parse<DeadLetter>(record)?.origin ?? ''),
  };
  const onTask = (record: BusRecord): void =>
    void decided.add(parse<{ objectVersionId: string }>(record)!.objectVersionId);

  /** Why what an event says is not safe on the bus; null when it is, or when a newer event has overtaken it. */
  const unsafe = ({ removed, version, sequencer }: S3Event): string | null => {
    const known = newest.get(keyName(version)) ?? '';
    if (known > comparableSequencer(sequencer)) return null;
    const id = objectVersionId(version);
    if (removed) return known === comparableSequencer(sequencer) ? null : 'its removal is not on the bus';
    if (!records.has(id)) return 'its record is not on the bus';
    return decided.has(id) ? null : 'neither its task nor its verdict is on the bus';
  };

  /** A task counts as the part before the first. */
  const unscanned = (topic: string, record: BusRecord): string | null => {
    const [id, part] =
      topic === topics.objectParts.name
        ? [parse<ObjectPart>(record)!.task.objectVersionId, parse<ObjectPart>(record)!.part]
        : [parse<{ objectVersionId: string }>(record)!.objectVersionId, 0];
    return scanned.has(id) || (partsSent.get(id) ?? 0) > part ? null : 'neither its verdict nor its rest is on the bus';
  };

  const missingRows = (topic: string, record: BusRecord): string | null => {
    const all = tables();
    if (topic === topics.objectRecords.name) {
      const { object } = parse<ObjectRecord>(record)!;
      const wanted = comparableSequencer(object.sequencer);
      const evidence = object.sequencer === '' ? 'dated' : 'sequenced';
      const there = all
        .final('object_log')
        .some(
          (row) =>
            row.bucket === object.bucket &&
            row.key === object.key &&
            row.version_id === object.versionId &&
            row.evidence === evidence &&
            comparableSequencer(row.sequencer) >= wanted,
        );
      return there ? null : `no row of the record of ${object.bucket}/${object.key}`;
    }
    if (topic === topics.deadLetters.name) {
      const { origin } = parse<DeadLetter>(record)!;
      return all.final('dead_letter_log').some((row) => row.origin === origin) ? null : `no row of ${origin}`;
    }
    const result = parse<ScanResult>(record)!;
    if (result.kind === 'verdict') {
      const row = all.final('scan_log').find((one) => one.object_version_id === result.objectVersionId);
      return row !== undefined && supersedes(row, result) ? null : `no verdict of ${result.objectVersionId}`;
    }
    const rows = new Set(all.final('occurrence_log').map(placeOf));
    const gone = result.occurrences.find((one) => !rows.has(placeOf({ ...one, scan_id: result.scanId })));
    return gone === undefined ? null : `no row of an occurrence of ${result.scanId}`;
  };

  const checkVerdict = (row: ScanRow): void => {
    const rows = tables().final('occurrence_log');
    for (const [at, identifier] of row['findings.identifier'].entries()) {
      const there = rows.filter((one) => one.scan_id === row.scan_id && one.identifier === identifier).length;
      const count = row['findings.count'][at]!;
      if (there < count) violated(`verdict of ${row.key} counts ${count} ${identifier}, ${there} are in the table`);
    }
  };

  const checkFindings = (row: ScanRow): void => {
    const version = contents.get(row.object_version_id);
    if (version === undefined) {
      violated(`a verdict of ${row.bucket}/${row.key}, a version that never was`);
      return;
    }
    const wanted = occurrencesIn(Buffer.from(version.bytes).toString());
    const counts = new Map<string, number>();
    for (const { identifier } of wanted) counts.set(identifier, (counts.get(identifier) ?? 0) + 1);
    const found = new Map(row['findings.identifier'].map((id, at) => [id, row['findings.count'][at]!]));
    const text = (of: Map<string, number>): string => JSON.stringify([...of].sort());
    if (text(found) !== text(counts)) violated(`findings of ${row.key} are ${text(found)}, should be ${text(counts)}`);
    const places = tables()
      .occurrences()
      .filter((one) => one.object_version_id === row.object_version_id);
    const is = places.map(placeOf).sort();
    const should = wanted.map((one) => placeOf({ ...one, scan_id: row.scan_id })).sort();
    if (is.join() !== should.join()) violated(`occurrences of ${row.key} are ${is.length}, should be ${should.length}`);
  };

  return {
    violations,
    violated,
    wrote(version) {
      keys.add(JSON.stringify([version.bucket, version.key]));
      if (!version.deleteMarker) contents.set(objectVersionId(version), version);
    },
    told: (messageId, what) => void messages.set(messageId, what),
    appended: (topic, record) => (onAppended[topic] ?? onTask)(record),
    committed(group, topic, partition, from, to) {
      if (to < from) violated(`${group} went back from ${from} to ${to} in ${topic}/${partition}`);
      const log = broker().log(topic)[partition]!;
      if (to > log.length) violated(`${group} committed ${to} of ${log.length} in ${topic}/${partition}`);
      for (const record of log.slice(from, to)) {
        const missing =
          topic === topics.liveObjectTasks.name ||
          topic === topics.bulkObjectTasks.name ||
          topic === topics.objectParts.name
            ? unscanned(topic, record)
            : missingRows(topic, record);
        if (missing !== null) violated(`${group} committed ${to} in ${topic}/${partition}: ${missing}`);
      }
    },
    removed({ id }) {
      const what = messages.get(id)!;
      const problem = what === 'malformed' ? (letters.has(`sqs:${id}`) ? null : 'it has no dead letter') : unsafe(what);
      if (problem !== null) violated(`message ${id} was deleted, but ${problem}`);
    },
    inserting(table, rows) {
      if (table === 'scan_log') for (const row of rows) checkVerdict(row as ScanRow);
    },
    settled(latest) {
      const ledger = new Map<string, ScanRow[]>();
      for (const row of tables().final('scan_log')) {
        ledger.set(row.object_version_id, [...(ledger.get(row.object_version_id) ?? []), row]);
      }
      const current = new Set(latest.map(objectVersionId));
      for (const [id, { object }] of records) {
        const verdicts = ledger.get(id)?.length ?? 0;
        // Overtaken before its task was sent: nobody will ever scan it, and the newer version has a verdict of its own.
        const overtaken =
          object.sequencer === ''
            ? !current.has(id)
            : comparableSequencer(object.sequencer) < (newest.get(keyName(object)) ?? '');
        if (verdicts !== 1 && !(verdicts === 0 && overtaken))
          violated(`${object.bucket}/${object.key} ${object.versionId} has ${verdicts} verdicts`);
      }
      for (const [id, [row]] of ledger) {
        if (!records.has(id)) violated(`${row!.key} has a verdict but no record`);
        if (row!.verdict === 'scanned') checkFindings(row!);
      }
      const states = new Map(
        tables()
          .objects()
          .map((row) => [JSON.stringify([row.bucket, row.key]), row]),
      );
      const readable = new Map(latest.map((version) => [JSON.stringify([version.bucket, version.key]), version]));
      for (const name of keys) {
        const state = states.get(name);
        const version = readable.get(name);
        if (version === undefined) {
          if (state?.removed !== true) violated(`${name} is removed, the view says ${state?.object_version_id}`);
          continue;
        }
        const id = objectVersionId(version);
        if (state?.removed !== false || state.object_version_id !== id)
          violated(`${name}: the view has another version`);
        const row = ledger.get(id)?.[0];
        const skipped = name.includes('.png');
        if (row?.verdict !== (skipped ? 'skipped' : 'scanned')) {
          violated(`${name} is ${row?.verdict} ${row?.reason}: ${row?.detail}`);
        }
      }
      const malformed = [...messages].filter(([, what]) => what === 'malformed').map(([id]) => `sqs:${id}`);
      const buried = tables()
        .final('dead_letter_log')
        .map(({ origin }) => origin);
      if (buried.sort().join() !== malformed.sort().join()) violated(`dead letters: ${buried}; should be ${malformed}`);
    },
  };
}

const placeOf = (row: Pick<OccurrenceRow, 'scan_id' | 'identifier' | 'start' | 'end' | 'line' | 'column'>): string =>
  `${row.scan_id} ${row.identifier} ${row.start}-${row.end} ${row.line}:${row.column}`;

/** The row is that of the verdict or of one that counts for more: one that met the version, and among equals the later. */
function supersedes(
  row: { readonly reason: string; readonly scanned_at: string },
  verdict: { readonly reason: string; readonly scannedAt: string },
): boolean {
  const absent = (reason: string): boolean =>
    reason === VerdictReason.ObjectVersionMismatch || reason === VerdictReason.SourceObjectNoLongerAvailable;
  if (absent(row.reason) !== absent(verdict.reason)) return absent(verdict.reason);
  return row.scanned_at >= verdict.scannedAt;
}
