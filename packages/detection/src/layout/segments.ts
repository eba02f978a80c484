import type { KeywordHits } from '../keyword-hits.ts';
import { firstAbove, grown } from '../spans.ts';
import { NameSets } from './name-sets.ts';

const FIRST_CAPACITY = 1024;

/** Cells or values, in order of place; text has none. Offsets are into the window; a start can lie before it. */
export class Segments {
  count = 0;
  starts = new Int32Array(FIRST_CAPACITY);
  ends = new Int32Array(FIRST_CAPACITY);
  /** Keyword groups in the names above the segment (its column, or the keys on its path), as a number of `sets`. */
  names = new Int32Array(FIRST_CAPACITY);
  sets: NameSets;

  constructor(hits: KeywordHits) {
    this.sets = new NameSets(hits);
  }

  /** Begins anew, with the memory it has. */
  clear(hits: KeywordHits): this {
    this.count = 0;
    this.sets = new NameSets(hits);
    return this;
  }

  add(start: number, end: number, names: number): void {
    if (end <= start) return;
    if (this.count === this.starts.length) {
      this.starts = grown(this.starts);
      this.ends = grown(this.ends);
      this.names = grown(this.names);
    }
    const i = this.count++;
    this.starts[i] = start;
    this.ends[i] = end;
    this.names[i] = names;
  }
}

/** Finds segments around places; soon where a place is not before the last one. */
export class SegmentSweep {
  private readonly segments: Segments;
  /** How many segments begin at or before the last place. */
  private passed = 0;

  constructor(segments: Segments) {
    this.segments = segments;
  }

  /** The segment that wholly holds `[start, end)`, or -1. */
  around(start: number, end: number): number {
    const { starts, ends, count } = this.segments;
    if (count === 0) return -1;
    const from = this.passed > 0 && starts[this.passed - 1]! > start ? 0 : this.passed;
    this.passed = firstAbove(starts, from, count, start);
    return this.passed > 0 && end <= ends[this.passed - 1]! ? this.passed - 1 : -1;
  }
}
