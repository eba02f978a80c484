import { type Code, FunctionBuilder, i32, least, lowBits, Type, VECTOR_BYTES, v128 } from '@dowser/wasm';

const c = i32.const;
const NEWLINE = 0x0a;

/**
 * countBetween(at, list, listEnd): for each address in a list of pairs, ascending from `at` on, writes how many newlines are between
 * `at` and there in its place, and after it how many characters (bytes but 10xxxxxx) since the last of them or since `at`.
 */
export function countBetween(): Code {
  const f = new FunctionBuilder(3);
  const [at, list, listEnd] = [f.parameter(0), f.parameter(1), f.parameter(2)];
  const [to, bytes, mask, ends, inside, newlines, characters] = f.locals(Type.i32, 7);
  const x = f.local(Type.v128);
  const among = (vector: Code): Code => i32.and(v128.bitmask(vector), mask.get);
  /** After the last newline among the bytes. */
  const last = i32.sub(c(32), i32.clz(ends.get));
  return f.finish([
    ...f.while(
      () => i32.ltU(list.get, listEnd.get),
      () => [
        ...to.set(i32.load(list.get)),
        ...f.while(
          () => i32.ltU(at.get, to.get),
          () => [
            ...bytes.set(least(i32.sub(to.get, at.get), c(VECTOR_BYTES))),
            ...mask.set(lowBits(bytes.get)),
            ...x.set(v128.load(at.get)),
            ...at.set(i32.add(at.get, bytes.get)),
            ...inside.set(among(v128.eq(v128.and(x.get, v128.splat(0xc0)), v128.splat(0x80)))),
            ...f.if(ends.tee(among(v128.eq(x.get, v128.splat(NEWLINE)))), () => [
              ...newlines.set(i32.add(newlines.get, i32.popcnt(ends.get))),
              ...characters.set(c(0)),
              ...inside.set(i32.shrU(inside.get, last)),
              ...bytes.set(i32.sub(bytes.get, last)),
            ]),
            ...characters.set(i32.add(characters.get, i32.sub(bytes.get, i32.popcnt(inside.get)))),
          ],
        ),
        ...i32.store(list.get, newlines.get),
        ...i32.store(list.get, characters.get, 4),
        ...list.set(i32.add(list.get, c(8))),
      ],
    ),
    ...c(0),
  ]);
}
