import { type Candidate, searchRow } from './candidates.ts';
import type { CompiledCatalogue, CompiledRow } from './compile.ts';
import type { KeywordHits } from './keyword-hits.ts';
import { type Segments, segmentAround } from './layout/segments.ts';
import { CELL_CONTEXT_BYTES, KEYWORD_DISTANCE_BYTES } from './limits.ts';

/** Rows without a keyword are looked for in blocks of this size. */
const BLOCK_BYTES = 64 * 1024;
/** Intervals nearer to one another are searched as one: a call costs as much as these bytes. */
const JOIN_BYTES = 256;

/** Places to look at, ascending and apart: pairs of start and end. */
type Intervals = number[];

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
): readonly Candidate[] {
  const found: Candidate[] = [];
  searchFree(catalogue, bytes, from, to, resume, found);
  const intervals = intervalsOfGroups(catalogue.rowsOfGroup.length, hits, segments);
  for (const [group, list] of intervals.entries()) {
    if (list.length === 0) continue;
    const places = ordered(list);
    for (const row of catalogue.rowsOfGroup[group]!) searchPlaces(row, bytes, from, to, places, resume, found);
  }
  return found;
}

function searchFree(
  catalogue: CompiledCatalogue,
  bytes: Buffer,
  from: number,
  to: number,
  resume: number[],
  found: Candidate[],
): void {
  const { free, freeSet, freeMaxBytes } = catalogue;
  if (freeSet === undefined) return;
  for (let block = from; block < to; block += BLOCK_BYTES) {
    const blockEnd = Math.min(to, block + BLOCK_BYTES);
    const slice = bytes.subarray(Math.max(0, block - 1), Math.min(bytes.length, blockEnd + freeMaxBytes));
    for (const present of freeSet.match(slice)) {
      const row = free[present]!;
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
    resume[row.index] = searchRow(row, bytes, begin, end, found);
  }
}

/** For each keyword group, the places where a match can meet the keyword rule. */
function intervalsOfGroups(groupCount: number, hits: KeywordHits, segments: Segments): readonly Intervals[] {
  const lists = Array.from({ length: groupCount }, (): Intervals => []);
  for (let i = 0; i < hits.ends.length; i++) {
    const start = hits.starts[i]!;
    const end = hits.ends[i]!;
    let from = start - KEYWORD_DISTANCE_BYTES - 1;
    let to = end + KEYWORD_DISTANCE_BYTES + 1;
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
