import type { Candidate } from './candidates.ts';
import { type CompiledCatalogue, compiled } from './compile.ts';
import { openWindow } from './kernel/kernel.ts';
import { IS_DOUBTFUL, IS_ROW } from './kernel/memory-map.ts';
import { collectHits, findKeywords, type KeywordHits, noHits } from './keyword-hits.ts';
import type { Segments } from './layout/segments.ts';
import { type LayoutCursor, startLayout, walkLayout } from './layout/walk.ts';
import { CELL_REACH, TEXT_REACH } from './limits.ts';
import { advancePosition, type Counter, type Position, plainCounter } from './position.ts';
import { findCandidates, type Sight } from './prefilter.ts';
import type { Catalogue, Layout, Match, ScanState, Window, WindowResult } from './types.ts';
import { keywordEvidence, validatorRefusal } from './verify.ts';

/** A found span; offsets in the object. */
interface Span {
  /** Position of the identifier in the catalogue. */
  readonly row: number;
  readonly start: number;
  readonly end: number;
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
  const engine = compiled(catalogue);
  const progress = state as Progress;
  const bytes = asBuffer(window.bytes);
  const { base } = window;
  const end = base + bytes.length;
  if (base > progress.needFrom || end < progress.decided) {
    throw new Error(`the window [${base}, ${end}) must hold the bytes from ${progress.needFrom} on that came before`);
  }
  const reach = state.layout.kind === 'text' ? TEXT_REACH : CELL_REACH;
  const decided = window.last ? end : Math.max(progress.decided, end - engine.maxMatchBytes - reach);
  if (decided === progress.decided && !window.last) return { matches: [], state };

  const from = progress.decided - base;
  const to = decided - base;
  const { hits, sight } = lookAt(engine, bytes);
  const { segments, cursor } = walkLayout(progress.cursor, bytes, base, from, to, hits);
  const resume = new Array<number>(engine.rows.length).fill(from);
  for (const [row, offset] of progress.resume) resume[row] = offset - base;
  const candidates = findCandidates(engine, bytes, from, to, hits, segments, resume, sight);
  const spans = [...progress.pending];
  for (const candidate of candidates) {
    if (!passes(candidate, bytes, hits, segments)) continue;
    spans.push({ row: candidate.row.index, start: base + candidate.start, end: base + candidate.end });
  }
  spans.sort((a, b) => a.start - b.start || a.row - b.row || a.end - b.end);
  const ready = spans.filter((span) => span.start < decided);
  const start: Position = { at: from, line: progress.line, characters: progress.characters };
  const counter = sight?.window ?? plainCounter(bytes);
  const { matches, position } = place(engine, ready, bytes, base, start, counter);
  const here = advancePosition(position, bytes, to, counter);
  const next: Progress = {
    layout: state.layout,
    needFrom: Math.max(0, decided - reach),
    decided,
    line: here.line,
    characters: here.characters,
    resume: resume.flatMap((offset, row) => (offset > to ? [[row, base + offset] as const] : [])),
    pending: spans.slice(ready.length),
    cursor,
  };
  return { matches, state: next };
}

/** One look over a window: by the kernel, or by the keyword automaton alone where the kernel is missing or gives up. */
function lookAt(
  engine: CompiledCatalogue,
  bytes: Buffer,
): { readonly hits: KeywordHits; readonly sight: Sight | undefined } {
  const { kernel, groupsOf, rowsOfGroup } = engine;
  const window = kernel === undefined ? undefined : openWindow(kernel, bytes);
  if (window !== undefined) {
    const collector = collectHits(groupsOf, rowsOfGroup.length, bytes);
    // Grams do not look at the beginning of the object; a row that can match only there is tried there.
    const located = engine.atBegin.flatMap((row) => [row, 0, -1]);
    const complete = window.scan((entry, start, end) => {
      if (entry >= IS_ROW) located.push(entry - IS_ROW, start, end);
      else collector.add(entry & ~IS_DOUBTFUL, start, end, (entry & IS_DOUBTFUL) !== 0);
    });
    collector.finish();
    if (complete) return { hits: collector.hits, sight: { window, located } };
  }
  return { hits: keywordHits(engine, bytes), sight: undefined };
}

/** Keywords of a window; a catalogue without keyword groups skips the pass. */
export function keywordHits({ automaton, groupsOf, rowsOfGroup }: CompiledCatalogue, bytes: Buffer): KeywordHits {
  const groupCount = rowsOfGroup.length;
  return groupCount === 0 ? noHits(0) : findKeywords(automaton(), groupsOf, groupCount, bytes);
}

/** The same bytes as a Buffer, without copying. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function passes(candidate: Candidate, bytes: Buffer, hits: KeywordHits, segments: Segments): boolean {
  if (candidate.row.group >= 0 && keywordEvidence(candidate, bytes, hits, segments) === undefined) return false;
  return validatorRefusal(candidate, bytes) === null;
}

/** Adds line and column to spans in order of start. */
function place(
  engine: CompiledCatalogue,
  spans: readonly Span[],
  bytes: Buffer,
  base: number,
  start: Position,
  counter: Counter,
): { readonly matches: readonly Match[]; readonly position: Position } {
  let position = start;
  const matches = spans.map((span): Match => {
    position = advancePosition(position, bytes, span.start - base, counter);
    return {
      identifier: engine.rows[span.row]!.row.id,
      start: span.start,
      end: span.end,
      line: position.line,
      column: position.characters + 1,
    };
  });
  return { matches, position };
}
