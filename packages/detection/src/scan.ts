import { type CompiledCatalogue, compiled } from './compile.ts';
import { EvidenceSweep } from './evidence.ts';
import { judgeCandidates } from './judge.ts';
import { openWindow } from './kernel/kernel.ts';
import { IS_DOUBTFUL, IS_ROW } from './kernel/memory-map.ts';
import { findKeywords, type KeywordHits, noHits, standsAlone } from './keyword-hits.ts';
import { type LayoutCursor, startLayout, walkLayout } from './layout/walk.ts';
import { CELL_REACH, TEXT_REACH } from './limits.ts';
import { type CountBetween, type Position, plainCount } from './position.ts';
import { findCandidates, type Sight } from './prefilter.ts';
import { plainRecords } from './records.ts';
import { type Candidates, orderOf, Spans } from './spans.ts';
import type { Catalogue, Layout, Match, MatchColumns, ScanState, Window, WindowResult } from './types.ts';

/** A found span; offsets in the object. */
interface Span {
  /** Position of the identifier in the catalogue. */
  readonly row: number;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
}

/** What a ScanState holds beside its public part. It belongs to one identifier set. */
interface Progress extends ScanState {
  /** Everything that begins before this offset is reported. */
  readonly decided: number;
  readonly line: number;
  readonly characters: number;
  /** Rows whose last match ends after `decided`, with that end: the next one begins there at the earliest. */
  readonly resume: readonly (readonly [row: number, offset: number])[];
  /** Found already, but beginning at or after `decided`. */
  readonly pending: readonly Span[];
  readonly cursor: LayoutCursor;
}

/** The state before the first window of an object. */
export function startScan(layout: Layout): ScanState {
  const progress: Progress = {
    layout,
    needFrom: 0,
    decided: 0,
    line: 1,
    characters: 0,
    resume: [],
    pending: [],
    cursor: startLayout(layout),
  };
  return progress;
}

/**
 * Scans on over the next window, which must begin at or before `state.needFrom` and reach at least as far as the last.
 * `state` is not changed. However an object is cut into windows, all matches together are those of scanning it whole.
 */
export function scanWindow(catalogue: Catalogue, state: ScanState, window: Window): WindowResult {
  const { found, state: next } = scanColumns(catalogue, state, window);
  const { base } = window;
  const matches = Array.from({ length: found.count }, (_, i): Match => {
    return {
      identifier: catalogue.plan[found.rows[i]!]!.id,
      start: base + found.starts[i]!,
      end: base + found.ends[i]!,
      line: found.lines[i]!,
      column: found.columns[i]!,
      confidence: found.confidences[i]!,
    };
  });
  return { matches, state: next };
}

/** scanWindow for who needs no object for each match. */
export function scanColumns(
  catalogue: Catalogue,
  state: ScanState,
  window: Window,
): { readonly found: MatchColumns; readonly state: ScanState } {
  const engine = compiled(catalogue);
  const progress = state as Progress;
  const given = asBuffer(window.bytes);
  const { base } = window;
  const end = base + given.length;
  if (base > progress.needFrom || end < progress.decided) {
    throw new Error(`the window [${base}, ${end}) must hold the bytes from ${progress.needFrom} on that came before`);
  }
  const reach = state.layout.kind === 'text' ? TEXT_REACH : CELL_REACH;
  const decided = window.last ? end : Math.max(progress.decided, end - engine.maxMatchBytes - reach);
  if (decided === progress.decided && !window.last) return { found: emptyColumns(0), state };

  const from = progress.decided - base;
  const to = decided - base;
  const { hits, sight } = lookAt(engine, given, state.layout.kind === 'text');
  const { segments, cursor } = walkLayout(progress.cursor, given, base, from, to, hits);
  const bytes = sight?.window.bytesWithRoom(hits.all, segments.count) ?? given;
  const resume = new Int32Array(engine.rows.length).fill(from);
  for (const [row, offset] of progress.resume) resume[row] = offset - base;
  const found = findCandidates(engine, bytes, from, to, hits, segments, resume, sight);
  const evidence = new EvidenceSweep(bytes, hits, wantedGroups(engine, found), segments, engine.distanceOfGroup);
  const records = sight?.window.records ?? plainRecords(bytes);
  engine.disagreements.count += judgeCandidates(engine, bytes, found, evidence, records);
  // A view of memory that has moved is empty: nothing would be found in it, and nobody would know.
  if (bytes.length !== given.length) throw new Error("the kernel's memory moved while its copy of the text was read");
  found.keepMatches();
  for (const { row, start, end, confidence } of progress.pending) {
    found.add(row, start - base, end - base);
    found.confidences[found.count - 1] = confidence;
  }
  const { matches, pending } = inOrder(found, base, to);
  const countBetween = sight?.window.countBetween ?? plainCount(bytes);
  const { line, characters } = locate(matches, countBetween, from, to, progress);
  const next: Progress = {
    layout: state.layout,
    needFrom: Math.max(0, decided - reach),
    decided,
    line,
    characters,
    resume: stillToResume(resume, base, to),
    pending,
    cursor,
  };
  return { found: matches, state: next };
}

/** The matches that begin before `to` by start, without their lines and columns; and the others. */
function inOrder(
  found: Candidates,
  base: number,
  to: number,
): { readonly matches: MatchColumns; readonly pending: readonly Span[] } {
  const order = orderOf(found);
  let count = found.count;
  const pending: Span[] = [];
  for (; count > 0 && found.starts[order[count - 1]!]! >= to; count--) {
    const i = order[count - 1]!;
    const confidence = found.confidences[i]!;
    pending.push({ row: found.rows[i]!, start: base + found.starts[i]!, end: base + found.ends[i]!, confidence });
  }
  const matches = emptyColumns(count);
  for (let k = 0; k < count; k++) {
    const i = order[k]!;
    matches.rows[k] = found.rows[i]!;
    matches.starts[k] = found.starts[i]!;
    matches.ends[k] = found.ends[i]!;
    matches.confidences[k] = found.confidences[i]!;
  }
  return { matches, pending };
}

/** Fills in lines and columns, from the position at `from` on. Returns the position at `to`. */
function locate(
  { count, starts, lines, columns }: MatchColumns,
  countBetween: CountBetween,
  from: number,
  to: number,
  begin: Position,
): Position {
  const places = new Int32Array(count + 1);
  places.set(starts);
  places[count] = to;
  const pairs = countBetween(from, places);
  const charactersAt = (k: number): number => pairs[2 * k + 1]! + (pairs[2 * k] === 0 ? begin.characters : 0);
  for (let k = 0; k < count; k++) {
    lines[k] = begin.line + pairs[2 * k]!;
    columns[k] = charactersAt(k) + 1;
  }
  return { line: begin.line + pairs[2 * count]!, characters: charactersAt(count) };
}

function emptyColumns(count: number): MatchColumns {
  return {
    count,
    rows: new Int32Array(count),
    starts: new Int32Array(count),
    ends: new Int32Array(count),
    lines: new Float64Array(count),
    columns: new Float64Array(count),
    confidences: new Uint8Array(count),
  };
}

function stillToResume(resume: Int32Array, base: number, to: number): Progress['resume'] {
  const kept: [number, number][] = [];
  for (let row = 0; row < resume.length; row++) if (resume[row]! > to) kept.push([row, base + resume[row]!]);
  return kept;
}

/** What the look over a window finds. A window is done with before the next one: the columns are used again, as large as they are. */
const keywords = new Spans();
const located = new Spans();

/** One look over a window: by the kernel, or by the keyword automaton alone where the kernel is missing or gives up. */
function lookAt(
  engine: CompiledCatalogue,
  bytes: Buffer,
  isText: boolean,
): { readonly hits: KeywordHits; readonly sight: Sight | undefined } {
  const { kernel, groupsOf } = engine;
  const window = kernel === undefined ? undefined : openWindow(kernel, bytes);
  if (window !== undefined) {
    keywords.clear();
    located.clear();
    // Grams do not look at the beginning of the object; a row that can match only there is tried there.
    for (const row of engine.atBegin) located.add(row, 0, -1);
    const complete = window.scan(isText, (entry, start, end) => {
      if (entry >= IS_ROW) located.add(entry - IS_ROW, start, end);
      else if ((entry & IS_DOUBTFUL) === 0) keywords.add(entry, start, end);
      else if (standsAlone(bytes, start, end)) keywords.add(entry & ~IS_DOUBTFUL, start, end);
    });
    if (complete) return { hits: { all: keywords, groupsOf }, sight: { window, located } };
  }
  return { hits: keywordHits(engine, bytes), sight: undefined };
}

/** Keywords of a window; a catalogue without keyword groups skips the pass. */
export function keywordHits({ automaton, groupsOf, rowsOfGroup }: CompiledCatalogue, bytes: Buffer): KeywordHits {
  return rowsOfGroup.length === 0 ? noHits() : findKeywords(automaton(), groupsOf, bytes);
}

/** 1 for each keyword group of which there are candidates. */
export function wantedGroups({ rows, rowsOfGroup }: CompiledCatalogue, found: Spans): Uint8Array {
  const groups = new Uint8Array(rowsOfGroup.length);
  for (let i = 0; i < found.count; i++) {
    const { group } = rows[found.rows[i]!]!;
    if (group >= 0) groups[group] = 1;
  }
  return groups;
}

/** The same bytes as a Buffer, without copying. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
