import { type Code, call, FunctionBuilder, i32, select, Type } from '@dowser/wasm';
import {
  DISPATCH,
  DispatchField,
  IS_DOUBTFUL,
  IS_PREFIX,
  IS_ROW,
  NEEDS_WORDS,
  NEIGHBOURS,
  Neighbour,
  RECORD_BYTES,
  Shared,
} from './memory-map.ts';
import { ENDS } from './packed-dispatch.ts';
import { Index, setShared, shared } from './shared-code.ts';

const c = i32.const;

/** dispatch(at, end): records every keyword and every match of a row that begins at `at`. */
export function dispatch(): Code {
  const f = new FunctionBuilder(2);
  const [at, end] = [f.parameter(0), f.parameter(1)];
  const [columns, cells, cell, state, q, item, items] = f.locals(Type.i32, 7);
  const [id, to, neighbours, automaton, out, needsWords] = f.locals(Type.i32, 6);
  const field = (offset: number): Code => i32.load(c(DISPATCH), offset);
  const record = (): Code => [
    ...out.set(shared(Shared.Out)),
    ...i32.store(out.get, id.get),
    ...i32.store(out.get, at.get, 4),
    ...i32.store(out.get, to.get, 8),
    ...setShared(Shared.Out, i32.add(out.get, c(RECORD_BYTES))),
  ];
  const neighbour = (address: Code): Code => i32.load8(i32.load8(address), NEIGHBOURS);
  const row = (next: number): Code => [
    ...to.set(i32.load(i32.add(field(DispatchField.Automata), i32.shl(i32.and(id.get, c(~IS_ROW)), c(2))))),
    ...f.if(to.get, () => [
      ...neighbours.set(i32.and(to.get, c(IS_PREFIX))),
      ...automaton.set(i32.xor(to.get, neighbours.get)),
      ...to.set(call(Index.match, automaton.get, at.get, end.get)),
      ...f.branchIf(next, i32.eqz(to.get)),
      ...f.if(i32.eqz(neighbours.get), () => f.branchIf(next, call(Index.givesWay, automaton.get, at.get, end.get))),
      ...to.set(select(c(0), to.get, neighbours.get)),
    ]),
    ...record(),
    ...f.branch(next),
  ];
  const { Lower, Upper, Outside, Backslash, Escape } = Neighbour;
  const letters = c(Lower | Upper);
  // Letters on both sides of an edge make one word, unless they are a hump.
  const joined = (left: Code, right: Code): Code =>
    i32.and(
      i32.and(i32.ne(i32.and(left, letters), c(0)), i32.ne(i32.and(right, letters), c(0))),
      i32.eqz(i32.and(i32.and(left, c(Lower)), i32.shrU(i32.and(right, c(Upper)), c(1)))),
    );
  const capitals = (left: Code, right: Code): Code => i32.and(i32.and(left, right), c(Upper));
  const keyword = (next: number): Code => [
    ...to.set(q.get),
    ...needsWords.set(i32.and(id.get, c(NEEDS_WORDS))),
    ...id.set(i32.xor(id.get, needsWords.get)),
    ...neighbours.set(
      i32.or(
        i32.or(neighbour(i32.sub(at.get, c(1))), neighbour(at.get)),
        i32.or(neighbour(i32.sub(q.get, c(1))), neighbour(q.get)),
      ),
    ),
    // Two capitals at its end may be an abbreviation and the next word: the letter after them decides.
    ...f.if(
      i32.or(i32.and(neighbours.get, c(Outside)), capitals(neighbour(i32.sub(q.get, c(1))), neighbour(q.get))),
      () => [...id.set(i32.or(id.get, c(IS_DOUBTFUL))), ...record(), ...f.branch(next)],
    ),
    ...f.branchIf(next, joined(neighbour(i32.sub(q.get, c(1))), neighbour(q.get))),
    ...f.if(joined(neighbour(i32.sub(at.get, c(1))), neighbour(at.get)), () =>
      f.branchIf(
        next,
        i32.eqz(
          i32.and(
            i32.ne(i32.and(neighbour(i32.sub(at.get, c(1))), c(Escape)), c(0)),
            i32.ne(i32.and(neighbour(i32.sub(at.get, c(2))), c(Backslash)), c(0)),
          ),
        ),
      ),
    ),
    ...f.if(i32.and(i32.ne(needsWords.get, c(0)), shared(Shared.IsText)), () =>
      f.branchIf(next, i32.eqz(call(Index.nearWords, at.get, to.get))),
    ),
    ...record(),
  ];
  return f.finish([
    ...columns.set(field(DispatchField.Columns)),
    ...cells.set(field(DispatchField.Cells)),
    ...state.set(field(DispatchField.Begin)),
    ...q.set(at.get),
    ...f.block((out) =>
      f.loop((again) => [
        ...f.branchIf(out, i32.geU(q.get, end.get)),
        ...cell.set(
          i32.add(i32.add(cells.get, state.get), i32.load16(i32.add(columns.get, i32.shl(i32.load8(q.get), c(1))))),
        ),
        ...f.branchIf(out, i32.ne(i32.load(cell.get), state.get)),
        ...state.set(i32.load(cell.get, 4)),
        ...q.set(i32.add(q.get, c(1))),
        ...f.branchIf(again, i32.eqz(i32.and(state.get, c(ENDS)))),
        ...state.set(i32.xor(state.get, c(ENDS))),
        // What ends there: a count, then the entries.
        ...item.set(i32.load(i32.add(cells.get, state.get), 4)),
        ...items.set(i32.add(item.get, i32.shl(i32.load(item.get), c(2)))),
        ...f.while(
          () => i32.ltU(item.get, items.get),
          () => [
            ...item.set(i32.add(item.get, c(4))),
            ...id.set(i32.load(item.get)),
            ...f.block((next) => [...f.if(i32.and(id.get, c(IS_ROW)), () => row(next)), ...keyword(next)]),
          ],
        ),
        ...f.branch(again),
      ]),
    ),
    ...c(0),
  ]);
}
