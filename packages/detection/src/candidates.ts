import type { CompiledRow } from './compile.ts';
import type { Spans } from './spans.ts';

/** Few places are tried one by one: a search would go on through all that a match could hold when none of them begins one. */
const FEW_PLACES = 16;

/**
 * Matches of one row that begin in `[from, to)`: leftmost, greedy, each after the end of the one before. Their reported spans
 * (the group named `value`, or else the whole match) are added to `found`.
 * `from` must be a place that no match of the row spans, or the end of one. Returns the end of the last match, or `to`,
 * whichever is later: the place from which the row's search goes on.
 */
export function searchRow(row: CompiledRow, bytes: Buffer, from: number, to: number, found: Spans): number {
  if (to - from > FEW_PLACES) return searchAhead(row, bytes, from, to, found);
  let at = from;
  while (at < to) {
    const end = stickyEnd(row, bytes, at);
    if (end < 0) {
      at++;
      continue;
    }
    if (row.hasValue) addByGroups(row, bytes, at, end, found);
    else found.add(row.index, at, end);
    at = end;
  }
  return at;
}

/** searchRow by a search, for places of which one begins a match. */
export function searchAhead(row: CompiledRow, bytes: Buffer, from: number, to: number, found: Spans): number {
  const { index, regex, shape, hasValue } = row;
  // With one byte before, because \b and (?m)^ look at it; a match that begins before `to` leaves one after.
  const begin = Math.max(0, from - 1);
  const slice = bytes.subarray(begin, Math.min(bytes.length, to + shape.maxBytes));
  const limit = to - begin;
  let at = from - begin;
  for (;;) {
    regex.lastIndex = at;
    if (!regex.test(slice)) break;
    const end = regex.lastIndex;
    if (hasValue) {
      const match = matchTo(row, slice, at, end)!;
      if (match.index >= limit) break;
      at = end;
      const [from, to] = match.indices!.groups?.value ?? [match.index, end];
      found.add(index, from + begin, to + begin);
    } else {
      // test() for the end and search() for the start together cost a quarter of exec(), which copies the match out.
      const start = startOfMatch(row, slice, at, end);
      if (start >= limit) break;
      at = end;
      found.add(index, start + begin, end + begin);
    }
  }
  return Math.max(at + begin, to);
}

/** Adds the reported span of the match `[start, end)`. */
export function addByGroups(row: CompiledRow, bytes: Buffer, start: number, end: number, found: Spans): void {
  const begin = Math.max(0, start - 1);
  const match = matchTo(row, bytes.subarray(begin, start + row.shape.maxBytes + 1), start - begin, end - begin)!;
  const [from, to] = match.indices!.groups?.value ?? [start - begin, end - begin];
  found.add(row.index, from + begin, to + begin);
}

/**
 * The leftmost match from `at` on, which is known to end at `end`, with its groups. Of long text RE2 tells groups slowly: so of no more
 * than it must see. A way to match that takes the byte after the match, left there for \b and $, would be another match.
 */
function matchTo(
  { regex }: CompiledRow,
  slice: Buffer,
  at: number,
  end: number,
): ReturnType<typeof regex.exec<Buffer>> {
  regex.lastIndex = at;
  const match = regex.exec(slice.subarray(0, end + 1));
  if (match !== null && match.index + match[0].length === end) return match;
  regex.lastIndex = at;
  return regex.exec(slice);
}

/** The beginning of the leftmost match from `at` on, which is known to end at `end`. */
function startOfMatch({ regex, shape }: CompiledRow, slice: Buffer, at: number, end: number): number {
  const { minBytes, maxBytes } = shape;
  if (minBytes === maxBytes) return end - maxBytes;
  // The match begins at or after `earliest`; the byte before that is there for \b, and no match of ours begins with it.
  const earliest = Math.max(at, end - maxBytes);
  const around = Math.max(0, earliest - 1);
  const start = regex.search(slice.subarray(around, end + maxBytes) as unknown as string) + around;
  if (start >= earliest) return start;
  regex.lastIndex = at;
  return regex.exec(slice)!.index;
}

/** The end of the match that begins at `start`, or -1. */
export function stickyEnd({ sticky, shape }: CompiledRow, bytes: Buffer, start: number): number {
  const begin = Math.max(0, start - 1);
  sticky.lastIndex = start - begin;
  const matches = sticky.test(bytes.subarray(begin, Math.min(bytes.length, start + shape.maxBytes + 1)));
  return matches ? sticky.lastIndex + begin : -1;
}
