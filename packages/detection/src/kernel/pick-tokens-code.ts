import { type Code, FunctionBuilder, i32, i64, type Local, select, Type } from '@dowser/wasm';
import { Before } from '../pattern/automaton.ts';
import {
  BEFORES,
  BLOCK_LEAD,
  DISPATCH,
  HASH_FACTOR,
  MAX_TOKEN_RUN,
  NO_WORD_BITS,
  Shared,
  TOKEN_BYTES,
  TOKEN_HASH_BITS,
  TOKEN_RUN_BITS,
  TOKENS,
  TokenField,
} from './memory-map.ts';
import { NO_PLACE, shared, upTo } from './shared-code.ts';

const c = i32.const;

/** pickTokens(at, end): writes TOKENS in [at, end), a block whose marks are written, which rows can begin with. */
export function pickTokens(): Code {
  const f = new FunctionBuilder(2);
  const [at, end] = [f.parameter(0), f.parameter(1)];
  const [columns, lengths, next, before, list, place, length, word, offset, marks] = f.locals(Type.i32, 10);
  const [bits, words, carry, sets, run] = f.locals(Type.i64, 5);
  const isLong = i32.gtU(length.get, c(MAX_TOKEN_RUN));
  const runFrom = (): Code => [
    ...offset.set(i32.add(i32.shl(word.get, c(3)), i32.wrap(i64.ctz(bits.get)))),
    // Of the 64 bits from the place on, at least MAX_TOKEN_RUN + 1 are in the eight bytes that hold its own.
    ...run.set(
      i64.shrU(
        i64.load(i32.shrU(offset.get, c(3)), NO_WORD_BITS + BLOCK_LEAD / 8),
        i64.extendU(i32.and(offset.get, c(7))),
      ),
    ),
    ...length.set(i32.wrap(i64.ctz(run.get))),
    ...length.set(select(c(MAX_TOKEN_RUN + 1), length.get, isLong)),
  ];
  const allowed = (table: Local, address: Code): Code =>
    i64.load(i32.add(table.get, i32.shl(i32.load8(address), c(3))));
  const setsOf = i64.and(
    allowed(before, i32.sub(place.get, c(1))),
    i64.and(
      i64.load(
        i32.add(
          i32.add(lengths.get, i32.shl(i32.load8(i32.add(columns.get, i32.load8(place.get))), c(9))),
          i32.shl(length.get, c(3)),
        ),
      ),
      select(i64.const(-1), allowed(next, i32.add(place.get, length.get)), isLong),
    ),
  );
  return f.finish([
    ...columns.set(i32.load(c(DISPATCH), TokenField.Columns)),
    ...lengths.set(i32.load(c(DISPATCH), TokenField.Lengths)),
    ...next.set(i32.load(c(DISPATCH), TokenField.Next)),
    ...before.set(i32.load(c(DISPATCH), TokenField.Before)),
    ...list.set(c(TOKENS)),
    ...marks.set(i32.add(shared(Shared.Marks), i32.shrU(i32.sub(at.get, shared(Shared.Begin)), c(3)))),
    ...carry.set(i64.extendU(i32.eq(i32.load8(i32.load8(i32.sub(at.get, c(1))), BEFORES), c(Before.Word)))),
    ...f.while(
      () => i32.and(i32.ltU(at.get, end.get), i32.ne(columns.get, c(0))),
      () => [
        ...words.set(i64.xor(i64.load(word.get, NO_WORD_BITS + BLOCK_LEAD / 8), i64.const(-1))),
        ...bits.set(
          i64.and(
            i64.and(
              words.get,
              i64.or(i64.xor(i64.or(i64.shl(words.get, i64.const(1)), carry.get), i64.const(-1)), i64.load(marks.get)),
            ),
            upTo(at, end),
          ),
        ),
        ...carry.set(i64.shrU(words.get, i64.const(63))),
        ...f.while(
          () => i32.eqz(i64.eqz(bits.get)),
          () => [
            ...place.set(i32.add(at.get, i32.wrap(i64.ctz(bits.get)))),
            ...runFrom(),
            ...bits.set(i64.and(bits.get, i64.sub(bits.get, i64.const(1)))),
            ...sets.set(setsOf),
            ...i32.store(list.get, place.get),
            ...i32.store(list.get, i32.wrap(run.get), 4),
            ...i64.store(list.get, sets.get, 8),
            ...list.set(i32.add(list.get, i32.shl(i64.ne(sets.get, i64.const(0)), c(Math.log2(TOKEN_BYTES))))),
          ],
        ),
        ...word.set(i32.add(word.get, c(8))),
        ...marks.set(i32.add(marks.get, c(8))),
        ...at.set(i32.add(at.get, c(64))),
      ],
    ),
    ...f.if(columns.get, () => keepHashed(f, list)),
    ...i32.store(list.get, c(NO_PLACE)),
    ...c(0),
  ]);
}

/** Goes through the list and keeps the sets that allow what their token begins with, and where it and those after it end. */
function keepHashed(f: FunctionBuilder, list: Local): Code {
  const [from, end, place, hash, hashes, runs] = f.locals(Type.i32, 6);
  const [sets, unhashed] = f.locals(Type.i64, 2);
  const bit = i32.and(
    i32.shrU(i32.load8(i32.add(hashes.get, i32.shrU(hash.get, c(3)))), i32.and(hash.get, c(7))),
    c(1),
  );
  const run = i32.and(i32.shrU(i32.load(from.get, 4), c(1)), c(2 ** TOKEN_RUN_BITS - 1));
  const setsOfRun = i64.load(i32.add(runs.get, i32.shl(run, c(3))));
  return [
    ...hashes.set(i32.load(c(DISPATCH), TokenField.Hashes)),
    ...runs.set(i32.load(c(DISPATCH), TokenField.Runs)),
    ...unhashed.set(i64.load(i32.load(c(DISPATCH), TokenField.Unhashed))),
    ...end.set(list.get),
    ...from.set(c(TOKENS)),
    ...list.set(c(TOKENS)),
    ...f.while(
      () => i32.ltU(from.get, end.get),
      () => [
        ...place.set(i32.load(from.get)),
        ...hash.set(i32.shrU(i32.mul(i32.load(place.get), c(HASH_FACTOR)), c(32 - TOKEN_HASH_BITS))),
        ...sets.set(i64.and(i64.load(from.get, 8), i64.or(unhashed.get, i64.sub(i64.const(0), i64.extendU(bit))))),
        ...sets.set(i64.and(sets.get, setsOfRun)),
        ...i32.store(list.get, place.get),
        ...i64.store(list.get, sets.get, 8),
        ...list.set(i32.add(list.get, i32.shl(i64.ne(sets.get, i64.const(0)), c(Math.log2(TOKEN_BYTES))))),
        ...from.set(i32.add(from.get, c(TOKEN_BYTES))),
      ],
    ),
  ];
}
