import type { CompiledRow } from './compile.ts';
import { MAX_MATCH_BYTES } from './limits.ts';
import { valueEnd, valueStart } from './pattern/value-finder.ts';
import type { Spans } from './spans.ts';
import {
  BEYOND_ASCII,
  escapeAround,
  escapedBefore,
  LONGEST_ESCAPE,
  mayHoldEscape,
  nextEscapeEnd,
} from './written-escapes.ts';

/** Few places are tried one by one: a search would go on through all that a match could hold when none of them begins one. */
const FEW_PLACES = 16;

/**
 * Matches of one row that begin in `[from, to)`: leftmost, greedy, each after the end of the one before. Their reported spans
 * (the group named `value`, or else the whole match) are added to `found`.
 * `from` must be a place that no match of the row spans, or the end of one. Returns the end of the last match, or `to`,
 * whichever is later: the place from which the row's search goes on.
 */
export function searchRow(row: CompiledRow, bytes: Buffer, from: number, to: number, found: Spans): number {
  const isPlain = !mayHoldEscape(bytes, from - LONGEST_ESCAPE, to);
  if (isPlain && to - from > FEW_PLACES) return searchAhead(row, bytes, from, to, found);
  let at = from;
  /** Where the next match begins that follows no escape. */
  let plain = -1;
  while (at < to) {
    if (plain < at) plain = to - at <= FEW_PLACES ? at : nextStart(row, bytes, at, to);
    const place = isPlain ? plain : Math.min(plain, nextEscapeEnd(bytes, at, Math.min(plain, to)));
    if (place >= to) return to;
    const end = stickyEnd(row, bytes, place);
    if (end >= 0) addAt(row, bytes, place, end, found);
    at = end < 0 ? place + 1 : end;
  }
  return at;
}

function addAt(row: CompiledRow, bytes: Buffer, start: number, end: number, found: Spans): void {
  const escaped = escapedBefore(bytes, start);
  if (escaped >= 0) addAfterEscape(row, bytes, start, end, escaped, found);
  else if (row.hasValue) addByGroups(row, bytes, start, end, found);
  else found.add(row.index, start, end);
}

/** searchRow by a search, for places of which one begins a match; none is at an escape. */
function searchAhead(row: CompiledRow, bytes: Buffer, from: number, to: number, found: Spans): number {
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

/** The beginning of the first match in `[at, to)`, escapes or not; `to` where there is none. */
function nextStart(row: CompiledRow, bytes: Buffer, at: number, to: number): number {
  const { regex, shape } = row;
  const begin = Math.max(0, at - 1);
  const slice = bytes.subarray(begin, Math.min(bytes.length, to + shape.maxBytes));
  regex.lastIndex = at - begin;
  if (!regex.test(slice)) return to;
  return Math.min(to, startOfMatch(row, slice, at - begin, regex.lastIndex) + begin);
}

/** The end of the match that begins at `start`, or -1. */
export function stickyEnd(row: CompiledRow, bytes: Buffer, start: number): number {
  const escaped = escapedBefore(bytes, start);
  if (escaped >= 0) return endAfterEscape(row, bytes, start, escaped);
  const { sticky, shape } = row;
  const begin = Math.max(0, start - 1);
  sticky.lastIndex = start - begin;
  if (!sticky.test(bytes.subarray(begin, Math.min(bytes.length, start + shape.maxBytes + 1)))) return -1;
  const end = sticky.lastIndex + begin;
  // What begins inside an escape gives way to what begins after it.
  const after = escapeAround(bytes, start);
  return after >= 0 && endAfterEscape(row, bytes, after, escapedBefore(bytes, after)) >= 0 ? -1 : end;
}

/**
 * Text after an escape: a byte that is none of a word, the escaped one, and what follows. A match takes the escaped byte for its
 * first one, or begins after it; then it sees another separator there, since an escaped newline begins no line.
 */
const afterEscape = Buffer.alloc(2 + MAX_MATCH_BYTES + 1, BEYOND_ASCII);
const ESCAPE_END = 2;

function textAfterEscape(bytes: Buffer, start: number, end: number): Buffer {
  const copied = bytes.copy(afterEscape, ESCAPE_END, start, Math.min(bytes.length, end));
  return afterEscape.subarray(0, ESCAPE_END + copied);
}

function longestTextAfterEscape({ shape }: CompiledRow, bytes: Buffer, start: number): Buffer {
  return textAfterEscape(bytes, start, start + shape.maxBytes + 1);
}

/** Where the match can begin in the text after an escape, and what then stands for the escape. */
function waysToRead(
  { machine }: CompiledRow,
  escaped: number,
): readonly (readonly [place: number, separator: number])[] {
  const behind = [ESCAPE_END, BEYOND_ASCII] as const;
  return machine.takesSeparator ? [[ESCAPE_END - 1, escaped], behind] : [behind];
}

function endAfterEscape(row: CompiledRow, bytes: Buffer, start: number, escaped: number): number {
  const { sticky } = row;
  const text = longestTextAfterEscape(row, bytes, start);
  for (const [place, separator] of waysToRead(row, escaped)) {
    text[ESCAPE_END - 1] = separator;
    sticky.lastIndex = place;
    if (sticky.test(text) && sticky.lastIndex > ESCAPE_END) return start + sticky.lastIndex - ESCAPE_END;
  }
  return -1;
}

/**
 * Adds the reported span of the match `[start, end)` after an escape: what of it is behind the escape. RE2 looks at no more than it must
 * see: see matchTo.
 */
export function addAfterEscape(
  row: CompiledRow,
  bytes: Buffer,
  start: number,
  end: number,
  escaped: number,
  found: Spans,
): void {
  const short = textAfterEscape(bytes, start, end + 1);
  if (addRead(row, short, escaped, start, end, found)) return;
  addRead(row, longestTextAfterEscape(row, bytes, start), escaped, start, undefined, found);
}

/** The same of the text after an escape; false where its match ends elsewhere. */
function addRead(
  row: CompiledRow,
  text: Buffer,
  escaped: number,
  start: number,
  end: number | undefined,
  found: Spans,
): boolean {
  const { index, sticky } = row;
  const offset = start - ESCAPE_END;
  for (const [place, separator] of waysToRead(row, escaped)) {
    text[ESCAPE_END - 1] = separator;
    sticky.lastIndex = place;
    if (!sticky.test(text) || sticky.lastIndex <= ESCAPE_END) continue;
    const matched = sticky.lastIndex;
    if (end !== undefined && matched + offset !== end) return false;
    const [from, to] = valueAfterEscape(row, text, place, matched);
    found.add(index, Math.max(start, from + offset), Math.max(start, to + offset));
    return true;
  }
  return false;
}

/** The reported span of the match `[start, end)` of the text after an escape. */
function valueAfterEscape(
  { regex, hasValue, value }: CompiledRow,
  text: Buffer,
  start: number,
  end: number,
): readonly [from: number, to: number] {
  if (!hasValue) return [start, end];
  const from = value === undefined ? -1 : valueStart(value, text, start, end);
  const to = from < 0 ? -1 : valueEnd(value!, text, from, end);
  if (to >= 0) return [from, to];
  regex.lastIndex = start;
  // exec(), which copies the match out, takes several times as long as test().
  return regex.exec(text)!.indices!.groups?.value ?? [start, end];
}
