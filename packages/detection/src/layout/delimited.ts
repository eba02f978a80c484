import { groupsInside, type KeywordHits } from '../keyword-hits.ts';
import { MAX_COLUMNS, MAX_NAME_BYTES } from '../limits.ts';
import { addSegment, type Segments } from './segments.ts';

const NEWLINE = 0x0a;
const QUOTE = 0x22;

const Place = { CellStart: 0, Plain: 1, Quoted: 2, QuoteInQuoted: 3 } as const;
type Place = (typeof Place)[keyof typeof Place];

/** Where a walk through delimited text stands. Plain data. Source: RFC 4180. */
export interface DelimitedCursor {
  readonly kind: 'delimited';
  readonly delimiter: number;
  place: Place;
  /** Offset in the object of the open cell's first byte of content. */
  cellStart: number;
  header: boolean;
  column: number;
  /** Keyword groups in the name of each column. */
  readonly columns: (readonly number[])[];
}

const NO_NAMES: readonly number[] = [];

export function startDelimited(delimiter: string): DelimitedCursor {
  return {
    kind: 'delimited',
    delimiter: delimiter.charCodeAt(0),
    place: Place.CellStart,
    cellStart: 0,
    header: true,
    column: 0,
    columns: [],
  };
}

/**
 * Walks `[from, to)` of a window that begins at offset `base`, adding each cell that ends there. Changes `cursor`.
 * A quote counts only where a cell begins with it; text after a closing quote belongs to the cell.
 */
export function walkDelimited(
  cursor: DelimitedCursor,
  bytes: Uint8Array,
  base: number,
  from: number,
  to: number,
  hits: KeywordHits,
  segments: Segments,
): void {
  const { delimiter } = cursor;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (cursor.place === Place.Quoted) {
      if (byte === QUOTE) cursor.place = Place.QuoteInQuoted;
    } else if (byte === delimiter || byte === NEWLINE) {
      closeCell(cursor, base, i, hits, segments);
      if (byte === NEWLINE) {
        cursor.header = false;
        cursor.column = 0;
      } else cursor.column++;
    } else if (cursor.place === Place.CellStart) {
      cursor.place = byte === QUOTE ? Place.Quoted : Place.Plain;
      cursor.cellStart = base + i + (byte === QUOTE ? 1 : 0);
    } else if (cursor.place === Place.QuoteInQuoted) {
      cursor.place = byte === QUOTE ? Place.Quoted : Place.Plain;
    }
  }
}

/** Adds the cell that is still open where the window ends. */
export function closeDelimited(
  cursor: DelimitedCursor,
  base: number,
  to: number,
  hits: KeywordHits,
  segments: Segments,
): void {
  closeCell(cursor, base, to, hits, segments);
}

function closeCell(cursor: DelimitedCursor, base: number, at: number, hits: KeywordHits, segments: Segments): void {
  const { header, column, columns } = cursor;
  const named = header && column < MAX_COLUMNS;
  if (cursor.place === Place.CellStart) {
    if (named) columns.push(NO_NAMES);
    return;
  }
  const start = cursor.cellStart - base;
  const end = cursor.place === Place.QuoteInQuoted ? at - 1 : at;
  if (named) columns.push(end - start <= MAX_NAME_BYTES ? groupsInside(hits, start, end) : NO_NAMES);
  addSegment(segments, start, end, header ? NO_NAMES : (columns[column] ?? NO_NAMES));
  cursor.place = Place.CellStart;
}
