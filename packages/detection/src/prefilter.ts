import { type Candidate, searchRow } from './candidates.ts';
import { beginsCharacter } from './characters.ts';
import type { CompiledCatalogue, CompiledRow, FreeRows } from './compile.ts';
import type { KernelWindow } from './kernel/kernel.ts';
import type { Lead } from './kernel/tables.ts';
import type { KeywordHits } from './keyword-hits.ts';
import { type Segments, segmentAround } from './layout/segments.ts';
import { CELL_CONTEXT_BYTES, KEYWORD_DISTANCE, MAX_CHARACTER_BYTES } from './limits.ts';

/** Rows without a keyword are looked for in blocks of this size. */
const BLOCK_BYTES = 64 * 1024;
/** Intervals nearer to one another are searched as one: a call costs as much as these bytes. */
const JOIN_BYTES = 256;

/** Where RE2 is called so often that it may look at more bytes than these times the window, it searches the window once. */
const RE2_BYTES_A_BYTE = 4;

/** Places to look at, ascending and apart: pairs of start and end. */
type Intervals = number[];

/** What the kernel saw of a window. */
export interface Sight {
  readonly window: KernelWindow;
  /** Places where rows begin, ascending by start: position of the row, start, and end or a negative number. */
  readonly located: readonly number[];
}

/**
 * Every candidate in `[from, to)` that could pass the keyword rule, and some that do not.
 * `resume[row.index]` is where that row's search goes on; it is moved forward. All offsets are into the window.
 */
export function findCandidates(
  catalogue: CompiledCatalogue,
  bytes: Buffer,
  from: number,
  to: number,
  hits: KeywordHits,
  segments: Segments,
  resume: number[],
  sight: Sight | undefined,
): readonly Candidate[] {
  const found: Candidate[] = [];
  if (sight !== undefined) takeLocated(catalogue, bytes, from, to, sight.located, resume, found);
  searchFree(sight === undefined ? catalogue.free : catalogue.unlocated, bytes, from, to, resume, found);
  const intervals = intervalsOfGroups(catalogue.distanceOfGroup, bytes, hits, segments);
  for (const [group, list] of intervals.entries()) {
    if (list.length === 0) continue;
    const places = ordered(list);
    for (const row of catalogue.rowsOfGroup[group]!) {
      const address = catalogue.kernel?.automata[row.index] ?? 0;
      const search = sight === undefined || address === 0 ? searchRow : searcher(sight.window, address);
      searchPlaces(row, bytes, from, to, places, resume, found, search);
    }
  }
  return found;
}

/** Every place where a located row's match can begin is known: its matches follow from trying them in order. */
function takeLocated(
  catalogue: CompiledCatalogue,
  bytes: Buffer,
  from: number,
  to: number,
  located: readonly number[],
  resume: number[],
  found: Candidate[],
): void {
  const allowed = (to - from) * RE2_BYTES_A_BYTE + BLOCK_BYTES;
  const spent = new Float64Array(catalogue.rows.length);
  for (let i = 0; i < located.length; i += 3) {
    const row = catalogue.rows[located[i]!]!;
    const start = located[i + 1]!;
    const usesRegex = located[i + 2]! < 0 || row.hasValue;
    if (usesRegex) spent[row.index]! += row.shape.maxBytes;
    if (spent[row.index]! > allowed) {
      const begin = Math.max(from, resume[row.index]!);
      if (begin < to) resume[row.index] = searchRow(row, bytes, begin, to, found);
      continue;
    }
    if (row.machine.lead !== undefined) {
      takeLed(row, row.machine.lead, bytes, from, Math.min(to, start + 1), start, resume, found);
      continue;
    }
    if (start < from || start >= to || start < resume[row.index]!) continue;
    const known = located[i + 2]!;
    const end = known >= 0 ? known : stickyEnd(row, bytes, start);
    if (end < 0) continue;
    resume[row.index] = end;
    if (row.hasValue) searchRow(row, bytes, start, start + 1, found);
    else found.push({ row, start, end });
  }
}

/** What stands at `place` is inside a match, if there is one: it begins after a lead before it. Calls come in order of place. */
function takeLed(
  row: CompiledRow,
  { minBytes, maxBytes, alphabet }: Lead,
  bytes: Buffer,
  from: number,
  to: number,
  place: number,
  resume: number[],
  found: Candidate[],
): void {
  const earliest = Math.max(from, resume[row.index]!, place - maxBytes);
  let begin = place;
  while (begin > earliest && alphabet[bytes[begin - 1]!] === 1) begin--;
  const end = Math.min(to, place - minBytes + 1);
  if (begin >= end) return;
  resume[row.index] = Math.max(resume[row.index]!, searchRow(row, bytes, begin, end, found));
}

/** The end of the match that begins at `start`, or -1. */
function stickyEnd({ sticky, shape }: CompiledRow, bytes: Buffer, start: number): number {
  const begin = Math.max(0, start - 1);
  sticky.lastIndex = start - begin;
  const matches = sticky.test(bytes.subarray(begin, Math.min(bytes.length, start + shape.maxBytes + 1)));
  return matches ? sticky.lastIndex + begin : -1;
}

/** searchRow by the kernel; RE2 goes on where the kernel gives up. */
function searcher(window: KernelWindow, address: number): typeof searchRow {
  return (row, bytes, from, to, found) => {
    const reached = window.search(address, from, to, (start, end) => {
      if (row.hasValue) searchRow(row, bytes, start, start + 1, found);
      else found.push({ row, start, end });
    });
    return reached < to ? searchRow(row, bytes, reached, to, found) : reached;
  };
}

function searchFree(
  { rows, maxBytes, set }: FreeRows,
  bytes: Buffer,
  from: number,
  to: number,
  resume: number[],
  found: Candidate[],
): void {
  if (rows.length === 0) return;
  for (let block = from; block < to; block += BLOCK_BYTES) {
    const blockEnd = Math.min(to, block + BLOCK_BYTES);
    const slice = bytes.subarray(Math.max(0, block - 1), Math.min(bytes.length, blockEnd + maxBytes));
    for (const present of set().match(slice)) {
      const row = rows[present]!;
      const begin = Math.max(block, resume[row.index]!);
      if (begin < blockEnd) resume[row.index] = searchRow(row, bytes, begin, blockEnd, found);
    }
  }
}

function searchPlaces(
  row: CompiledRow,
  bytes: Buffer,
  from: number,
  to: number,
  places: Intervals,
  resume: number[],
  found: Candidate[],
  search: typeof searchRow,
): void {
  const { alphabet } = row.shape;
  for (let i = 0; i < places.length; i += 2) {
    const earliest = Math.max(from, resume[row.index]!);
    const end = Math.min(to, places[i + 1]!);
    if (earliest >= end) continue;
    let begin = Math.max(earliest, Math.min(to, places[i]!));
    // Back to a byte that no match can hold, so that the search does not begin inside a match.
    while (begin > earliest && alphabet[bytes[begin - 1]!] === 1) begin--;
    if (begin >= end) continue;
    resume[row.index] = search(row, bytes, begin, end, found);
  }
}

/** For each keyword group, the places where a match can meet the keyword rule. */
function intervalsOfGroups(
  distanceOfGroup: readonly (number | undefined)[],
  bytes: Uint8Array,
  hits: KeywordHits,
  segments: Segments,
): readonly Intervals[] {
  const lists = distanceOfGroup.map((): Intervals => []);
  for (let i = 0; i < hits.ends.length; i++) {
    const start = hits.starts[i]!;
    const end = hits.ends[i]!;
    const distance = distanceOfGroup[hits.groups[i]!];
    if (distance !== undefined) {
      // The match begins after the keyword and ends within the distance, in a cell or value no less.
      extend(lists[hits.groups[i]!]!, end, reachAfter(bytes, end, distance));
      continue;
    }
    // A match that only touches the reach of the keyword counts, too.
    let from = reachBefore(bytes, start, KEYWORD_DISTANCE) - 1;
    let to = reachAfter(bytes, end, KEYWORD_DISTANCE) + 1;
    const segment = segmentAround(segments, start, end);
    if (segment >= 0) {
      from = Math.min(from, Math.max(segments.starts[segment]!, start - CELL_CONTEXT_BYTES - 1));
      to = Math.max(to, Math.min(segments.ends[segment]!, end + CELL_CONTEXT_BYTES + 1));
    }
    extend(lists[hits.groups[i]!]!, from, to);
  }
  for (let i = 0; i < segments.names.length; i++) {
    for (const group of segments.names[i]!) extend(lists[group]!, segments.starts[i]!, segments.ends[i]!);
  }
  return lists;
}

/** The least place from which at most `characters` characters begin before `at`. */
function reachBefore(bytes: Uint8Array, at: number, characters: number): number {
  const least = Math.max(0, at - MAX_CHARACTER_BYTES * characters);
  let place = at;
  for (let left = characters; place > least; place--) {
    if (beginsCharacter(bytes[place - 1]!) && left-- === 0) break;
  }
  return place;
}

/** The greatest place up to which at most `characters` characters begin from `at` on. */
function reachAfter(bytes: Uint8Array, at: number, characters: number): number {
  const most = Math.min(bytes.length, at + MAX_CHARACTER_BYTES * characters);
  let place = at;
  for (let left = characters; place < most; place++) {
    if (beginsCharacter(bytes[place]!) && left-- === 0) break;
  }
  return place;
}

function extend(list: Intervals, from: number, to: number): void {
  const last = list.length - 2;
  if (last >= 0 && from >= list[last]! && from <= list[last + 1]! + JOIN_BYTES) {
    list[last + 1] = Math.max(list[last + 1]!, to);
  } else list.push(from, to);
}

/** The same places, ascending and apart. */
function ordered(list: Intervals): Intervals {
  const pairs: [number, number][] = [];
  for (let i = 0; i < list.length; i += 2) pairs.push([list[i]!, list[i + 1]!]);
  pairs.sort((a, b) => a[0] - b[0]);
  const joined: Intervals = [];
  for (const [from, to] of pairs) extend(joined, from, to);
  return joined;
}
