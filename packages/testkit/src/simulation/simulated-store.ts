import type { ObjectRow, OccurrenceRow, ScanRow, Store, TableName, TableRows } from '@dowser/store';
import type { Link } from './link.ts';

/** A finding of an object version: a row of the view `findings`. */
export interface FindingRow {
  readonly bucket: string;
  readonly key: string;
  readonly object_version_id: string;
  readonly identifier: string;
  readonly severity: string;
  readonly count: number;
}

/** Told of each insert: the rows, before they are in. */
export type OnInsert = (table: TableName, rows: readonly TableRows[TableName][]) => void;

/** The tables, with the collapse of their ReplacingMergeTrees, and the views that follow from it. Every method is one moment. */
export interface SimulatedTables {
  insert<T extends TableName>(table: T, rows: readonly TableRows[T][]): void;
  /** What FINAL shows: one row of each sort key. */
  final<T extends TableName>(table: T): readonly TableRows[T][];
  /** The view `objects`. */
  objects(): readonly ObjectRow[];
  /** The view `findings`. */
  findings(): readonly FindingRow[];
  /** The view `occurrences`. */
  occurrences(): readonly OccurrenceRow[];
  /** The row of a sort key, as the parts make it. */
  find<T extends TableName>(table: T, like: TableRows[T]): TableRows[T] | undefined;
}

type SortKeys = { readonly [T in TableName]: (row: TableRows[T]) => readonly (string | number)[] };
type Ranks = { readonly [T in TableName]: (row: TableRows[T]) => bigint };

/** ORDER BY of the tables. */
export const sortKeys: SortKeys = {
  object_log: (row) => [row.bucket, row.key, row.version_id, row.evidence],
  scan_log: (row) => [row.bucket, row.key, row.object_version_id],
  occurrence_log: (row) => [
    row.bucket,
    row.key,
    row.object_version_id,
    row.scan_id,
    row.identifier,
    row.start,
    row.end,
  ],
  dead_letter_log: (row) => [row.stage, row.origin],
  access_log: (row) => [row.event_time.slice(0, 'YYYY-MM-DDTHH'.length), row.bucket, row.event_id, row.source],
  access_mark_log: (row) => [row.hour],
};

/** The version column of the tables: the highest stays, among equals the one that came last. */
const ranks: Ranks = {
  object_log: ({ rank }) => BigInt(rank),
  scan_log: ({ rank }) => BigInt(rank),
  occurrence_log: () => 0n,
  dead_letter_log: (row) => BigInt(Date.parse(row.rejected_at)),
  access_log: ({ rank }) => BigInt(rank),
  // ClickHouse sums them up; that there is one is what matters here.
  access_mark_log: () => 0n,
};

type Contents = { readonly [T in TableName]: Map<string, TableRows[T]> };

export function createSimulatedTables(onInsert: OnInsert = () => {}): SimulatedTables {
  const contents: Contents = {
    object_log: new Map(),
    scan_log: new Map(),
    occurrence_log: new Map(),
    dead_letter_log: new Map(),
    access_log: new Map(),
    access_mark_log: new Map(),
  };
  const keyOf = <T extends TableName>(table: T, row: TableRows[T]): string => JSON.stringify(sortKeys[table](row));
  const final = <T extends TableName>(table: T): TableRows[T][] => [
    ...(contents[table] as Map<string, TableRows[T]>).values(),
  ];
  const findings = (): FindingRow[] => final('scan_log').flatMap(findingsOf);
  return {
    insert(table, rows) {
      onInsert(table, rows);
      const rows_ = contents[table] as Map<string, (typeof rows)[number]>;
      for (const row of rows) {
        const key = keyOf(table, row);
        const known = rows_.get(key);
        if (known === undefined || ranks[table](row) >= ranks[table](known)) rows_.set(key, row);
      }
    },
    final,
    objects: () => latestObjects(final('object_log')),
    findings,
    occurrences() {
      const current = new Set(
        final('scan_log').flatMap((scan) =>
          scan['findings.identifier'].map((identifier) => `${scan.object_version_id} ${scan.scan_id} ${identifier}`),
        ),
      );
      return final('occurrence_log').filter((row) =>
        current.has(`${row.object_version_id} ${row.scan_id} ${row.identifier}`),
      );
    },
    find: (table, like) => (contents[table] as Map<string, typeof like>).get(keyOf(table, like)),
  };
}

const findingsOf = (scan: ScanRow): FindingRow[] =>
  scan['findings.identifier'].map((identifier, at) => ({
    bucket: scan.bucket,
    key: scan.key,
    object_version_id: scan.object_version_id,
    identifier,
    severity: scan['findings.severity'][at]!,
    count: scan['findings.count'][at]!,
  }));

const isSequenced = ({ evidence }: ObjectRow): number => (evidence === 'sequenced' ? 1 : 0);

/** Descending by the numbers that `by` gives, the first that differs decides. */
const descending =
  <R>(...by: readonly ((row: R) => bigint | number)[]) =>
  (a: R, b: R): number => {
    for (const of of by) {
      const [x, y] = [of(a), of(b)];
      if (x !== y) return x > y ? -1 : 1;
    }
    return 0;
  };

function firstBy<R>(rows: readonly R[], key: (row: R) => string): R[] {
  const first = new Map<string, R>();
  for (const row of rows) if (!first.has(key(row))) first.set(key(row), row);
  return [...first.values()];
}

/** As the view `objects` orders and limits it, step by step. */
function latestObjects(rows: readonly ObjectRow[]): ObjectRow[] {
  const at = (row: ObjectRow): number => Date.parse(row.effective_at);
  const ofVersion = firstBy([...rows].sort(descending(at, isSequenced)), (row) =>
    JSON.stringify([row.bucket, row.key, row.version_id]),
  );
  const ofEvidence = firstBy([...ofVersion].sort(descending<ObjectRow>((row) => BigInt(row.rank))), (row) =>
    JSON.stringify([row.bucket, row.key, row.version_gone, row.evidence]),
  );
  const here = (row: ObjectRow): number => (row.version_gone ? 0 : 1);
  return firstBy([...ofEvidence].sort(descending(here, at, isSequenced)), (row) =>
    JSON.stringify([row.bucket, row.key]),
  );
}

/** A process's client of the tables, as the sink needs it. A half-done insert leaves the first rows. */
export function createSimulatedStore(tables: SimulatedTables, link: Link): Pick<Store, 'insert'> {
  return {
    async insert(table, rows) {
      if (rows.length === 0) return;
      await link.call({
        what: `store.insert ${table}`,
        effect: () => tables.insert(table, rows),
        partial: () => tables.insert(table, rows.slice(0, Math.ceil(rows.length / 2))),
      });
    },
  };
}
