import { type Code, i32, i64, type Local, select } from '@dowser/wasm';
import { BEFORES, OUT_END, SHARED, Shared } from './memory-map.ts';

const c = i32.const;

/** After the last place of a list. */
export const NO_PLACE = -1;

/** Positions of the kernel's functions. */
export const Index = {
  look: 0,
  pickPlaces: 1,
  pickTokens: 2,
  match: 3,
  dispatch: 4,
  token: 5,
  scan: 6,
  search: 7,
  findPlaces: 8,
  searchPlaces: 9,
  writeRecords: 10,
  countBetween: 11,
  escapeAt: 12,
  escapedBefore: 13,
  afterEscape: 14,
  givesWay: 15,
  nearWords: 16,
} as const;

export function shared(field: number): Code {
  return i32.load(c(SHARED), field);
}

export function setShared(field: number, value: Code): Code {
  return i32.store(c(SHARED), value, field);
}

/** What stands before `at` to an assertion. */
export function beforeAt(at: Local): Code {
  const table = i32.load8(i32.load8(i32.sub(at.get, c(1))), BEFORES);
  return [...c(0), ...table, ...i32.eq(at.get, shared(Shared.Begin)), 0x1b];
}

/** 1 where a written escape may have ended before `at`. */
export function markAt(at: Local): Code {
  const offset = i32.sub(at.get, shared(Shared.Begin));
  const marks = i32.load8(i32.add(shared(Shared.Marks), i32.shrU(offset, c(3))));
  return i32.and(i32.shrU(marks, i32.and(offset, c(7))), c(1));
}

/** True when there is no room for more records or the automata took too many steps. */
export function exhausted(): Code {
  return i32.or(i32.geU(shared(Shared.Out), c(OUT_END)), i32.gtU(shared(Shared.Steps), shared(Shared.MaxSteps)));
}

/** Of 64 bits for the bytes from `at` on, those before `end`. */
export function upTo(at: Local, end: Local): Code {
  const left = i32.sub(end.get, at.get);
  const some = i64.sub(i64.shl(i64.const(1), i64.extendU(left)), i64.const(1));
  return select(i64.const(-1), some, i32.geU(left, c(64)));
}
