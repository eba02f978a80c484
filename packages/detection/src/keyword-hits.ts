import { endsAbbreviation, isInsideWord } from './characters.ts';
import type { KeywordAutomaton } from './keyword-automaton.ts';
import { Spans } from './spans.ts';

/** Hits of every group in one order. */
interface HitColumns {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Once for each group that has the keyword; those of a group stand at `[first[group], first[group + 1])`. */
export interface GroupedHits {
  readonly first: Int32Array;
  readonly byStart: HitColumns;
  readonly byEnd: HitColumns;
}

/** Where keywords stand in a window. Offsets are into the window. */
export interface KeywordHits {
  /** Once for each place, by ascending start; `rows` are keywords. */
  readonly all: Spans;
  /** The groups that have a keyword. */
  readonly groupsOf: readonly (readonly number[])[];
}

/** `groupsOf[keyword]`: the groups that have it. */
export function findKeywords(
  automaton: KeywordAutomaton,
  groupsOf: readonly (readonly number[])[],
  bytes: Uint8Array,
): KeywordHits {
  const all = new Spans();
  const { columns, next, firstAccepting, ended, width } = automaton;
  const length = bytes.length;
  let state = 0;
  for (let i = 0; i < length; i++) {
    state = next[state + columns[bytes[i]!]!]!;
    if (state < firstAccepting) continue;
    for (const keyword of ended[(state - firstAccepting) / width]!) {
      const start = automaton.startOf(keyword, bytes, i + 1);
      if (start >= 0 && standsAlone(bytes, start, i + 1)) all.add(keyword, start, i + 1);
    }
  }
  insertionSort(all.starts, [all.ends, all.rows], 0, all.count);
  return { all, groupsOf };
}

export function noHits(): KeywordHits {
  return { all: new Spans(), groupsOf: [] };
}

/** The hits of the groups that are asked for, by group; `wanted[group]` is 1 for these. */
export function groupHits({ all, groupsOf }: KeywordHits, wanted: Uint8Array): GroupedHits {
  const groupCount = wanted.length;
  const first = new Int32Array(groupCount + 1);
  const { count, rows, starts, ends } = all;
  for (let i = 0; i < count; i++) for (const group of groupsOf[rows[i]!]!) first[group + 1]! += wanted[group]!;
  for (let group = 0; group < groupCount; group++) first[group + 1]! += first[group]!;
  const total = first[groupCount]!;
  const byStart = { starts: new Int32Array(total), ends: new Int32Array(total) };
  const next = first.slice();
  for (let i = 0; i < count; i++) {
    for (const group of groupsOf[rows[i]!]!) {
      if (wanted[group] === 0) continue;
      const place = next[group]!++;
      byStart.starts[place] = starts[i]!;
      byStart.ends[place] = ends[i]!;
    }
  }
  const byEnd = { starts: byStart.starts.slice(), ends: byStart.ends.slice() };
  for (let group = 0; group < groupCount; group++) {
    insertionSort(byEnd.ends, [byEnd.starts], first[group]!, first[group + 1]!);
  }
  return { first, byStart, byEnd };
}

/** Sorts `[from, to)` of several columns by `keys`, which are nearly in order. */
function insertionSort(keys: Int32Array, others: readonly Int32Array[], from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const key = keys[i]!;
    let k = i;
    while (k > from && keys[k - 1]! > key) k--;
    if (k === i) continue;
    for (const column of [keys, ...others]) {
      const moved = column[i]!;
      column.copyWithin(k + 1, k, i);
      column[k] = moved;
    }
  }
}

/** A keyword is no part of a longer word: "public" holds no "lic"; customerSsn, ssnNumber and SSNNumber hold "ssn". */
export function standsAlone(bytes: Uint8Array, start: number, end: number): boolean {
  if (isInsideWord(bytes, end) && !endsAbbreviation(bytes, end)) return false;
  return !isInsideWord(bytes, start) || isEscape(bytes, start);
}

/** The letter before `at` is that of a written `\n`, `\r` or `\t`. */
function isEscape(bytes: Uint8Array, at: number): boolean {
  const letter = bytes[at - 1];
  return at >= 2 && bytes[at - 2] === 0x5c && (letter === 0x6e || letter === 0x72 || letter === 0x74);
}
