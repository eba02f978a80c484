import { Before } from '../pattern/automaton.ts';
import {
  BEFORES,
  DISPATCH,
  GramField,
  HASH_BITS,
  HASH_FACTOR,
  HASH_FOLD,
  LETTER_BITS,
  MAX_TOKEN_RUN,
  PLACES,
  TEDDY_BITS,
  TOKEN_BYTES,
  TOKENS,
  TokenField,
  WORD_BITS,
} from './memory-map.ts';
import { type Code, FunctionBuilder, i32, i64, type Local, select, Type } from './wasm.ts';

const c = i32.const;
/** After the last place of a list. */
export const NO_PLACE = -1;

/**
 * pickPlaces(at, end): writes PLACES in [at, end), a block that was looked at, where Teddy or the beginning of a word names one and
 * the first four bytes allow it. No branch depends on whether they do.
 */
export function pickPlaces(): Code {
  const f = new FunctionBuilder(2);
  const [at, end] = [f.parameter(0), f.parameter(1)];
  const [hashes, pairs, list, place, text, bit] = [
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
  ];
  const [word, bits] = [f.local(Type.i32), f.local(Type.i64)];
  const isIn = (table: Local, value: Code): Code => [
    ...bit.set(value),
    ...i32.shrU(i32.load8(i32.add(table.get, i32.shrU(bit.get, c(3)))), i32.and(bit.get, c(7))),
  ];
  const hash = i32.shrU(i32.mul(i32.or(text.get, c(HASH_FOLD)), c(HASH_FACTOR)), c(32 - HASH_BITS));
  return f.finish([
    ...hashes.set(i32.load(c(DISPATCH), GramField.Hashes)),
    ...pairs.set(i32.load(c(DISPATCH), GramField.Pairs)),
    ...list.set(c(PLACES)),
    ...f.while(
      () => i32.ltU(at.get, end.get),
      () => [
        // What Teddy names is the fourth byte.
        ...bits.set(
          i64.or(
            i64.load(word.get, LETTER_BITS),
            i64.or(
              i64.shrU(i64.load(word.get, TEDDY_BITS), i64.const(3)),
              i64.shl(i64.load(word.get, TEDDY_BITS + 8), i64.const(61)),
            ),
          ),
        ),
        ...bits.set(i64.and(bits.get, upTo(at, end))),
        ...f.while(
          () => i32.eqz(i64.eqz(bits.get)),
          () => [
            ...place.set(i32.add(at.get, i32.wrap(i64.ctz(bits.get)))),
            ...bits.set(i64.and(bits.get, i64.sub(bits.get, i64.const(1)))),
            ...text.set(i32.load(place.get)),
            ...i32.store(list.get, place.get),
            ...list.set(
              i32.add(
                list.get,
                i32.shl(i32.and(i32.or(isIn(hashes, hash), isIn(pairs, i32.and(text.get, c(0xffff)))), c(1)), c(2)),
              ),
            ),
          ],
        ),
        ...word.set(i32.add(word.get, c(8))),
        ...at.set(i32.add(at.get, c(64))),
      ],
    ),
    ...i32.store(list.get, c(NO_PLACE)),
    ...c(0),
  ]);
}

/** pickTokens(at, end): writes TOKENS in [at, end), a block that was looked at, which rows can begin with. */
export function pickTokens(): Code {
  const f = new FunctionBuilder(2);
  const [at, end] = [f.parameter(0), f.parameter(1)];
  const [columns, lengths, next, before, list, place, length, word, offset] = [
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
    f.local(Type.i32),
  ];
  const [bits, words, carry, sets] = [f.local(Type.i64), f.local(Type.i64), f.local(Type.i64), f.local(Type.i64)];
  const isLong = i32.gtU(length.get, c(MAX_TOKEN_RUN));
  const runFrom = (): Code => [
    ...offset.set(i32.add(i32.shl(word.get, c(3)), i32.wrap(i64.ctz(bits.get)))),
    // Of the 64 bits from the place on, at least MAX_TOKEN_RUN + 1 are in the eight bytes that hold its own.
    ...length.set(
      i32.wrap(
        i64.ctz(
          i64.xor(
            i64.shrU(i64.load(i32.shrU(offset.get, c(3)), WORD_BITS), i64.extendU(i32.and(offset.get, c(7)))),
            i64.const(-1),
          ),
        ),
      ),
    ),
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
    ...carry.set(i64.extendU(i32.eq(i32.load8(i32.load8(i32.sub(at.get, c(1))), BEFORES), c(Before.Word)))),
    ...f.while(
      () => i32.and(i32.ltU(at.get, end.get), i32.ne(columns.get, c(0))),
      () => [
        ...words.set(i64.load(word.get, WORD_BITS)),
        ...bits.set(
          i64.and(
            i64.and(words.get, i64.xor(i64.or(i64.shl(words.get, i64.const(1)), carry.get), i64.const(-1))),
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
            ...i64.store(list.get, sets.get, 8),
            ...list.set(i32.add(list.get, i32.shl(i64.ne(sets.get, i64.const(0)), c(Math.log2(TOKEN_BYTES))))),
          ],
        ),
        ...word.set(i32.add(word.get, c(8))),
        ...at.set(i32.add(at.get, c(64))),
      ],
    ),
    ...i32.store(list.get, c(NO_PLACE)),
    ...c(0),
  ]);
}

/** Of 64 bits for the bytes from `at` on, those before `end`. */
function upTo(at: Local, end: Local): Code {
  const left = i32.sub(end.get, at.get);
  const some = i64.sub(i64.shl(i64.const(1), i64.extendU(left)), i64.const(1));
  return select(i64.const(-1), some, i32.geU(left, c(64)));
}
