import {
  AutomatonField,
  BEFORES,
  BITS,
  BLOCK_BYTES,
  DISPATCH,
  DispatchField,
  IS_DOUBTFUL,
  IS_ROW,
  NEIGHBOURS,
  Neighbour,
  OUT,
  OUT_END,
  RECORD_BYTES,
  SHARED,
  Shared,
  TEDDY,
  TEDDY_BOUNDED,
} from './memory-map.ts';
import { assembleModule, type Code, call, FunctionBuilder, i32, i64, type Local, Type, v128 } from './wasm.ts';

const c = i32.const;
const Index = { teddy: 0, match: 1, dispatch: 2, scan: 3, search: 4, countByte: 5, countContinuations: 6 } as const;

function shared(field: number): Code {
  return i32.load(c(SHARED), field);
}

function setShared(field: number, value: Code): Code {
  return i32.store(c(SHARED), value, field);
}

/** The kernel as a WebAssembly module. `relaxed` uses the faster table look-up of machines that have it. */
export function kernelCode(relaxed: boolean): Uint8Array<ArrayBuffer> {
  const functions = [
    { name: 'teddy', parameters: 2, code: teddy(relaxed ? v128.relaxedSwizzle : v128.swizzle) },
    { name: 'match', parameters: 3, code: match() },
    { name: 'dispatch', parameters: 2, code: dispatch() },
    { name: 'scan', parameters: 3, code: scan() },
    { name: 'search', parameters: 4, code: search() },
    { name: 'countByte', parameters: 3, code: countEqual() },
    { name: 'countContinuations', parameters: 2, code: countContinuations() },
  ];
  return assembleModule(functions);
}

/**
 * teddy(at, groups): for 16 bytes at a time, which of them are the fourth of four that some bucket allows. A place inside a
 * word does not count for the bounded buckets.
 */
function teddy(swizzle: (table: Code, index: Code) => Code): Code {
  const f = new FunctionBuilder(2);
  const [at, groups] = [f.parameter(0), f.parameter(1)];
  const out = f.local(Type.i32);
  const vector = (): Local => f.local(Type.v128);
  const tables = Array.from({ length: 8 }, vector);
  const [bounded, x, before, lowNibble, highNibble] = [vector(), vector(), vector(), vector(), vector()];
  const [letter, left, inside, insideBefore] = [vector(), vector(), vector(), vector()];
  const found = [vector(), vector(), vector(), vector()];
  const earlier = [vector(), vector(), vector()];
  const nibbles = (): Code => [
    ...lowNibble.set(v128.and(x.get, v128.splat(0x0f))),
    ...highNibble.set(v128.and(v128.shr16(x.get, 4), v128.splat(0x0f))),
  ];
  const look = (k: number): Code =>
    v128.and(swizzle(tables[2 * k]!.get, lowNibble.get), swizzle(tables[2 * k + 1]!.get, highNibble.get));
  const isLetter = (bytes: Code): Code =>
    v128.ltU(v128.sub(v128.or(bytes, v128.splat(0x20)), v128.splat(0x61)), v128.splat(26));
  // Inside a word: letters here and before, no camelCase hump, and the one before is not that of an escape like \n.
  const wordInside = (): Code => [
    ...left.set(v128.window(before.get, x.get, 15)),
    ...inside.set(v128.and(isLetter(x.get), isLetter(left.get))),
    ...letter.set(v128.and(v128.andNot(left.get, x.get), v128.splat(0x20))),
    ...inside.set(v128.and(inside.get, v128.eq(letter.get, v128.splat(0)))),
    ...inside.set(v128.andNot(inside.get, v128.eq(v128.window(before.get, x.get, 14), v128.splat('\\'.charCodeAt(0))))),
  ];
  const first = v128.window(earlier[0]!.get, found[0]!.get, 13);
  const second = v128.window(earlier[1]!.get, found[1]!.get, 14);
  const third = v128.window(earlier[2]!.get, found[2]!.get, 15);
  const all = v128.and(v128.and(first, second), v128.and(third, found[3]!.get));
  const atStart = v128.window(insideBefore.get, inside.get, 13);
  return f.finish([
    ...tables.flatMap((table, i) => table.set(v128.load(c(TEDDY), 16 * i))),
    ...bounded.set(v128.load(c(TEDDY_BOUNDED))),
    ...out.set(c(BITS)),
    ...groups.set(i32.add(out.get, i32.shl(groups.get, c(1)))),
    ...x.set(v128.load(i32.sub(at.get, c(16)))),
    ...before.set(v128.load(i32.sub(at.get, c(32)))),
    ...nibbles(),
    ...earlier.flatMap((one, k) => one.set(look(k))),
    ...wordInside(),
    ...insideBefore.set(inside.get),
    ...before.set(x.get),
    ...f.loop((again) => [
      ...x.set(v128.load(at.get)),
      ...nibbles(),
      ...found.flatMap((one, k) => one.set(look(k))),
      ...wordInside(),
      ...letter.set(v128.andNot(all, v128.and(atStart, bounded.get))),
      ...i32.store16(out.get, i32.xor(v128.bitmask(v128.eq(letter.get, v128.splat(0))), c(0xffff))),
      ...earlier.flatMap((one, k) => one.set(found[k]!.get)),
      ...insideBefore.set(inside.get),
      ...before.set(x.get),
      ...at.set(i32.add(at.get, c(16))),
      ...f.branchIf(again, i32.ltU(out.tee(i32.add(out.get, c(2))), groups.get)),
    ]),
    ...c(0),
  ]);
}

/** match(automaton, at, end): the end of the match that begins at `at`, or 0. `end` is that of the window. */
function match(): Code {
  const f = new FunctionBuilder(3);
  const [automaton, at, end] = [f.parameter(0), f.parameter(1), f.parameter(2)];
  const [table, columns, entry, last, q] = [
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
  ];
  const entryAt = (column: Code): Code =>
    i32.load(i32.add(i32.add(table.get, i32.shl(entry.get, c(2))), i32.shl(column, c(2))));
  const keepEnd = (): Code => f.if(i32.and(entry.get, c(1)), () => last.set(q.get));
  return f.finish([
    ...table.set(i32.load(automaton.get, AutomatonField.Table)),
    ...columns.set(i32.load(automaton.get, AutomatonField.Columns)),
    ...entry.set(i32.load(i32.add(automaton.get, i32.shl(beforeAt(at), c(2))), AutomatonField.Starts)),
    ...q.set(at.get),
    ...f.block((out) => [
      ...f.loop((again) => [
        ...f.if(i32.geU(q.get, end.get), () => [
          ...entry.set(entryAt(i32.load(automaton.get, AutomatonField.EndColumn))),
          ...keepEnd(),
          ...f.branch(out),
        ]),
        ...entry.set(entryAt(i32.load8(i32.add(columns.get, i32.load8(q.get))))),
        ...keepEnd(),
        ...entry.set(i32.shrU(entry.get, c(1))),
        ...q.set(i32.add(q.get, c(1))),
        ...f.branchIf(again, entry.get),
      ]),
    ]),
    ...setShared(Shared.Steps, i32.add(shared(Shared.Steps), i32.sub(q.get, at.get))),
    ...last.get,
  ]);
}

/** What stands before `at` to an assertion. */
function beforeAt(at: Local): Code {
  const table = i32.load8(i32.load8(i32.sub(at.get, c(1))), BEFORES);
  return [...c(0), ...table, ...i32.eq(at.get, shared(Shared.Begin)), 0x1b];
}

/** dispatch(at, end): records every keyword and every match of a row that begins at `at`. */
function dispatch(): Code {
  const f = new FunctionBuilder(2);
  const [at, end] = [f.parameter(0), f.parameter(1)];
  const [columns, table, accepting, state, q, item, items] = [
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
  ];
  const [id, to, neighbours] = [f.local(Type.i32), f.local(Type.i32), f.local(Type.i32)];
  const field = (offset: number): Code => i32.load(c(DISPATCH), offset);
  const record = (): Code => [
    ...i32.store(shared(Shared.Out), id.get),
    ...i32.store(shared(Shared.Out), at.get, 4),
    ...i32.store(shared(Shared.Out), to.get, 8),
    ...setShared(Shared.Out, i32.add(shared(Shared.Out), c(RECORD_BYTES))),
  ];
  const neighbour = (address: Code): Code => i32.load8(i32.load8(address), NEIGHBOURS);
  const row = (next: number): Code => [
    ...to.set(i32.load(i32.add(field(DispatchField.Automata), i32.shl(i32.and(id.get, c(~IS_ROW)), c(2))))),
    ...f.if(to.get, () => [
      ...to.set(call(Index.match, to.get, at.get, end.get)),
      ...f.branchIf(next, i32.eqz(to.get)),
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
  const keyword = (next: number): Code => [
    ...to.set(q.get),
    ...neighbours.set(
      i32.or(
        i32.or(neighbour(i32.sub(at.get, c(1))), neighbour(at.get)),
        i32.or(neighbour(i32.sub(q.get, c(1))), neighbour(q.get)),
      ),
    ),
    ...f.if(i32.and(neighbours.get, c(Outside)), () => [
      ...id.set(i32.or(id.get, c(IS_DOUBTFUL))),
      ...record(),
      ...f.branch(next),
    ]),
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
    ...record(),
  ];
  return f.finish([
    ...columns.set(field(DispatchField.Columns)),
    ...table.set(field(DispatchField.Table)),
    ...accepting.set(field(DispatchField.FirstAccepting)),
    ...q.set(at.get),
    ...f.block((out) =>
      f.loop((again) => [
        ...f.branchIf(out, i32.geU(q.get, end.get)),
        ...state.set(
          i32.load(
            i32.add(i32.add(table.get, state.get), i32.shl(i32.load8(i32.add(columns.get, i32.load8(q.get))), c(2))),
          ),
        ),
        ...f.branchIf(out, i32.eqz(state.get)),
        ...q.set(i32.add(q.get, c(1))),
        ...f.branchIf(again, i32.ltU(state.get, accepting.get)),
        // Before an accepting state's row stands the address of what ends there: a count, then the entries.
        ...item.set(i32.load(i32.sub(i32.add(table.get, state.get), c(4)))),
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

/** scan(from, to, end): records what begins in [from, to); Shared.Reached is `to`, or less when records or steps ran out. */
function scan(): Code {
  const f = new FunctionBuilder(3);
  const [from, to, end] = [f.parameter(0), f.parameter(1), f.parameter(2)];
  const [blockEnd, words, word, base, at] = [
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
  ];
  const bits = f.local(Type.i64);
  const exhausted = i32.or(
    i32.geU(shared(Shared.Out), c(OUT_END)),
    i32.gtU(shared(Shared.Steps), shared(Shared.MaxSteps)),
  );
  const visit = (skip: number): Code => [
    ...at.set(i32.sub(i32.add(base.get, i32.wrap(i64.ctz(bits.get))), c(3))),
    ...bits.set(i64.and(bits.get, i64.sub(bits.get, i64.const(1)))),
    ...f.branchIf(skip, i32.ltU(at.get, from.get)),
    ...f.branchIf(skip, i32.geU(at.get, blockEnd.get)),
    ...f.if(exhausted, () => [...setShared(Shared.Reached, at.get), ...f.return(c(0))]),
    ...call(Index.dispatch, at.get, end.get),
    0x1a,
  ];
  return f.finish([
    ...setShared(Shared.Out, c(OUT)),
    ...f.while(
      () => i32.ltU(from.get, to.get),
      () => [
        ...blockEnd.set(i32.add(from.get, c(BLOCK_BYTES))),
        ...f.if(i32.gtU(blockEnd.get, to.get), () => blockEnd.set(to.get)),
        // The last place of the block ends three bytes on.
        ...words.set(i32.shrU(i32.add(i32.sub(blockEnd.get, from.get), c(3 + 63)), c(6))),
        ...call(Index.teddy, from.get, i32.shl(words.get, c(2))),
        0x1a,
        ...word.set(c(0)),
        ...base.set(from.get),
        ...f.while(
          () => i32.ltU(word.get, words.get),
          () => [
            ...bits.set(i64.load(i32.shl(word.get, c(3)), BITS)),
            ...f.while(
              () => i32.eqz(i64.eqz(bits.get)),
              () => f.block((skip) => visit(skip)),
            ),
            ...base.set(i32.add(base.get, c(64))),
            ...word.set(i32.add(word.get, c(1))),
          ],
        ),
        ...from.set(blockEnd.get),
      ],
    ),
    ...setShared(Shared.Reached, to.get),
    ...c(0),
  ]);
}

/** search(automaton, from, to, end): records (start, end) of the matches that begin in [from, to), each after the one before. */
function search(): Code {
  const f = new FunctionBuilder(4);
  const [automaton, from, to, end] = [f.parameter(0), f.parameter(1), f.parameter(2), f.parameter(3)];
  const [first, before, matched] = [f.local(Type.i32), f.local(Type.i32), f.local(Type.i32)];
  const exhausted = i32.or(
    i32.geU(shared(Shared.Out), c(OUT_END)),
    i32.gtU(shared(Shared.Steps), shared(Shared.MaxSteps)),
  );
  return f.finish([
    ...setShared(Shared.Out, c(OUT)),
    ...first.set(i32.load(automaton.get, AutomatonField.First)),
    ...before.set(beforeAt(from)),
    ...f.block((out) =>
      f.loop((again) => [
        ...f.branchIf(out, i32.geU(from.get, to.get)),
        ...f.if(i32.and(i32.shrU(i32.load8(i32.add(first.get, i32.load8(from.get))), before.get), c(1)), () => [
          ...f.branchIf(out, exhausted),
          ...f.if(matched.tee(call(Index.match, automaton.get, from.get, end.get)), () => [
            ...i32.store(shared(Shared.Out), from.get),
            ...i32.store(shared(Shared.Out), matched.get, 4),
            ...setShared(Shared.Out, i32.add(shared(Shared.Out), c(RECORD_BYTES))),
            ...from.set(matched.get),
            ...before.set(beforeAt(from)),
            ...f.branch(again),
          ]),
        ]),
        ...before.set(i32.load8(i32.load8(from.get), BEFORES)),
        ...from.set(i32.add(from.get, c(1))),
        ...f.branch(again),
      ]),
    ),
    ...setShared(Shared.Reached, from.get),
    ...c(0),
  ]);
}

/** countByte(from, groups, byte): how often the byte stands in 16 x groups bytes. */
function countEqual(): Code {
  const f = new FunctionBuilder(3);
  const [from, groups, byte] = [f.parameter(0), f.parameter(1), f.parameter(2)];
  const wanted = f.local(Type.v128);
  return f.finish([
    ...wanted.set([...byte.get, 0xfd, 15]),
    ...counted(f, from, groups, (bytes) => v128.eq(bytes, wanted.get)),
  ]);
}

/** countContinuations(from, groups): how many bytes 10xxxxxx stand in 16 x groups bytes. */
function countContinuations(): Code {
  const f = new FunctionBuilder(2);
  const isContinuation = (bytes: Code): Code => v128.eq(v128.and(bytes, v128.splat(0xc0)), v128.splat(0x80));
  return f.finish(counted(f, f.parameter(0), f.parameter(1), isContinuation));
}

function counted(f: FunctionBuilder, from: Local, groups: Local, test: (bytes: Code) => Code): Code {
  const count = f.local(Type.i32);
  return [
    ...f.while(
      () => groups.get,
      () => [
        ...count.set(i32.add(count.get, i32.popcnt(v128.bitmask(test(v128.load(from.get)))))),
        ...from.set(i32.add(from.get, c(16))),
        ...groups.set(i32.sub(groups.get, c(1))),
      ],
    ),
    ...count.get,
  ];
}
