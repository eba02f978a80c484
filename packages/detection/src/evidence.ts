import { countCharacters } from './characters.ts';
import { type GroupedHits, groupHits, type KeywordHits } from './keyword-hits.ts';
import { SegmentSweep, type Segments } from './layout/segments.ts';
import { CELL_CONTEXT_BYTES, KEYWORD_DISTANCE, KEYWORD_DISTANCE_BYTES, MAX_CHARACTER_BYTES } from './limits.ts';
import { firstAbove } from './spans.ts';

/** Where a span's keyword stands. */
export const Evidence = { None: 0, Name: 1, Cell: 2, Text: 3 } as const;
export type Evidence = (typeof Evidence)[keyof typeof Evidence];

/**
 * Looks for the keywords of spans of the `wanted` groups (1 for each); soon where a span begins no earlier than the last one of its
 * group.
 */
export class EvidenceSweep {
  private readonly hits: GroupedHits;
  private readonly segments: Segments;
  private readonly around: SegmentSweep;
  private readonly bytes: Uint8Array;
  private readonly distanceOfGroup: readonly (number | undefined)[];
  /** For each group: the first hit that ends after the last span's start; the first that begins at or after it. */
  private readonly before: Int32Array;
  private readonly after: Int32Array;
  /** The keyword that the last call found, in a cell or in text. */
  start = 0;
  end = 0;

  constructor(
    bytes: Uint8Array,
    hits: KeywordHits,
    wanted: Uint8Array,
    segments: Segments,
    distanceOfGroup: readonly (number | undefined)[],
  ) {
    this.distanceOfGroup = distanceOfGroup;
    this.hits = groupHits(hits, wanted);
    this.segments = segments;
    this.around = new SegmentSweep(segments);
    this.bytes = bytes;
    this.before = this.hits.first.slice();
    this.after = this.hits.first.slice();
  }

  /** What makes a span of a row of `group` meet its keyword rule. */
  of(group: number, start: number, end: number): Evidence {
    const segment = this.around.around(start, end);
    const distance = this.distanceOfGroup[group];
    if (segment >= 0) {
      const { starts, ends, names, sets } = this.segments;
      if (sets.has(names[segment]!, group)) return Evidence.Name;
      if (distance !== undefined) {
        return this.isBefore(group, starts[segment]!, start, end, distance) ? Evidence.Cell : Evidence.None;
      }
      return this.inCell(group, starts[segment]!, ends[segment]!, start, end) ? Evidence.Cell : Evidence.None;
    }
    if (distance !== undefined) return this.isBefore(group, 0, start, end, distance) ? Evidence.Text : Evidence.None;
    return this.inText(group, start, end) ? Evidence.Text : Evidence.None;
  }

  private inText(group: number, start: number, end: number): boolean {
    const { first, byEnd, byStart } = this.hits;
    const before = this.firstEndingAfter(group, start) - 1;
    if (before >= first[group]! && this.isNear(byEnd.ends[before]!, start)) {
      return this.found(byEnd.starts[before]!, byEnd.ends[before]!);
    }
    const after = this.firstFrom(group, start, end);
    if (after < first[group + 1]! && this.isNear(end, byStart.starts[after]!)) {
      return this.found(byStart.starts[after]!, byStart.ends[after]!);
    }
    return false;
  }

  /** The last keyword between `least` and the span, if its end is at most so many characters before the span's end. */
  private isBefore(group: number, least: number, start: number, end: number, characters: number): boolean {
    const { first, byEnd } = this.hits;
    const earliest = Math.max(least, end - MAX_CHARACTER_BYTES * characters);
    for (let i = this.firstEndingAfter(group, start) - 1; i >= first[group]! && byEnd.ends[i]! >= earliest; i--) {
      if (countCharacters(this.bytes, byEnd.ends[i]!, end) > characters) return false;
      if (byEnd.starts[i]! >= least) return this.found(byEnd.starts[i]!, byEnd.ends[i]!);
    }
    return false;
  }

  private inCell(group: number, cellStart: number, cellEnd: number, start: number, end: number): boolean {
    const { first, byEnd, byStart } = this.hits;
    const earliest = Math.max(cellStart, start - CELL_CONTEXT_BYTES);
    for (let i = this.firstEndingAfter(group, start) - 1; i >= first[group]! && byEnd.ends[i]! >= earliest; i--) {
      if (byEnd.starts[i]! >= cellStart) return this.found(byEnd.starts[i]!, byEnd.ends[i]!);
    }
    const latest = Math.min(cellEnd, end + CELL_CONTEXT_BYTES);
    for (let i = this.firstFrom(group, start, end); i < first[group + 1]! && byStart.starts[i]! <= latest; i++) {
      if (byStart.ends[i]! <= cellEnd) return this.found(byStart.starts[i]!, byStart.ends[i]!);
    }
    return false;
  }

  private firstEndingAfter(group: number, start: number): number {
    const { first, byEnd } = this.hits;
    const least = first[group]!;
    const last = this.before[group]!;
    const from = last > least && byEnd.ends[last - 1]! > start ? least : last;
    const near = firstAbove(byEnd.ends, from, first[group + 1]!, start);
    this.before[group] = near;
    return near;
  }

  /** The first hit that begins at or after `end`, of a span that begins at `start`. */
  private firstFrom(group: number, start: number, end: number): number {
    const { first, byStart } = this.hits;
    const least = first[group]!;
    const last = this.after[group]!;
    const from = last > least && byStart.starts[last - 1]! >= start ? least : last;
    const near = firstAbove(byStart.starts, from, first[group + 1]!, start - 1);
    this.after[group] = near;
    return firstAbove(byStart.starts, near, first[group + 1]!, end - 1);
  }

  private isNear(from: number, to: number): boolean {
    if (to - from <= KEYWORD_DISTANCE) return true;
    return to - from <= KEYWORD_DISTANCE_BYTES && countCharacters(this.bytes, from, to) <= KEYWORD_DISTANCE;
  }

  private found(start: number, end: number): true {
    this.start = start;
    this.end = end;
    return true;
  }
}
