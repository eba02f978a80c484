import { MAX_COLUMNS, MAX_NAME_BYTES } from '../limits.ts';
import type { Segments } from './segments.ts';

const NEWLINE = 0x0a;
const QUOTE = 0x22;

const Place = { CellStart: 0, Plain: 1, Quoted: 2, QuoteInQuoted: 3 } as const;
type Place = (typeof Place)[keyof typeof Place];

/** Where a walk through delimited text stands. Plain data. Source: RFC 4180. */
export interface DelimitedCursor {
  readonly kind: 'delimited';
  readonly delimiter: number;
  readonly place: Place;
  /** Offset in the object of the open cell's first byte of content. */
  readonly cellStart: number;
  readonly header: boolean;
  readonly column: number;
  /** Keyword groups in the name of each column. */
  readonly columns: readonly (readonly number[])[];
}

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
 * Walks `[from, to)` of a window that begins at offset `base`, adding each cell that ends there. Returns the cursor at `to`.
 * A quote counts only where a cell begins with it; text after a closing quote belongs to the cell.
 */
export function walkDelimited(
  cursor: DelimitedCursor,
  bytes: Uint8Array,
  base: number,
  from: number,
  to: number,
  segments: Segments,
): DelimitedCursor {
  const walk = new Walk(cursor, base, segments);
  const { delimiter } = cursor;
  let { place } = cursor;
  for (let i = from; i < to; i++) {
    if (place === Place.Quoted) {
      while (i < to && bytes[i] !== QUOTE) i++;
      if (i < to) place = Place.QuoteInQuoted;
      continue;
    }
    if (place === Place.Plain) while (i < to && bytes[i] !== delimiter && bytes[i] !== NEWLINE) i++;
    if (i === to) break;
    const byte = bytes[i]!;
    if (place !== Place.Plain && byte !== delimiter && byte !== NEWLINE) {
      if (place === Place.CellStart) walk.cellStart = byte === QUOTE ? i + 1 : i;
      place = byte === QUOTE ? Place.Quoted : Place.Plain;
      continue;
    }
    walk.closeCell(place, i);
    place = Place.CellStart;
    if (byte === NEWLINE) walk.endLine();
    else walk.column++;
  }
  return walk.cursor(cursor, place);
}

/** Adds the cell that is still open where the window ends. */
export function closeDelimited(cursor: DelimitedCursor, base: number, to: number, segments: Segments): void {
  new Walk(cursor, base, segments).closeCell(cursor.place, to);
}

class Walk {
  private readonly base: number;
  private readonly segments: Segments;
  private header: boolean;
  private columns: readonly (readonly number[])[];
  /** Numbers of the sets in `columns`. */
  private readonly names: number[];
  /** Into the window. */
  cellStart: number;
  column: number;

  constructor({ cellStart, header, column, columns }: DelimitedCursor, base: number, segments: Segments) {
    this.base = base;
    this.segments = segments;
    this.header = header;
    this.columns = columns;
    this.names = columns.map((groups) => segments.sets.numberOf(groups));
    this.cellStart = cellStart - base;
    this.column = column;
  }

  closeCell(place: Place, at: number): void {
    const { header, column, names, segments, cellStart: start } = this;
    const end = place === Place.QuoteInQuoted ? at - 1 : at;
    const isEmpty = place === Place.CellStart;
    if (header && column < MAX_COLUMNS) {
      names.push(isEmpty || end - start > MAX_NAME_BYTES ? 0 : segments.sets.inside(start, end));
    }
    if (!isEmpty) segments.add(start, end, header || column >= names.length ? 0 : names[column]!);
  }

  endLine(): void {
    this.header = false;
    this.column = 0;
  }

  cursor(before: DelimitedCursor, place: Place): DelimitedCursor {
    const { names, base, cellStart, header, column, segments } = this;
    if (names.length > this.columns.length) this.columns = names.map((set) => segments.sets.groups(set));
    return { ...before, place, cellStart: base + cellStart, header, column, columns: this.columns };
  }
}
