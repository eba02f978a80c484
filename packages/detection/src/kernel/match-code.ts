import {
  type Code,
  call,
  drop,
  FunctionBuilder,
  i32,
  type Local,
  select,
  Type,
  VECTOR_BYTES,
  v128,
} from '@dowser/wasm';
import { Before } from '../pattern/automaton.ts';
import {
  AutomatonField,
  KINDS,
  NARROW,
  PlaceField,
  PROBE_BYTES,
  PROBES,
  ProbeField,
  RECORD_BYTES,
  Shared,
  WIDE,
} from './memory-map.ts';
import { beforeAt, exhausted, Index, markAt, setShared, shared } from './shared-code.ts';

const c = i32.const;

/** match(automaton, at, end): the end of the match that begins at `at`, or 0. `end` is that of the window. */
export function match(): Code {
  const f = new FunctionBuilder(3);
  const [automaton, at, end] = [f.parameter(0), f.parameter(1), f.parameter(2)];
  const [state, last, before] = f.locals(Type.i32, 3);
  return f.finish([
    ...before.set(beforeAt(at)),
    ...f.if(i32.eq(before.get, c(Before.Word)), () =>
      f.if(markAt(at), () => [
        ...state.set(call(Index.escapedBefore, at.get)),
        ...f.if(i32.ne(state.get, c(-1)), () =>
          f.return(call(Index.afterEscape, automaton.get, at.get, end.get, state.get)),
        ),
      ]),
    ),
    ...state.set(i32.load(i32.add(automaton.get, i32.shl(before.get, c(2))), AutomatonField.Starts)),
    ...runAutomaton(f, automaton, state, at, end, last),
    ...last.get,
  ]);
}

/** Reads from `at` on, beginning in `state`, which it changes; sets `last` to the end of the match, if there is one. */
export function runAutomaton(
  f: FunctionBuilder,
  automaton: Local,
  state: Local,
  at: Local,
  end: Local,
  last: Local,
): Code {
  const [table, columns, q] = f.locals(Type.i32, 3);
  const keepEnd = (): Code => f.if(i32.and(state.get, c(1)), () => last.set(q.get));
  const walk = (shift: Shift): Code => {
    const entryAt = (column: Code): Code => entry(shift, table.get, state.get, column);
    return f.block((out) =>
      f.loop((again) => [
        ...f.if(i32.geU(q.get, end.get), () => [
          ...state.set(entryAt(i32.load(automaton.get, AutomatonField.EndColumn))),
          ...keepEnd(),
          ...f.branch(out),
        ]),
        ...state.set(entryAt(i32.load8(i32.add(columns.get, i32.load8(q.get))))),
        ...keepEnd(),
        ...state.set(stateOf(state.get)),
        ...q.set(i32.add(q.get, c(1))),
        ...f.branchIf(again, state.get),
      ]),
    );
  };
  return [
    ...table.set(i32.load(automaton.get, AutomatonField.Table)),
    ...columns.set(i32.load(automaton.get, AutomatonField.Columns)),
    ...q.set(at.get),
    ...byShift(f, automaton, walk),
    ...setShared(Shared.Steps, i32.add(shared(Shared.Steps), i32.sub(q.get, at.get))),
  ];
}

/** The state to which the automaton goes from `state`, which it can begin in, by a byte. */
export function step(f: FunctionBuilder, automaton: Local, state: Local, byte: Code): Code {
  const column = i32.load8(i32.add(i32.load(automaton.get, AutomatonField.Columns), byte));
  const table = i32.load(automaton.get, AutomatonField.Table);
  return byShift(f, automaton, (shift) => state.set(stateOf(entry(shift, table, state.get, column))));
}

type Shift = typeof NARROW | typeof WIDE;

/** The code for the size of the automaton's entries. */
function byShift(f: FunctionBuilder, automaton: Local, code: (shift: Shift) => Code): Code {
  const isNarrow = i32.eq(i32.load(automaton.get, AutomatonField.Shift), c(NARROW));
  return f.block((done) => [...f.if(isNarrow, () => [...code(NARROW), ...f.branch(done)]), ...code(WIDE)]);
}

function entry(shift: Shift, table: Code, state: Code, column: Code): Code {
  const load = shift === NARROW ? i32.load16 : i32.load;
  return load(i32.add(i32.add(table, state), i32.shl(column, c(shift))));
}

function stateOf(entry: Code): Code {
  return i32.and(entry, c(~1));
}

/** By high nibble of a byte, its bit; what is beyond ASCII has none. */
const ASCII_HIGHS = Array.from({ length: VECTOR_BYTES }, (_, nibble) => (nibble < 8 ? 1 << nibble : 0));

/** search(automaton, from, to, end): adds records (start, end) of the matches that begin in [from, to), each after the one before. */
export function search(swizzle: (table: Code, index: Code) => Code): Code {
  const f = new FunctionBuilder(4);
  const [automaton, from, to, end] = [f.parameter(0), f.parameter(1), f.parameter(2), f.parameter(3)];
  const [first, at, matched, bits, noWords, marks, offset] = f.locals(Type.i32, 7);
  const [low, lowAfterWord, high, nibble, zero] = f.locals(Type.v128, 5);
  const [wordLow, wordHigh, x, highNibbles] = f.locals(Type.v128, 4);
  const probes = Array.from({ length: PROBES }, () => {
    const [probeLow, probeHigh] = f.locals(Type.v128, 2);
    return { offset: f.local(Type.i32), low: probeLow, high: probeHigh };
  });
  const loadProbes = probes.flatMap(({ offset: o, low: l, high: h }, i) => {
    const probe = AutomatonField.Probes + i * PROBE_BYTES;
    return [
      ...o.set(i32.load(automaton.get, probe + ProbeField.Offset)),
      ...l.set(v128.load(automaton.get, probe + ProbeField.Low)),
      ...h.set(v128.load(automaton.get, probe + ProbeField.High)),
    ];
  });
  const byNibbles = (lows: Local, highs: Code): Code => v128.and(swizzle(lows.get, v128.and(x.get, nibble.get)), highs);
  /** One bit for each byte that is zero. */
  const zeros = (vector: Code): Code => v128.bitmask(v128.eq(vector, zero.get));
  const highsOf = (table: Local): Code => swizzle(table.get, v128.and(v128.shr16(x.get, 4), nibble.get));
  /** One bit for each of 16 bytes after which one further on cannot be in a match that begins there. */
  const refused = v128.bitmask(
    probes
      .map(
        ({ offset, low: lowOf, high: highOf }): Code => [
          ...x.set(v128.load(i32.add(from.get, offset.get))),
          ...v128.eq(byNibbles(lowOf, highsOf(highOf)), zero.get),
        ],
      )
      .reduce((one, other) => v128.or(one, other)),
  );
  /** One bit for each of 16 bytes that some match can begin with, after such a byte as stands before it or, maybe, an escape. */
  const setBeginnings: Code = [
    ...x.set(v128.load(i32.sub(from.get, c(1)))),
    ...noWords.set(zeros(byNibbles(wordLow, highsOf(wordHigh)))),
    ...x.set(v128.load(from.get)),
    ...highNibbles.set(highsOf(high)),
    ...bits.set(
      i32.and(
        i32.or(zeros(byNibbles(low, highNibbles.get)), i32.xor(noWords.get, c(0xffff))),
        i32.or(zeros(byNibbles(lowAfterWord, highNibbles.get)), noWords.get),
      ),
    ),
    ...offset.set(i32.sub(from.get, shared(Shared.Begin))),
    ...marks.set(
      i32.and(
        i32.shrU(i32.load(i32.add(shared(Shared.Marks), i32.shrU(offset.get, c(3)))), i32.and(offset.get, c(7))),
        c(0xffff),
      ),
    ),
    ...bits.set(i32.xor(bits.get, c(0xffff))),
    ...f.if(bits.get, () => bits.set(i32.and(bits.get, i32.xor(refused, c(-1))))),
    ...bits.set(i32.or(bits.get, marks.get)),
  ];
  const left = i32.sub(to.get, from.get);
  const canBegin = i32.and(
    i32.or(
      i32.shrU(i32.load8(i32.add(first.get, i32.load8(at.get))), beforeAt(at)),
      i32.shrU(marks.get, i32.sub(at.get, from.get)),
    ),
    c(1),
  );
  const attempt = (out: number, again: number, next: number): Code => [
    ...f.if(exhausted(), () => [...from.set(at.get), ...f.branch(out)]),
    ...f.if(matched.tee(call(Index.match, automaton.get, at.get, end.get)), () => [
      ...f.if(call(Index.givesWay, automaton.get, at.get, end.get), () => f.branch(next)),
      ...i32.store(shared(Shared.Out), at.get),
      ...i32.store(shared(Shared.Out), matched.get, 4),
      ...setShared(Shared.Out, i32.add(shared(Shared.Out), c(RECORD_BYTES))),
      ...from.set(matched.get),
      ...f.branch(again),
    ]),
  ];
  return f.finish([
    ...first.set(i32.load(automaton.get, AutomatonField.First)),
    ...low.set(v128.load(automaton.get, AutomatonField.Low)),
    ...lowAfterWord.set(v128.load(automaton.get, AutomatonField.LowAfterWord)),
    ...high.set(v128.load(automaton.get, AutomatonField.High)),
    ...wordLow.set(v128.load(c(KINDS))),
    ...wordHigh.set(v128.load(c(KINDS), VECTOR_BYTES)),
    ...nibble.set(v128.splat(0x0f)),
    ...zero.set(v128.splat(0)),
    ...loadProbes,
    ...f.block((out) =>
      f.loop((again) => [
        ...f.branchIf(out, i32.geU(from.get, to.get)),
        ...setBeginnings,
        ...f.if(i32.ltU(left, c(VECTOR_BYTES)), () => bits.set(i32.and(bits.get, i32.sub(i32.shl(c(1), left), c(1))))),
        ...f.while(
          () => bits.get,
          () => [
            ...at.set(i32.add(from.get, i32.ctz(bits.get))),
            ...bits.set(i32.and(bits.get, i32.sub(bits.get, c(1)))),
            ...f.block((next) => f.if(canBegin, () => attempt(out, again, next))),
          ],
        ),
        ...from.set(i32.add(from.get, c(VECTOR_BYTES))),
        ...f.if(i32.gtU(from.get, to.get), () => from.set(to.get)),
        ...f.branch(again),
      ]),
    ),
    ...setShared(Shared.Reached, from.get),
    ...c(0),
  ]);
}

/**
 * searchPlaces(automaton, from, place, limit, end): search in each place of a list (PlaceField) in turn, not before `from` nor from
 * `limit` on. Each begins after a byte that no match can hold, or where the search before it stopped. Returns the address of the
 * place where it gave up, or 0.
 */
export function searchPlaces(swizzle: (table: Code, index: Code) => Code): Code {
  const f = new FunctionBuilder(5);
  const [automaton, from, place, limit] = [f.parameter(0), f.parameter(1), f.parameter(2), f.parameter(3)];
  const end = f.parameter(4);
  const [at, to, outside] = f.locals(Type.i32, 3);
  const [inside, high, nibble, x] = f.locals(Type.v128, 4);
  /** One bit for each of the 16 bytes before `at` that no match can hold. */
  const setOutside: Code = [
    ...x.set(v128.load(i32.sub(at.get, c(VECTOR_BYTES)))),
    ...outside.set(
      v128.bitmask(
        v128.eq(
          v128.and(
            swizzle(inside.get, v128.and(x.get, nibble.get)),
            swizzle(high.get, v128.and(v128.shr16(x.get, 4), nibble.get)),
          ),
          v128.splat(0),
        ),
      ),
    ),
    // What is beyond ASCII has no bit of its own in the tables.
    ...outside.set(
      i32.and(
        outside.get,
        i32.xor(i32.and(v128.bitmask(x.get), i32.load(automaton.get, AutomatonField.InsideBeyond)), c(-1)),
      ),
    ),
  ];
  /** Back to a byte that no match can hold, or to `from`. */
  const goBack = (): Code => [
    ...f.block((out) =>
      f.while(
        () => i32.gtU(at.get, from.get),
        () => [
          ...setOutside,
          ...f.if(outside.get, () => [
            ...at.set(i32.sub(at.get, i32.sub(i32.clz(outside.get), c(32 - VECTOR_BYTES)))),
            ...f.branch(out),
          ]),
          ...at.set(i32.sub(at.get, c(VECTOR_BYTES))),
        ],
      ),
    ),
    ...f.if(i32.ltU(at.get, from.get), () => at.set(from.get)),
  ];
  const atMost = (value: Local, most: Local): Code => f.if(i32.gtU(value.get, most.get), () => value.set(most.get));
  return f.finish([
    ...inside.set(v128.load(automaton.get, AutomatonField.Inside)),
    ...high.set(v128.const(ASCII_HIGHS)),
    ...nibble.set(v128.splat(0x0f)),
    ...f.block((out) =>
      f.while(
        () => place.get,
        () => [
          ...at.set(i32.load(place.get, PlaceField.From)),
          ...to.set(i32.load(place.get, PlaceField.To)),
          ...atMost(at, limit),
          ...atMost(to, limit),
          ...f.if(i32.ltU(at.get, from.get), () => at.set(from.get)),
          ...f.if(i32.ltU(from.get, to.get), goBack),
          ...f.if(i32.ltU(at.get, to.get), () => [
            ...drop(call(Index.search, automaton.get, at.get, to.get, end.get)),
            ...from.set(shared(Shared.Reached)),
            ...f.branchIf(out, i32.ltU(from.get, to.get)),
          ]),
          // Of the places after the limit, the first may have been reached into.
          ...place.set(
            select(
              c(0),
              i32.load(place.get, PlaceField.Next),
              i32.geU(i32.load(place.get, PlaceField.From), limit.get),
            ),
          ),
        ],
      ),
    ),
    ...setShared(Shared.Reached, from.get),
    ...place.get,
  ]);
}
