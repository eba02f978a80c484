import type { Clock } from '@dowser/pipeline';
import type { Store, TableName, TableRows } from '@dowser/store';
import { marksOf } from './access-row.ts';
import type { SinkRow } from './core.ts';

/** What was found comes before the verdict that makes it count: whoever sees a verdict sees all of its occurrences. */
const TABLE_ORDER = [
  'object_log',
  'occurrence_log',
  'scan_log',
  'access_log',
  'dead_letter_log',
] as const satisfies readonly TableName[];

export type Deliver = (values: readonly SinkRow[]) => Promise<void>;

/** Waits for company: an insert costs ClickHouse the same whether it brings one row or a thousand. */
export interface Linger {
  /** How long a batch waits for others, which all go on with it; 0 does not wait. */
  readonly lingerMs: number;
  readonly clock: Pick<Clock, 'sleep'>;
}

/**
 * Writes batches by table. Batches that come while a table's insert is under way (from other partitions) go together into
 * the next one: fewer and larger parts. Each resolves when its own rows are durable, and rejects with the insert they were in.
 */
export function mergeInserts(
  store: Pick<Store, 'insert'>,
  onInserted: (table: TableName, rows: number) => void,
  { lingerMs, clock }: Linger,
): Deliver {
  const object_log = mergeTable(store, 'object_log', onInserted);
  const occurrence_log = mergeTable(store, 'occurrence_log', onInserted);
  const scan_log = mergeTable(store, 'scan_log', onInserted);
  const dead_letter_log = mergeTable(store, 'dead_letter_log', onInserted);
  const access_log = mergeTable(store, 'access_log', onInserted);
  const access_mark_log = mergeTable(store, 'access_mark_log', onInserted);
  const inserters = { object_log, occurrence_log, scan_log, access_log, dead_letter_log };
  let gathering: Promise<void> | null = null;
  const gather = (): Promise<void> => {
    gathering ??= clock.sleep(lingerMs).finally(() => {
      gathering = null;
    });
    return gathering;
  };
  return async (values) => {
    if (lingerMs > 0) await gather();
    for (const table of TABLE_ORDER) {
      const rows = values.filter((value) => value.table === table).map((value) => value.row);
      if (rows.length > 0) await (inserters[table] as (rows: readonly unknown[]) => Promise<void>)(rows);
    }
    // After the rows: who sees the mark sees what calls for it.
    const marks = marksOf(values.flatMap((value) => (value.table === 'access_log' ? [value.row] : [])));
    if (marks.length > 0) await access_mark_log(marks);
  };
}

function mergeTable<T extends TableName>(
  store: Pick<Store, 'insert'>,
  table: T,
  onInserted: (table: TableName, rows: number) => void,
): (rows: readonly TableRows[T][]) => Promise<void> {
  let waiting: TableRows[T][] = [];
  let next: Promise<void> | undefined;
  let running: Promise<void> = Promise.resolve();
  const insert = async (): Promise<void> => {
    // A failed insert is its own waiters' business: they send again.
    await running.catch(() => undefined);
    const rows = waiting;
    waiting = [];
    running = next!;
    next = undefined;
    await store.insert(table, rows);
    onInserted(table, rows.length);
  };
  return (rows) => {
    for (const row of rows) waiting.push(row);
    next ??= insert();
    return next;
  };
}
