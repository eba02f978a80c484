import { columnOf } from '../parse-inventory.ts';
import type { RawRow } from './csv-rows.ts';

/** A record of ORC or Parquet as a row; columns that are not read fall away. */
export function toRawRow(record: Readonly<Record<string, unknown>>): RawRow {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(record)) {
    const column = columnOf(name);
    if (column !== null) fields[column] = value;
  }
  const raw = JSON.stringify(fields, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  return { fields, raw };
}
