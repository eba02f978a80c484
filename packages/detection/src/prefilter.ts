import { addAfterEscape, addByGroups, searchRow, stickyEnd } from './candidates.ts';
import type { CompiledCatalogue, CompiledRow, FreeRows } from './compile.ts';
import { within } from './intervals.ts';
import { intervalsOfGroups } from './intervals-of-groups.ts';
import type { KernelWindow, Places } from './kernel/kernel.ts';
import type { Lead } from './kernel/tables.ts';
import type { KeywordHits } from './keyword-hits.ts';
import type { Segments } from './layout/segments.ts';
import { matchesAfter } from './pattern/automaton.ts';
import { valueEnd, valueStart } from './pattern/value-finder.ts';
import { Candidates, type Spans } from './spans.ts';
import { escapedBefore, LONGEST_ESCAPE, mayHoldEscape, nextEscapeEnd } from './written-escapes.ts';

/** Rows without a keyword are looked for in blocks of this size. */
const BLOCK_BYTES = 64 * 1024;

/** Where RE2 is called so often that it may look at more bytes than these times the window, it searches the window once. */
const RE2_BYTES_A_BYTE = 4;
/** The kernel looks at as many bytes in the time in which RE2, called at single places, looks at one. */
const KERNEL_BYTES_A_BYTE = 8;

/** As searchRow. */
type Search = (row: CompiledRow, bytes: Buffer, from: number, to: number, found: Candidates) => number;

/** What the kernel saw of a window. */
export interface Sight {
  readonly window: KernelWindow;
  /** Places where rows begin, ascending by start; an end that RE2 must tell is negative. */
  readonly located: Spans;
}

/** Of the window in hand: the columns are used again, as large as they are. */
const candidates = new Candidates();

/**
 * Every candidate in `[from, to)` that could pass the keyword rule, and some that do not.
 * `resume[row.index]` is where that row's search goes on; it is moved forward. All offsets are into the window. The candidates stand
 * until the next call.
 */
export function findCandidates(
  catalogue: CompiledCatalogue,
  bytes: Buffer,
  from: number,
  to: number,
  hits: KeywordHits,
  segments: Segments,
  resume: Int32Array,
  sight: Sight | undefined,
): Candidates {
  const found = candidates.clear();
  const search = searcher(catalogue, sight);
  if (sight !== undefined) takeLocated(catalogue, bytes, from, to, sight.located, resume, found, search);
  searchFree(sight === undefined ? catalogue.free : catalogue.unlocated, bytes, from, to, resume, found);
  const searchGroup = (group: number, places: Places | undefined, list: () => readonly number[]): void => {
    for (const row of catalogue.rowsOfGroup[group]!) {
      const { index } = row;
      const address = catalogue.kernel?.automata[index] ?? 0;
      if (sight !== undefined && places !== undefined && address !== 0) {
        const begin = Math.max(from, resume[index]!);
        const reached = sight.window.searchPlaces(address, begin, to, places, (start, end) =>
          takeMatch(row, bytes, start, end, found),
        );
        resume[index] = reached < 0 ? ~reached : reached;
        if (reached >= 0) continue;
      }
      searchPlaces(row, bytes, from, to, list(), resume, found);
    }
  };
  if (sight !== undefined && segments.count === 0) {
    const { window } = sight;
    for (const near of window.findPlaces(hits.all)) {
      searchGroup(near.group, near, () => within(window.listPlaces(near), from, to));
    }
    return found;
  }
  const lists = intervalsOfGroups(catalogue.distanceOfGroup, bytes, hits, segments);
  for (const [group, list] of lists.entries()) {
    if (list === undefined) continue;
    const pairs = list.all;
    searchGroup(group, sight?.window.setPlaces(pairs), () => within(pairs, from, to));
  }
  return found;
}

/** Every place where a located row's match can begin is known: its matches follow from trying them in order. */
function takeLocated(
  catalogue: CompiledCatalogue,
  bytes: Buffer,
  from: number,
  to: number,
  { count, rows, starts, ends }: Spans,
  resume: Int32Array,
  found: Candidates,
  search: Search,
): void {
  const allowed = (to - from) * RE2_BYTES_A_BYTE + BLOCK_BYTES;
  const spent = new Float64Array(catalogue.rows.length);
  const automata = catalogue.kernel!.automata;
  for (let i = 0; i < count; i++) {
    const row = catalogue.rows[rows[i]!]!;
    const start = starts[i]!;
    if (ends[i]! < 0) spent[row.index]! += row.shape.maxBytes / (automata[row.index] === 0 ? 1 : KERNEL_BYTES_A_BYTE);
    if (spent[row.index]! > allowed) {
      const begin = Math.max(from, resume[row.index]!);
      if (begin < to) resume[row.index] = searchRow(row, bytes, begin, to, found);
      continue;
    }
    if (row.machine.lead !== undefined) {
      takeLed(row, row.machine.lead, bytes, from, Math.min(to, start + 1), start, resume, found, search);
      continue;
    }
    if (start < from || start >= to || start < resume[row.index]!) continue;
    const known = ends[i]!;
    const end = known >= 0 ? known : stickyEnd(row, bytes, start);
    if (end < 0) continue;
    resume[row.index] = end;
    takeMatch(row, bytes, start, end, found);
  }
}

/** Adds the reported span of a match that an automaton found or, for a row without one, RE2. */
function takeMatch(row: CompiledRow, bytes: Buffer, start: number, end: number, found: Candidates): void {
  const escaped = escapedBefore(bytes, start);
  if (escaped >= 0) {
    addAfterEscape(row, bytes, start, end, escaped, found);
    return;
  }
  const isByAutomaton = row.machine.automaton !== undefined;
  if (!row.hasValue) {
    found.addMatch(row.index, start, end, start, isByAutomaton ? end : -1);
    return;
  }
  const value = row.value === undefined ? -1 : valueStart(row.value, bytes, start, end);
  const valueEnds = value < 0 ? -1 : valueEnd(row.value!, bytes, value, end);
  if (valueEnds < 0) addByGroups(row, bytes, start, end, found);
  else found.addMatch(row.index, value, valueEnds, start, isByAutomaton ? end : -1);
}

/** What stands at `place` is inside a match, if there is one: it begins after a lead before it. Calls come in order of place. */
function takeLed(
  row: CompiledRow,
  { minBytes, maxBytes, alphabet }: Lead,
  bytes: Buffer,
  from: number,
  to: number,
  place: number,
  resume: Int32Array,
  found: Candidates,
  search: Search,
): void {
  const earliest = Math.max(from, resume[row.index]!, place - maxBytes);
  let begin = Math.max(place, earliest);
  while (begin > earliest && alphabet[bytes[begin - 1]!] === 1) begin--;
  let end = Math.min(to, place - minBytes + 1);
  const { begins } = row.machine;
  if (begins !== undefined) {
    while (begin < end && begins[bytes[begin]!] === 0) begin++;
    while (begin < end && begins[bytes[end - 1]!] === 0) end--;
  }
  if (begin >= end) return;
  resume[row.index] = Math.max(resume[row.index]!, search(row, bytes, begin, end, found));
}

/** searchRow by the kernel, for rows with an automaton; RE2 goes on where the kernel gives up. */
function searcher({ kernel }: CompiledCatalogue, sight: Sight | undefined): Search {
  if (kernel === undefined || sight === undefined) return searchRow;
  const { automata } = kernel;
  const { window } = sight;
  return (row, bytes, from, to, found) => {
    const address = automata[row.index]!;
    if (address === 0) return searchRow(row, bytes, from, to, found);
    const reached = window.search(address, from, to, (start, end) => takeMatch(row, bytes, start, end, found));
    return reached < to ? searchRow(row, bytes, reached, to, found) : reached;
  };
}

function searchFree(
  { rows, maxBytes, set }: FreeRows,
  bytes: Buffer,
  from: number,
  to: number,
  resume: Int32Array,
  found: Candidates,
): void {
  if (rows.length === 0) return;
  for (let block = from; block < to; block += BLOCK_BYTES) {
    const blockEnd = Math.min(to, block + BLOCK_BYTES);
    const slice = bytes.subarray(Math.max(0, block - 1), Math.min(bytes.length, blockEnd + maxBytes));
    const present = new Set(set().match(slice));
    addPresentAfterEscapes(rows, bytes, block, blockEnd, present);
    for (const position of present) {
      const row = rows[position]!;
      const begin = Math.max(block, resume[row.index]!);
      if (begin < blockEnd) resume[row.index] = searchRow(row, bytes, begin, blockEnd, found);
    }
  }
}

/** Adds the positions of rows that can match right after an escape in `[from, to)`: RE2.Set cannot tell. */
function addPresentAfterEscapes(
  rows: readonly CompiledRow[],
  bytes: Buffer,
  from: number,
  to: number,
  present: Set<number>,
): void {
  if (!mayHoldEscape(bytes, from - LONGEST_ESCAPE, to)) return;
  for (let end = nextEscapeEnd(bytes, from, to); end < to; end = nextEscapeEnd(bytes, end + 1, to)) {
    const escaped = escapedBefore(bytes, end);
    for (const [position, { machine }] of rows.entries()) {
      if (present.has(position)) continue;
      const { automaton, takesSeparator } = machine;
      const first = takesSeparator ? escaped : undefined;
      if (automaton === undefined || matchesAfter(automaton, bytes, end, first)) present.add(position);
    }
  }
}

function searchPlaces(
  row: CompiledRow,
  bytes: Buffer,
  from: number,
  to: number,
  places: readonly number[],
  resume: Int32Array,
  found: Candidates,
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
