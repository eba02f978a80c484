import { RejectCode } from '@dowser/contracts';
import { RejectError } from '@dowser/pipeline';
import { parse } from 'csv-parse/sync';
import type { InventoryRow } from '../parse-inventory.ts';
import { columnOf } from '../parse-inventory.ts';
import { gunzipped } from './gunzipped.ts';
import { type RawLine, splitLines } from './split-lines.ts';

/** Rows that are handed on together. */
export const ROWS_PER_BATCH = 500;
/** Longest line of a CSV inventory: a key is at most 1,024 bytes, each up to three characters when encoded. */
export const LINE_LIMIT_BYTES = 64 * 1024;

/** A row, or what is wrong with it; `raw` is the row as far as it could be read, for its dead letter. */
export interface RawRow {
  readonly fields: InventoryRow | null;
  readonly raw: string;
}

/**
 * The rows of a gzip-compressed CSV data file, in batches. A line that is no row costs only itself: keys are URL-encoded,
 * so no row spans lines. Throws RejectError for a broken gzip stream; errors of `bytes` and `take` pass through.
 */
export async function readCsvRows(
  bytes: AsyncIterable<Uint8Array>,
  columns: readonly string[],
  take: (rows: readonly RawRow[]) => Promise<void>,
): Promise<void> {
  const names = columns.map(columnOf);
  let lines: string[] = [];
  const text = gunzipped(bytes, RejectCode.InvalidInventory, 'inventory data file: ');
  for await (const line of splitLines(text, LINE_LIMIT_BYTES)) {
    lines.push(checkedLine(line));
    if (lines.length < ROWS_PER_BATCH) continue;
    await take(parseLines(lines, names));
    lines = [];
  }
  if (lines.length > 0) await take(parseLines(lines, names));
}

function checkedLine({ text, whole }: RawLine): string {
  if (whole) return text;
  throw new RejectError(
    RejectCode.InvalidInventory,
    `inventory data file: a line of over ${LINE_LIMIT_BYTES} bytes is no row`,
  );
}

/** All lines at once; where they are not as many records of the right width, line by line. */
function parseLines(lines: readonly string[], names: readonly (string | null)[]): readonly RawRow[] {
  const records = parseText(lines.join('\n'));
  if (records?.length === lines.length) return records.map((record, index) => toRow(record, lines[index]!, names));
  return lines.map((line) => {
    const own = parseText(line);
    return own?.length === 1 ? toRow(own[0]!, line, names) : { fields: null, raw: line };
  });
}

function parseText(text: string): readonly (readonly string[])[] | null {
  try {
    return parse(text, { relax_column_count: true });
  } catch {
    return null;
  }
}

function toRow(record: readonly string[], raw: string, names: readonly (string | null)[]): RawRow {
  if (record.length !== names.length) return { fields: null, raw };
  const fields: Record<string, unknown> = {};
  for (const [index, name] of names.entries()) if (name !== null) fields[name] = record[index];
  return { fields, raw };
}
