import { Before } from '../pattern/automaton.ts';
import { AutomatonField, INSIDE_BIT, KINDS, RECORD_BYTES, Shared } from './memory-map.ts';
import { beforeAt, exhausted, Index, markAt, setShared, shared } from './shared-code.ts';
import { type Code, call, FunctionBuilder, i32, type Local, Type, v128 } from './wasm.ts';

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
  const entryAt = (column: Code): Code =>
    i32.load(i32.add(i32.add(table.get, i32.shl(state.get, c(2))), i32.shl(column, c(2))));
  const keepEnd = (): Code => f.if(i32.and(state.get, c(1)), () => last.set(q.get));
  return [
    ...table.set(i32.load(automaton.get, AutomatonField.Table)),
    ...columns.set(i32.load(automaton.get, AutomatonField.Columns)),
    ...q.set(at.get),
    ...f.block((out) => [
      ...f.loop((again) => [
        ...f.if(i32.geU(q.get, end.get), () => [
          ...state.set(entryAt(i32.load(automaton.get, AutomatonField.EndColumn))),
          ...keepEnd(),
          ...f.branch(out),
        ]),
        ...state.set(entryAt(i32.load8(i32.add(columns.get, i32.load8(q.get))))),
        ...keepEnd(),
        ...state.set(i32.shrU(state.get, c(1))),
        ...q.set(i32.add(q.get, c(1))),
        ...f.branchIf(again, state.get),
      ]),
    ]),
    ...setShared(Shared.Steps, i32.add(shared(Shared.Steps), i32.sub(q.get, at.get))),
  ];
}

const VECTOR_BYTES = 16;

/** search(automaton, from, to, end): adds records (start, end) of the matches that begin in [from, to), each after the one before. */
export function search(swizzle: (table: Code, index: Code) => Code): Code {
  const f = new FunctionBuilder(4);
  const [automaton, from, to, end] = [f.parameter(0), f.parameter(1), f.parameter(2), f.parameter(3)];
  const [first, at, matched, bits, noWords, marks, offset] = f.locals(Type.i32, 7);
  const [low, lowAfterWord, high, nibble, zero] = f.locals(Type.v128, 5);
  const [wordLow, wordHigh, x, highNibbles] = f.locals(Type.v128, 4);
  const byNibbles = (lows: Local, highs: Code): Code => v128.and(swizzle(lows.get, v128.and(x.get, nibble.get)), highs);
  /** One bit for each byte that is zero. */
  const zeros = (vector: Code): Code => v128.bitmask(v128.eq(vector, zero.get));
  const highsOf = (table: Local): Code => swizzle(table.get, v128.and(v128.shr16(x.get, 4), nibble.get));
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
    ...bits.set(i32.or(i32.xor(bits.get, c(0xffff)), marks.get)),
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
 * searchPlaces(automaton, from, list, listEnd, end): search in each place of a list (pairs of addresses, ascending and apart) in
 * turn, not before `from`. Each begins after a byte that no match can hold, or where the search before it stopped. Returns the
 * address of the place where it gave up, or `listEnd`.
 */
export function searchPlaces(): Code {
  const f = new FunctionBuilder(5);
  const [automaton, from, list, listEnd] = [f.parameter(0), f.parameter(1), f.parameter(2), f.parameter(3)];
  const end = f.parameter(4);
  const [first, at, to] = f.locals(Type.i32, 3);
  const isInside = (): Code => i32.load8(i32.add(first.get, i32.load8(i32.sub(at.get, c(1)))));
  return f.finish([
    ...first.set(i32.load(automaton.get, AutomatonField.First)),
    ...f.block((out) =>
      f.while(
        () => i32.ltU(list.get, listEnd.get),
        () => [
          ...at.set(i32.load(list.get)),
          ...to.set(i32.load(list.get, 4)),
          ...f.if(i32.ltU(at.get, from.get), () => at.set(from.get)),
          ...f.if(i32.ltU(from.get, to.get), () =>
            f.while(
              () => i32.and(i32.gtU(at.get, from.get), i32.and(i32.shrU(isInside(), c(INSIDE_BIT)), c(1))),
              () => at.set(i32.sub(at.get, c(1))),
            ),
          ),
          ...f.if(i32.ltU(at.get, to.get), () => [
            ...call(Index.search, automaton.get, at.get, to.get, end.get),
            0x1a,
            ...from.set(shared(Shared.Reached)),
            ...f.branchIf(out, i32.ltU(from.get, to.get)),
          ]),
          ...list.set(i32.add(list.get, c(8))),
        ],
      ),
    ),
    ...setShared(Shared.Reached, from.get),
    ...list.get,
  ]);
}
