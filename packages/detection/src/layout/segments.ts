import { firstAbove } from '../keyword-hits.ts';

/** Cells or values, in order of place; text has none. Offsets are into the window; a start can lie before it. */
export interface Segments {
  readonly starts: number[];
  readonly ends: number[];
  /** Keyword groups in the names above the segment: its column, or the keys on its path. */
  readonly names: (readonly number[])[];
}

export function noSegments(): Segments {
  return { starts: [], ends: [], names: [] };
}

export function addSegment(segments: Segments, start: number, end: number, names: readonly number[]): void {
  if (end <= start) return;
  segments.starts.push(start);
  segments.ends.push(end);
  segments.names.push(names);
}

/** The segment that wholly holds `[start, end)`, or -1. */
export function segmentAround(segments: Segments, start: number, end: number): number {
  const i = firstAbove(segments.starts, start) - 1;
  return i >= 0 && end <= segments.ends[i]! ? i : -1;
}
