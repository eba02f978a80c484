import { type Code, call, FunctionBuilder, i32, i64, select, Type, VECTOR_BYTES, v128 } from '@dowser/wasm';
import { Before } from '../pattern/automaton.ts';
import {
  AutomatonField,
  BEFORES,
  DISPATCH,
  RECORD_BYTES,
  Shared,
  TOKEN_ROW_BYTES,
  TokenField,
  TokenRowField,
} from './memory-map.ts';
import { beforeAt, Index, markAt, setShared, shared } from './shared-code.ts';

const c = i32.const;

/** token(at, entry, end): records the matches whose token begins at `at`, of the rows in the sets of an entry of TOKENS. */
export function token(): Code {
  const f = new FunctionBuilder(3);
  const [at, entry, end] = [f.parameter(0), f.parameter(1), f.parameter(2)];
  const [item, items, start, last, automaton, matched, isEscape, passed] = f.locals(Type.i32, 8);
  const sets = f.local(Type.i64);
  const lists = i32.load(c(DISPATCH), TokenField.Rows);
  const canBegin = i32.and(
    i32.shrU(i32.load8(i32.add(i32.load(automaton.get, AutomatonField.First), i32.load8(start.get))), beforeAt(start)),
    c(1),
  );
  const attempt = (): Code => [
    ...matched.set(canBegin),
    ...f.if(i32.eqz(matched.get), () => matched.set(markAt(start))),
    ...f.if(matched.get, () => [
      ...matched.set(call(Index.match, automaton.get, start.get, end.get)),
      ...f.if(matched.get, () =>
        matched.set(select(c(0), matched.get, call(Index.givesWay, automaton.get, start.get, end.get))),
      ),
      ...f.if(matched.get, () => [
        ...i32.store(shared(Shared.Out), i32.load(item.get, TokenRowField.Entry)),
        ...i32.store(shared(Shared.Out), start.get, 4),
        ...i32.store(shared(Shared.Out), matched.get, 8),
        ...setShared(Shared.Out, i32.add(shared(Shared.Out), c(RECORD_BYTES))),
      ]),
    ]),
    ...start.set(i32.add(start.get, c(1))),
  ];
  const isWord = (place: Code): Code => i32.eq(i32.load8(i32.load8(place), BEFORES), c(Before.Word));
  const lead = select(
    i32.load(item.get, TokenRowField.MaxLeadAfterAscii),
    i32.load(item.get, TokenRowField.MaxLead),
    i32.ltU(i32.load8(i32.sub(at.get, c(1))), c(0x80)),
  );
  // As far back as the lead goes, but not into the token before.
  const goBack = (): Code => [
    ...last.set(i32.sub(at.get, lead)),
    ...f.if(i32.ltU(last.get, shared(Shared.Begin)), () => last.set(shared(Shared.Begin))),
    ...f.block((out) =>
      f.loop((again) => [
        ...f.branchIf(out, i32.leU(start.get, last.get)),
        ...f.branchIf(out, i32.and(isWord(i32.sub(start.get, c(1))), i32.eqz(isWord(i32.sub(start.get, c(2)))))),
        ...start.set(i32.sub(start.get, c(1))),
        ...f.branch(again),
      ]),
    ),
  ];
  const isPassedOver = i32.eqz(
    v128.bitmask(v128.ltU(v128.load(passed.get, VECTOR_BYTES), v128.sub(v128.load(at.get), v128.load(passed.get)))),
  );
  const passOver = (next: number): Code => [
    ...passed.set(i32.load(item.get, TokenRowField.PassedOver)),
    ...f.while(
      () => i32.ltU(passed.get, i32.load(item.get, TokenRowField.PassedOverEnd)),
      () => [...f.branchIf(next, isPassedOver), ...passed.set(i32.add(passed.get, c(2 * VECTOR_BYTES)))],
    ),
  ];
  const matches = (): Code => [
    ...automaton.set(i32.load(item.get, TokenRowField.Automaton)),
    ...start.set(at.get),
    ...last.set(at.get),
    ...f.if(i32.eqz(isEscape.get), () => [
      ...goBack(),
      ...last.set(i32.sub(at.get, i32.load(item.get, TokenRowField.MinLead))),
    ]),
    ...f.while(() => i32.leU(start.get, last.get), attempt),
  ];
  const row = (): Code => [
    ...f.block((next) => [...passOver(next), ...matches()]),
    ...item.set(i32.add(item.get, c(TOKEN_ROW_BYTES))),
  ];
  return f.finish([
    // A token begins inside a word only after an escape, and so does its match.
    ...isEscape.set(isWord(i32.sub(at.get, c(1)))),
    ...f.if(isEscape.get, () => f.if(i32.eq(call(Index.escapedBefore, at.get), c(-1)), () => f.return(c(0)))),
    ...sets.set(i64.load(entry.get, 8)),
    ...f.while(
      () => i32.eqz(i64.eqz(sets.get)),
      () => [
        ...item.set(i32.load(i32.add(lists, i32.shl(i32.wrap(i64.ctz(sets.get)), c(2))))),
        ...sets.set(i64.and(sets.get, i64.sub(sets.get, i64.const(1)))),
        ...items.set(i32.add(i32.add(item.get, i32.load(item.get)), c(4))),
        ...item.set(i32.add(item.get, c(4))),
        ...f.while(() => i32.ltU(item.get, items.get), row),
      ],
    ),
    ...c(0),
  ]);
}
