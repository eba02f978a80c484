import { grown } from './spans.ts';

/** Intervals nearer to one another are searched as one: a call costs as much as these bytes. */
const JOIN_BYTES = 32;
const FIRST_CAPACITY = 32;
/** Lists that are kept for the next window, and the longest that is, in numbers: 32 MB in all. */
const MOST_KEPT = 256;
const LONGEST_KEPT = 32 * 1_024;

/** Places to look at. */
export class Intervals {
  private pairs = new Int32Array(FIRST_CAPACITY);
  private length = 0;
  private ascends = true;

  /** Pairs of start and end. */
  get all(): Int32Array {
    return this.pairs.subarray(0, this.length);
  }

  add(from: number, to: number): void {
    const { pairs, length } = this;
    if (length > 0) {
      const isAfter = from >= pairs[length - 2]!;
      if (isAfter && from <= pairs[length - 1]! + JOIN_BYTES) {
        if (to > pairs[length - 1]!) pairs[length - 1] = to;
        return;
      }
      this.ascends &&= isAfter;
    }
    if (length === pairs.length) this.pairs = grown(pairs);
    this.pairs[length] = from;
    this.pairs[length + 1] = to;
    this.length += 2;
  }

  clear(): this {
    if (this.pairs.length > LONGEST_KEPT) this.pairs = new Int32Array(FIRST_CAPACITY);
    this.length = 0;
    this.ascends = true;
    return this;
  }

  /** The same places, ascending and apart. */
  ordered(): Intervals {
    if (this.ascends) return this;
    const { all } = this;
    const order = Array.from({ length: all.length / 2 }, (_, i) => 2 * i).sort((a, b) => all[a]! - all[b]!);
    const joined = newIntervals();
    for (const i of order) joined.add(all[i]!, all[i + 1]!);
    return joined;
  }
}

const kept: Intervals[] = [];
let used = 0;

/** All lists are free again: they are used for the next window, as large as they are. */
export function freeIntervals(): void {
  used = 0;
}

/** An empty list. It stands until all are freed. */
export function newIntervals(): Intervals {
  if (used === MOST_KEPT) return new Intervals();
  if (used === kept.length) kept.push(new Intervals());
  return kept[used++]!.clear();
}

/** What is in one or the other, both ascending. */
function merged(one: Intervals, other: Intervals): Intervals {
  const [a, b] = [one.all, other.all];
  const both = newIntervals();
  let [i, k] = [0, 0];
  while (i < a.length || k < b.length) {
    if (k === b.length || (i < a.length && a[i]! <= b[k]!)) {
      both.add(a[i]!, a[i + 1]!);
      i += 2;
    } else {
      both.add(b[k]!, b[k + 1]!);
      k += 2;
    }
  }
  return both;
}

/** What is in some of them, all ascending: in rounds, so that no place is taken often. Undefined of none. */
export function mergedIntervals(lists: readonly Intervals[]): Intervals | undefined {
  let left = lists;
  while (left.length > 1) {
    const next: Intervals[] = [];
    for (let i = 0; i < left.length; i += 2) {
      const other = left[i + 1];
      next.push(other === undefined ? left[i]! : merged(left[i]!, other));
    }
    left = next;
  }
  return left[0];
}

/**
 * What of the places, pairs of start and end, lies in `[from, to)`. A match that begins before a place may reach into it: the first
 * place after `to` is kept as an empty one.
 */
export function within(places: ArrayLike<number>, from: number, to: number): number[] {
  const inside: number[] = [];
  for (let i = 0; i < places.length; i += 2) {
    if (places[i + 1]! <= from) continue;
    const start = Math.min(to, Math.max(from, places[i]!));
    inside.push(start, Math.min(to, places[i + 1]!));
    if (start === to) break;
  }
  return inside;
}
