import type { CompiledRow } from './compile.ts';

/** A match of a row's pattern. Offsets are into the window. */
export interface Candidate {
  readonly row: CompiledRow;
  /** The reported span: the group named `value`, or else the whole match. */
  readonly start: number;
  readonly end: number;
}

/**
 * Matches of one row that begin in `[from, to)`: leftmost, greedy, each after the end of the one before.
 * `from` must be a place that no match of the row spans, or the end of one. Returns the end of the last match, or `to`,
 * whichever is later: the place from which the row's search goes on.
 */
export function searchRow(row: CompiledRow, bytes: Buffer, from: number, to: number, found: Candidate[]): number {
  const { regex, shape, hasValue } = row;
  // With one byte before, because \b and (?m)^ look at it; a match that begins before `to` leaves one after.
  const begin = Math.max(0, from - 1);
  const slice = bytes.subarray(begin, Math.min(bytes.length, to + shape.maxBytes));
  const fixedBytes = shape.minBytes === shape.maxBytes && !hasValue ? shape.minBytes : 0;
  let at = from;
  regex.lastIndex = from - begin;
  for (;;) {
    let start: number;
    let end: number;
    let value: readonly [number, number] | undefined;
    if (fixedBytes > 0) {
      // test() alone tells the end at a ninth of the price of exec().
      if (!regex.test(slice)) break;
      end = regex.lastIndex + begin;
      start = end - fixedBytes;
    } else {
      const match = regex.exec(slice);
      if (match === null) break;
      start = match.index + begin;
      end = start + match[0].length;
      value = match.indices?.groups?.value;
    }
    if (start >= to) break;
    at = end;
    if (value === undefined) found.push({ row, start, end });
    else found.push({ row, start: value[0] + begin, end: value[1] + begin });
  }
  regex.lastIndex = 0;
  return Math.max(at, to);
}
