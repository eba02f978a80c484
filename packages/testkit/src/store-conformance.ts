import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { deterministicId } from '@dowser/contracts';
import type { ObjectRow, OccurrenceRow, ScanRow, TableName, TableRows } from '@dowser/store';
import { createRandom, type Random } from './simulation/random.ts';
import { createSimulatedTables } from './simulation/simulated-store.ts';

/** Rows as far as the suite compares them: text, in any order. */
export type StoreView = 'object_log' | 'scan_log' | 'dead_letter_log' | 'objects' | 'findings' | 'occurrences';

export interface StoreUnderTest {
  insert<T extends TableName>(table: T, rows: readonly TableRows[T][]): Promise<void>;
  /** Empties every table. */
  clear(): Promise<void>;
  /** The named columns of a table, collapsed, or of a view. */
  read(view: StoreView, columns: readonly string[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  close(): Promise<void>;
}

const VIEWS: Readonly<Record<StoreView, readonly string[]>> = {
  object_log: ['bucket', 'key', 'version_id', 'evidence', 'object_version_id', 'removed', 'version_gone'],
  scan_log: ['bucket', 'key', 'object_version_id', 'scan_id', 'verdict'],
  dead_letter_log: ['stage', 'origin', 'detail'],
  objects: ['bucket', 'key', 'object_version_id', 'version_id', 'removed'],
  findings: ['key', 'object_version_id', 'identifier', 'severity', 'count'],
  occurrences: ['key', 'object_version_id', 'scan_id', 'identifier', 'start', 'end'],
};

const at = (seconds: number): string => new Date(Date.UTC(2026, 2, 1) + seconds * 1_000).toISOString();

function objectRow(over: Partial<ObjectRow>): ObjectRow {
  const facts = { bucket: 'b', key: 'k', version_id: '', evidence: 'sequenced', rank: '1', ...over } as const;
  return {
    effective_at: at(0),
    object_version_id: deterministicId([facts.version_id, facts.evidence, facts.rank]),
    etag: 'e',
    size: 1,
    last_modified: null,
    storage_class: '',
    encryption: '',
    sequencer: '',
    source: 'event',
    observed_at: at(0),
    removed: false,
    version_gone: false,
    cause: 'ObjectCreated:Put',
    ...facts,
  };
}

function scanRow(rank: number, counts: Readonly<Record<string, number>>, over: Partial<ScanRow> = {}): ScanRow {
  return {
    bucket: 'b',
    key: 'k',
    object_version_id: deterministicId(['v']),
    rank: String(rank),
    scan_id: deterministicId(['scan', String(rank)]),
    identifier_set_id: 'set',
    version_id: '',
    etag: 'e',
    size: 1,
    last_modified: null,
    storage_class: '',
    encryption: '',
    verdict: 'scanned',
    reason: '',
    detail: '',
    bytes_read: 1,
    bytes_scanned: 1,
    charset: 'utf-8',
    compression: '',
    mime_type: 'text/plain',
    scanned_at: at(rank),
    duration_ms: 1,
    finding_type: '',
    'findings.identifier': Object.keys(counts),
    'findings.category': Object.keys(counts).map(() => 'PERSONAL_INFORMATION'),
    'findings.severity': Object.keys(counts).map(() => 'High'),
    'findings.count': Object.values(counts),
    ...over,
  };
}

const occurrenceRow = (scan: ScanRow, identifier: string, start: number): OccurrenceRow => ({
  bucket: scan.bucket,
  key: scan.key,
  object_version_id: scan.object_version_id,
  scan_id: scan.scan_id,
  identifier,
  start,
  end: start + 1,
  line: 1,
  column: start + 1,
  confidence: 100,
  sample: '*',
  fingerprint: deterministicId([identifier]),
});

/** How the tables collapse and what the views make of them, as far as the simulation stands on it. */
export function storeConformance(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`store conformance: ${name}`, () => {
    let store: StoreUnderTest;
    before(async () => {
      store = await open();
    });
    beforeEach(() => store.clear());
    after(() => store.close());
    const only = async (view: StoreView): Promise<Readonly<Record<string, unknown>>> => {
      const rows = await store.read(view, VIEWS[view]);
      assert.equal(rows.length, 1, view);
      return rows[0]!;
    };

    test('the highest rank of a sort key stays, in whatever order the rows come', async () => {
      const ranks = ['340282366920938463463374607431768211455', '9', '10'];
      for (const rank of ranks) await store.insert('object_log', [objectRow({ rank })]);
      assert.equal((await only('object_log')).object_version_id, deterministicId(['', 'sequenced', ranks[0]!]));
      for (const rank of [2, 11, 3]) await store.insert('scan_log', [scanRow(rank, { A: rank })]);
      assert.equal((await only('scan_log')).scan_id, deterministicId(['scan', '11']));
      assert.equal((await only('findings')).count, 11);
    });

    test('the same row again is the same row', async () => {
      const scan = scanRow(1, { A: 1 });
      for (let again = 0; again < 2; again++) {
        await store.insert('occurrence_log', [occurrenceRow(scan, 'A', 0)]);
        await store.insert('scan_log', [scan]);
      }
      assert.equal((await only('occurrences')).start, 0);
      await only('findings');
    });

    test('occurrences are those of the current scan and of identifiers that it found', async () => {
      const [older, newer] = [scanRow(1, { A: 1 }), scanRow(2, { B: 1 })];
      await store.insert('occurrence_log', [
        occurrenceRow(older, 'A', 0),
        occurrenceRow(newer, 'B', 5),
        occurrenceRow(newer, 'A', 7),
      ]);
      await store.insert('scan_log', [newer]);
      await store.insert('scan_log', [older]);
      assert.equal((await only('occurrences')).start, 5);
    });

    test('the later dead letter of an origin stays', async () => {
      for (const seconds of [1, 3, 2]) {
        const row = { stage: 's', origin: 'o', code: 'C', payload: '', detail: `${seconds}`, rejected_at: at(seconds) };
        await store.insert('dead_letter_log', [row]);
      }
      assert.equal((await only('dead_letter_log')).detail, '3');
    });

    test('of a key, the latest version; one that was deleted for good only when there is no other', async () => {
      await store.insert('object_log', [
        objectRow({ version_id: 'v1', rank: '1', effective_at: at(1) }),
        objectRow({ version_id: 'v2', rank: '2', effective_at: at(2), removed: true, version_gone: true }),
      ]);
      assert.equal((await only('objects')).version_id, 'v1');
    });

    test('between an event and a listing, the one of the later state', async () => {
      const listed = objectRow({ evidence: 'dated', rank: '99', effective_at: at(5) });
      await store.insert('object_log', [listed, objectRow({ rank: '1', effective_at: at(6), removed: true })]);
      assert.equal((await only('objects')).removed, true);
      await store.insert('object_log', [{ ...listed, rank: '100', effective_at: at(7) }]);
      assert.equal((await only('objects')).removed, false);
    });

    test('generated rows, in pieces and again: the same as the simulated tables say', async () => {
      for (let seed = 1; seed <= 5; seed++) {
        await store.clear();
        const simulated = createSimulatedTables();
        for (const [table, rows] of generatedInserts(createRandom(seed))) {
          await store.insert(table, rows);
          simulated.insert(table, rows);
        }
        for (const view of Object.keys(VIEWS) as StoreView[]) {
          const wanted = readSimulated(simulated, view, VIEWS[view]);
          assert.deepEqual(sorted(await store.read(view, VIEWS[view])), sorted(wanted), `seed ${seed}: ${view}`);
        }
      }
    });
  });
}

/** The suite's view of simulated tables. */
export function readSimulated(
  tables: ReturnType<typeof createSimulatedTables>,
  view: StoreView,
  columns: readonly string[],
): Readonly<Record<string, unknown>>[] {
  const rows: readonly object[] =
    view === 'objects' || view === 'findings' || view === 'occurrences' ? tables[view]() : tables.final(view);
  return rows.map((row) =>
    Object.fromEntries(columns.map((column) => [column, (row as Record<string, unknown>)[column]])),
  );
}

const sorted = (rows: readonly object[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

/** Inserts whose rows meet in few sort keys; no two different rows have one rank. */
function generatedInserts(random: Random): [TableName, readonly TableRows[TableName][]][] {
  const key = (): string => random.pick(['k1', 'k2', 'k3']);
  const objects = Array.from({ length: 60 }, (_, rank) =>
    objectRow({
      key: key(),
      version_id: random.pick(['', 'v1', 'v2']),
      evidence: random.pick(['sequenced', 'dated']),
      rank: String(rank),
      effective_at: at(random.int(0, 20)),
      removed: random.chance(0.3),
      version_gone: random.chance(0.2),
    }),
  );
  const scans = Array.from({ length: 30 }, (_, rank) =>
    scanRow(rank, Object.fromEntries(['A', 'B'].filter(() => random.chance(0.6)).map((id) => [id, rank + 1])), {
      key: key(),
      object_version_id: deterministicId([random.pick(['x', 'y'])]),
      verdict: random.pick(['scanned', 'skipped']),
    }),
  );
  const occurrences = scans.flatMap((scan) => ['A', 'B'].map((id) => occurrenceRow(scan, id, random.int(0, 5))));
  const tables: [TableName, readonly TableRows[TableName][]][] = [
    ['object_log', objects],
    ['scan_log', scans],
    ['occurrence_log', occurrences],
  ];
  const pieces = tables.flatMap(([table, rows]) =>
    Array.from({ length: 4 }, (): (typeof tables)[number] => [table, random.shuffle(rows).slice(0, rows.length / 2)]),
  );
  return random.shuffle([...pieces, ...tables]);
}
