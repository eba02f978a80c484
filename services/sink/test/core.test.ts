import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findingType, topics } from '@dowser/contracts';
import type { TableName, TableRows } from '@dowser/store';
import fc from 'fast-check';
import { type SinkInput, type SinkRow, TIME_MAX_MS, toRows as toRowsAt } from '../src/core.ts';
import { facts, letter, occurrences, record, verdict } from './messages.ts';

const input = (topic: { readonly name: string }, value: SinkInput['value']): SinkInput => ({
  topic: topic.name,
  value,
});

const NOW_MS = Date.UTC(2026, 0, 2);
const toRows = (batch: readonly SinkInput[]) => toRowsAt(batch, NOW_MS);

function rowsOf(one: SinkInput): readonly SinkRow[] {
  const [outcome] = toRows([one]);
  assert.equal(outcome?.fate, 'emit');
  return outcome.fate === 'emit' ? outcome.values : [];
}

function rowOf<T extends TableName>(table: T, one: SinkInput): TableRows[T] {
  const [row, ...others] = rowsOf(one);
  assert.equal(others.length, 0);
  assert.equal(row?.table, table);
  return row?.row as TableRows[T];
}

const objectRow = (...given: Parameters<typeof record>) =>
  rowOf('object_log', input(topics.objectRecords, record(...given)));
const rankOf = (...given: Parameters<typeof record>): bigint => BigInt(objectRow(...given).rank);

describe('toRows', () => {
  test('one outcome per message, in order', () => {
    const outcomes = toRows([
      input(topics.deadLetters, letter()),
      input(topics.scanResults, verdict({ counts: { X_LOW: 3 } })),
      input(topics.objectRecords, { ...record(), objectVersionId: 'Z'.repeat(32) }),
      input(topics.objectRecords, record()),
      ...occurrences({ counts: { X_LOW: 3 } }).map((each) => input(topics.scanResults, each)),
    ]);
    const tables = outcomes.map((each) => (each.fate === 'emit' ? each.values.map(({ table }) => table) : each.fate));
    assert.deepEqual(tables, [
      ['dead_letter_log'],
      ['scan_log'],
      'reject',
      ['object_log'],
      ['occurrence_log', 'occurrence_log', 'occurrence_log'],
    ]);
  });

  test('an unknown topic is a bug', () => {
    assert.throws(() => toRows([{ topic: 'other.v1', value: letter() }]), /no table for topic other\.v1/);
  });

  test('sequencers are compared right-padded: "A" is after "9F" and the same as "A0"', () => {
    const rank = (sequencer: string): bigint => rankOf({ sequencer });
    assert.ok(rank('A') > rank('9F'));
    assert.ok(rank('AB') > rank('A'));
    assert.equal(rank('a'), rank('A0'));
    assert.ok(rank('F'.repeat(32)) < 1n << 128n);
  });

  test('a sequencer that is none makes the record a dated one', () => {
    for (const sequencer of ['', 'not-hex', 'F'.repeat(33)]) {
      assert.equal(objectRow({ sequencer }).evidence, 'dated', sequencer);
    }
    assert.equal(objectRow({ sequencer: 'F'.repeat(32) }).evidence, 'sequenced');
  });

  test('a dated record begins when the object was modified; an event when it happened', () => {
    const lastModified = '2025-01-01T00:00:00.000Z';
    assert.equal(objectRow({ source: 'listing', lastModified }).effective_at, lastModified);
    assert.equal(objectRow({ source: 'listing' }).effective_at, facts().observedAt);
    assert.equal(objectRow({ sequencer: 'A', lastModified }).effective_at, facts().observedAt);
  });

  test('of dated records the later look wins, then the later modified', () => {
    const seen = (observedAt: string, lastModified: string): bigint =>
      rankOf({ source: 'inventory', observedAt, lastModified });
    assert.ok(
      seen('2026-01-02T00:00:00Z', '2020-01-01T00:00:00Z') > seen('2026-01-01T00:00:00Z', '2025-01-01T00:00:00Z'),
    );
    assert.ok(
      seen('2026-01-01T00:00:00Z', '2020-01-02T00:00:00Z') > seen('2026-01-01T00:00:00Z', '2020-01-01T00:00:00Z'),
    );
  });

  test('only a permanent delete of a version says that the version is gone', () => {
    const gone = (versionId: string, cause: string): boolean =>
      objectRow({ versionId, sequencer: 'A' }, true, cause).version_gone;
    assert.equal(gone('v1', 'ObjectRemoved:Delete'), true);
    assert.equal(gone('v1', 'LifecycleExpiration:Delete'), true);
    assert.equal(gone('v1', 'ObjectRemoved:DeleteMarkerCreated'), false);
    assert.equal(gone('v1', 'inventory'), false);
    assert.equal(gone('', 'ObjectRemoved:Delete'), false);
  });

  for (const reason of ['OBJECT_VERSION_MISMATCH', 'SOURCE_OBJECT_NO_LONGER_AVAILABLE'] as const) {
    test(`a scan that met the version is not hidden by a later ${reason}`, () => {
      const rank = (of: Parameters<typeof verdict>[0]): bigint =>
        BigInt(rowOf('scan_log', input(topics.scanResults, verdict(of))).rank);
      const late = '2026-01-01T00:05:00.000Z';
      const absent = { verdict: 'skipped', reason } as const;
      assert.ok(rank({}) > rank({ ...absent, scannedAt: late }));
      assert.ok(rank({ scannedAt: late }) > rank({}));
      assert.ok(rank({ ...absent, scannedAt: late }) > rank(absent));
    });
  }

  test('of two scans of a millisecond one is first, whatever the order of arrival', () => {
    const rank = (set: string): bigint => BigInt(rowOf('scan_log', input(topics.scanResults, verdict({ set }))).rank);
    assert.notEqual(rank('set-1'), rank('set-2'));
    const later = verdict({ set: 'set-1', scannedAt: '2026-01-01T00:01:00.001Z' });
    assert.ok(BigInt(rowOf('scan_log', input(topics.scanResults, later)).rank) > rank('set-2'));
  });

  test("a verdict's findings are columns beside each other, with the finding type of the object", () => {
    const row = rowOf('scan_log', input(topics.scanResults, verdict({ counts: { X_LOW: 2, X_HIGH: 1 } })));
    assert.deepEqual(row['findings.identifier'], ['X_LOW', 'X_HIGH']);
    assert.deepEqual(row['findings.severity'], ['Low', 'High']);
    assert.deepEqual(row['findings.count'], [2, 1]);
    assert.equal(row.finding_type, 'SensitiveData:S3Object/Multiple');
    assert.equal(findingType(row['findings.category'] as never), row.finding_type);
    assert.equal(rowOf('scan_log', input(topics.scanResults, verdict())).finding_type, '');
  });

  test('ids that the columns cannot hold are rejected with their name', () => {
    const [part] = occurrences({ counts: { X_LOW: 1 } });
    const spoilt = { ...part!, occurrences: [{ ...part!.occurrences[0]!, fingerprint: 'é'.repeat(32) }] };
    const outcomes = toRows([
      input(topics.scanResults, { ...verdict(), scanId: 'G'.repeat(32) }),
      input(topics.scanResults, spoilt),
    ]);
    const details = outcomes.map((each) => (each.fate === 'reject' ? each.detail : each.fate));
    assert.deepEqual(details, [
      'scanId: not 32 lower-case hex characters',
      'occurrences.0.fingerprint: not 32 lower-case hex characters',
    ]);
  });

  test('times outside of what the columns hold are brought inside', () => {
    const at = (lastModified: string) => objectRow({ source: 'listing', lastModified }).last_modified;
    assert.equal(at('0001-01-01T00:00:00Z'), '1970-01-01T00:00:00.000Z');
    assert.equal(at('2299-12-31T23:59:59.999Z'), new Date(TIME_MAX_MS).toISOString());
    assert.equal(at('2300-01-01T00:00:00Z'), new Date(TIME_MAX_MS).toISOString());
  });

  test('property: any text becomes valid UTF-8, any rank fits 128 bits, and the same message the same rows', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(
        text,
        text,
        fc.string({ unit: 'grapheme' }),
        fc.date({ noInvalidDate: true }),
        (key, etag, sequencer, date) => {
          const year = date.getUTCFullYear();
          fc.pre(year >= 1 && year <= 9999);
          const lastModified = date.toISOString();
          const one = input(topics.objectRecords, record({ key: `k${key}\ud800`, etag, sequencer, lastModified }));
          const row = rowOf('object_log', one);
          assert.ok(row.key.isWellFormed() && row.etag.isWellFormed());
          assert.ok(BigInt(row.rank) >= 0n && BigInt(row.rank) < 1n << 128n);
          assert.deepEqual(toRows([one]), toRows([structuredClone(one)]));
        },
      ),
    );
  });
});
