import type RE2 from 're2';
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
  const limit = to - begin;
  let at = from - begin;
  for (;;) {
    const span = hasValue ? nextValue(regex, slice, at) : nextMatch(row, slice, at);
    if (span === undefined || span.matchStart >= limit) break;
    at = span.matchEnd;
    found.push({ row, start: span.start + begin, end: span.end + begin });
  }
  return Math.max(at + begin, to);
}

interface Span {
  readonly matchStart: number;
  readonly matchEnd: number;
  readonly start: number;
  readonly end: number;
}

/** exec() tells where groups are, at the price of copying them out. */
function nextValue(regex: RE2, slice: Buffer, at: number): Span | undefined {
  regex.lastIndex = at;
  const match = regex.exec(slice);
  if (match === null) return undefined;
  const [matchStart, matchEnd] = match.indices![0]!;
  const [start, end] = match.indices!.groups?.value ?? [matchStart, matchEnd];
  return { matchStart, matchEnd, start, end };
}

/** test() for the end and search() for the start together cost a quarter of exec(), which copies the match out. */
function nextMatch({ regex, shape }: CompiledRow, slice: Buffer, at: number): Span | undefined {
  regex.lastIndex = at;
  if (!regex.test(slice)) return undefined;
  const end = regex.lastIndex;
  const { minBytes, maxBytes } = shape;
  let start = end - maxBytes;
  if (minBytes < maxBytes) {
    // The match begins at or after `earliest`; the byte before that is there for \b, and no match of ours begins with it.
    const earliest = Math.max(at, start);
    const around = Math.max(0, earliest - 1);
    start = regex.search(slice.subarray(around, end + maxBytes) as unknown as string) + around;
    if (start < earliest) {
      regex.lastIndex = at;
      start = regex.exec(slice)!.index;
    }
  }
  return { matchStart: start, matchEnd: end, start, end };
}
