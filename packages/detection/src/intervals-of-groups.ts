import { isAscii } from 'node:buffer';
import { beginsCharacter } from './characters.ts';
import { freeIntervals, type Intervals, mergedIntervals, newIntervals } from './intervals.ts';
import type { KeywordHits } from './keyword-hits.ts';
import { SegmentSweep, type Segments } from './layout/segments.ts';
import { CELL_CONTEXT_BYTES, KEYWORD_DISTANCE, MAX_CHARACTER_BYTES } from './limits.ts';

/** Bytes that are looked at together; at least KEYWORD_DISTANCE. */
const ASCII_BYTES = 32;

/**
 * For each keyword group that has some, the places where a match can meet the keyword rule: ascending and apart. They stand until the
 * next call.
 */
export function intervalsOfGroups(
  distanceOfGroup: readonly (number | undefined)[],
  bytes: Uint8Array,
  hits: KeywordHits,
  segments: Segments,
): readonly (Intervals | undefined)[] {
  freeIntervals();
  const lists = intervalsOfHits(distanceOfGroup, bytes, hits, segments).map((list) =>
    list === undefined ? [] : [list.ordered()],
  );
  for (const [set, places] of intervalsOfNames(segments)) {
    for (const group of segments.sets.groups(set)) lists[group]!.push(places);
  }
  return lists.map(mergedIntervals);
}

/** Those near the keywords, and in their cells and values. */
function intervalsOfHits(
  distanceOfGroup: readonly (number | undefined)[],
  bytes: Uint8Array,
  { all, groupsOf }: KeywordHits,
  segments: Segments,
): (Intervals | undefined)[] {
  const lists = distanceOfGroup.map((): Intervals | undefined => undefined);
  const listOf = (group: number): Intervals => (lists[group] ??= newIntervals());
  const cells = new SegmentSweep(segments);
  // Asked of all at once, it costs less than a few hits.
  const isPlain = isAscii(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let i = 0; i < all.count; i++) {
    const start = all.starts[i]!;
    const end = all.ends[i]!;
    // A match that only touches the reach of the keyword counts, too.
    let from =
      (isPlain || areAscii(view, start - ASCII_BYTES)
        ? start - KEYWORD_DISTANCE
        : reachBefore(bytes, start, KEYWORD_DISTANCE)) - 1;
    let to = (isPlain || areAscii(view, end) ? end + KEYWORD_DISTANCE : reachAfter(bytes, end, KEYWORD_DISTANCE)) + 1;
    const segment = cells.around(start, end);
    if (segment >= 0) {
      from = Math.min(from, Math.max(segments.starts[segment]!, start - CELL_CONTEXT_BYTES - 1));
      to = Math.max(to, Math.min(segments.ends[segment]!, end + CELL_CONTEXT_BYTES + 1));
    }
    for (const group of groupsOf[all.rows[i]!]!) {
      const distance = distanceOfGroup[group];
      // A match that must come after the keyword ends within the distance, in a cell or value no less.
      if (distance === undefined) listOf(group).add(from, to);
      else listOf(group).add(end, reachAfter(bytes, end, distance));
    }
  }
  return lists;
}

/** The cells and values under each set of keyword groups. */
function intervalsOfNames({ count, starts, ends, names }: Segments): ReadonlyMap<number, Intervals> {
  const lists = new Map<number, Intervals>();
  let last = 0;
  let list: Intervals | undefined;
  for (let i = 0; i < count; i++) {
    const set = names[i]!;
    if (set === 0) continue;
    if (list === undefined || set !== last) {
      list = lists.get(set) ?? newIntervals();
      lists.set(set, list);
      last = set;
    }
    list.add(starts[i]!, ends[i]!);
  }
  return lists;
}

/** True where ASCII_BYTES stand from `at` on, and all of them are ASCII. */
function areAscii(view: DataView, at: number): boolean {
  if (at < 0 || at + ASCII_BYTES > view.byteLength) return false;
  let bits = 0;
  for (let i = 0; i < ASCII_BYTES; i += 4) bits |= view.getInt32(at + i);
  return (bits & 0x8080_8080) === 0;
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
