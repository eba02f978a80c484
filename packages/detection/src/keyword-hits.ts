import { endsAbbreviation, isInsideWord } from './characters.ts';
import type { KeywordAutomaton } from './keyword-automaton.ts';

/** Where keywords of one group stand, by ascending end. Offsets are into the window. */
export interface GroupHits {
  readonly starts: number[];
  readonly ends: number[];
  /** The same hits by ascending start, as positions in `starts`. */
  byStart: readonly number[] | undefined;
}

/** Where keywords stand in a window, by ascending end: once for each group that has the keyword. */
export interface KeywordHits {
  readonly starts: number[];
  readonly ends: number[];
  readonly groups: number[];
  readonly ofGroup: readonly GroupHits[];
}

/** `groupsOf[keyword]`: the groups that have it. */
export function findKeywords(
  automaton: KeywordAutomaton,
  groupsOf: readonly (readonly number[])[],
  groupCount: number,
  bytes: Uint8Array,
): KeywordHits {
  const hits = noHits(groupCount);
  const { columns, next, firstAccepting, ended, width } = automaton;
  const length = bytes.length;
  let state = 0;
  for (let i = 0; i < length; i++) {
    state = next[state + columns[bytes[i]!]!]!;
    if (state < firstAccepting) continue;
    for (const keyword of ended[(state - firstAccepting) / width]!) {
      const start = automaton.startOf(keyword, bytes, i + 1);
      if (start < 0 || !standsAlone(bytes, start, i + 1)) continue;
      for (const group of groupsOf[keyword]!) addHit(hits, group, start, i + 1);
    }
  }
  return hits;
}

/** Hits of keywords that come in order of start. */
export interface HitCollector {
  readonly hits: KeywordHits;
  /** `doubtful`: the keyword may be part of a longer word. */
  add(keyword: number, start: number, end: number, doubtful: boolean): void;
  /** Call it after the last. */
  finish(): void;
}

export function collectHits(
  groupsOf: readonly (readonly number[])[],
  groupCount: number,
  bytes: Uint8Array,
): HitCollector {
  const hits = noHits(groupCount);
  return {
    hits,
    add(keyword, start, end, doubtful) {
      if (doubtful && !standsAlone(bytes, start, end)) return;
      for (const group of groupsOf[keyword]!) addHit(hits, group, start, end);
    },
    finish() {
      orderByEnd(hits.ends, hits.starts, hits.groups);
      for (const { starts, ends } of hits.ofGroup) orderByEnd(ends, starts);
    },
  };
}

/** Sorts lists together by `ends`. They are nearly in order already. */
function orderByEnd(ends: number[], ...others: readonly number[][]): void {
  for (let i = 1; i < ends.length; i++) {
    const end = ends[i]!;
    let k = i;
    while (k > 0 && ends[k - 1]! > end) k--;
    if (k === i) continue;
    ends.copyWithin(k + 1, k, i);
    ends[k] = end;
    for (const list of others) {
      const moved = list[i]!;
      list.copyWithin(k + 1, k, i);
      list[k] = moved;
    }
  }
}

export function noHits(groupCount: number): KeywordHits {
  const ofGroup = Array.from({ length: groupCount }, (): GroupHits => ({ starts: [], ends: [], byStart: undefined }));
  return { starts: [], ends: [], groups: [], ofGroup };
}

function addHit(hits: KeywordHits, group: number, start: number, end: number): void {
  hits.starts.push(start);
  hits.ends.push(end);
  hits.groups.push(group);
  const own = hits.ofGroup[group]!;
  own.starts.push(start);
  own.ends.push(end);
}

/** A keyword is no part of a longer word: "public" holds no "lic"; customerSsn, ssnNumber and SSNNumber hold "ssn". */
function standsAlone(bytes: Uint8Array, start: number, end: number): boolean {
  if (isInsideWord(bytes, end) && !endsAbbreviation(bytes, end)) return false;
  return !isInsideWord(bytes, start) || isEscape(bytes, start);
}

/** The letter before `at` is that of a written `\n`, `\r` or `\t`. */
function isEscape(bytes: Uint8Array, at: number): boolean {
  const letter = bytes[at - 1];
  return at >= 2 && bytes[at - 2] === 0x5c && (letter === 0x6e || letter === 0x72 || letter === 0x74);
}

/** Groups with a keyword wholly inside `[from, to)`. */
export function groupsInside(hits: KeywordHits, from: number, to: number): readonly number[] {
  const found: number[] = [];
  for (let i = firstAbove(hits.ends, from); i < hits.ends.length && hits.ends[i]! <= to; i++) {
    const group = hits.groups[i]!;
    if (hits.starts[i]! >= from && !found.includes(group)) found.push(group);
  }
  return found;
}

/** Position of the first element of an ascending list that is greater than `value`. */
export function firstAbove(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Positions in `starts`, by ascending start. */
export function hitsByStart(hits: GroupHits): readonly number[] {
  hits.byStart ??= orderByStart(hits.starts);
  return hits.byStart;
}

/** Positions in a list that is nearly in order, by ascending value. */
function orderByStart(starts: readonly number[]): readonly number[] {
  const order: number[] = [];
  for (let i = 0; i < starts.length; i++) {
    let k = i;
    for (; k > 0 && starts[order[k - 1]!]! > starts[i]!; k--) order[k] = order[k - 1]!;
    order[k] = i;
  }
  return order;
}
