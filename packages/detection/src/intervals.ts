import { beginsCharacter } from './characters.ts';
import type { KeywordHits } from './keyword-hits.ts';
import { SegmentSweep, type Segments } from './layout/segments.ts';
import { CELL_CONTEXT_BYTES, KEYWORD_DISTANCE, MAX_CHARACTER_BYTES } from './limits.ts';

/** Intervals nearer to one another are searched as one: a call costs as much as these bytes. */
const JOIN_BYTES = 256;
/** Bytes that are looked at together; at least KEYWORD_DISTANCE. */
const ASCII_BYTES = 32;

/** Places to look at, ascending and apart: pairs of start and end. */
export type Intervals = number[];

/**
 * What of the places lies in `[from, to)`. A match that begins before a place may reach into it: the first place after `to` is kept as
 * an empty one.
 */
export function within(places: Intervals, from: number, to: number): Intervals {
  const inside: Intervals = [];
  for (let i = 0; i < places.length; i += 2) {
    if (places[i + 1]! <= from) continue;
    const start = Math.min(to, Math.max(from, places[i]!));
    inside.push(start, Math.min(to, places[i + 1]!));
    if (start === to) break;
  }
  return inside;
}

/** For each keyword group, the places where a match can meet the keyword rule. */
export function intervalsOfGroups(
  distanceOfGroup: readonly (number | undefined)[],
  bytes: Uint8Array,
  { all, groupsOf }: KeywordHits,
  segments: Segments,
): readonly Intervals[] {
  const lists = distanceOfGroup.map((): Intervals => []);
  const cells = new SegmentSweep(segments);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let i = 0; i < all.count; i++) {
    const start = all.starts[i]!;
    const end = all.ends[i]!;
    // A match that only touches the reach of the keyword counts, too.
    let from =
      (isAscii(view, start - ASCII_BYTES) ? start - KEYWORD_DISTANCE : reachBefore(bytes, start, KEYWORD_DISTANCE)) - 1;
    let to = (isAscii(view, end) ? end + KEYWORD_DISTANCE : reachAfter(bytes, end, KEYWORD_DISTANCE)) + 1;
    const segment = cells.around(start, end);
    if (segment >= 0) {
      from = Math.min(from, Math.max(segments.starts[segment]!, start - CELL_CONTEXT_BYTES - 1));
      to = Math.max(to, Math.min(segments.ends[segment]!, end + CELL_CONTEXT_BYTES + 1));
    }
    for (const group of groupsOf[all.rows[i]!]!) {
      const distance = distanceOfGroup[group];
      // A match that must come after the keyword ends within the distance, in a cell or value no less.
      if (distance === undefined) extend(lists[group]!, from, to);
      else extend(lists[group]!, end, reachAfter(bytes, end, distance));
    }
  }
  for (const [set, places] of intervalsOfNames(segments)) {
    for (const group of segments.sets.groups(set)) {
      for (let i = 0; i < places.length; i += 2) extend(lists[group]!, places[i]!, places[i + 1]!);
    }
  }
  return lists;
}

/** The cells and values under each set of keyword groups. */
function intervalsOfNames({ count, starts, ends, names }: Segments): ReadonlyMap<number, Intervals> {
  const lists = new Map<number, Intervals>();
  let last = 0;
  let list: Intervals = [];
  for (let i = 0; i < count; i++) {
    const set = names[i]!;
    if (set === 0) continue;
    if (set !== last) {
      list = lists.get(set) ?? [];
      lists.set(set, list);
      last = set;
    }
    extend(list, starts[i]!, ends[i]!);
  }
  return lists;
}

/** True where ASCII_BYTES stand from `at` on, and all of them are ASCII. */
function isAscii(view: DataView, at: number): boolean {
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

function extend(list: Intervals, from: number, to: number): void {
  const last = list.length - 2;
  if (last >= 0 && from >= list[last]! && from <= list[last + 1]! + JOIN_BYTES) {
    list[last + 1] = Math.max(list[last + 1]!, to);
  } else list.push(from, to);
}

/** The same places, ascending and apart. */
export function ordered(list: Intervals): Intervals {
  let sorted = true;
  for (let i = 2; i < list.length && sorted; i += 2) sorted = list[i]! >= list[i - 2]!;
  if (sorted) return list;
  const pairs: [number, number][] = [];
  for (let i = 0; i < list.length; i += 2) pairs.push([list[i]!, list[i + 1]!]);
  pairs.sort((a, b) => a[0] - b[0]);
  const joined: Intervals = [];
  for (const [from, to] of pairs) extend(joined, from, to);
  return joined;
}
