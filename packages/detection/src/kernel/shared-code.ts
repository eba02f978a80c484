import { BEFORES, OUT_END, SHARED, Shared } from './memory-map.ts';
import { type Code, i32, type Local } from './wasm.ts';

const c = i32.const;

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
  searchPlaces: 8,
  countByte: 9,
  countContinuations: 10,
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

/** True when there is no room for more records or the automata took too many steps. */
export function exhausted(): Code {
  return i32.or(i32.geU(shared(Shared.Out), c(OUT_END)), i32.gtU(shared(Shared.Steps), shared(Shared.MaxSteps)));
}
