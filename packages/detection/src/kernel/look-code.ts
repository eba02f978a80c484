import { type Code, FunctionBuilder, i32, type Local, Type, VECTOR_BYTES, v128 } from '@dowser/wasm';
import { GRAM_BYTES } from './grams.ts';
import {
  BLOCK_LEAD,
  ESCAPE_BEGINS,
  ESCAPE_BITS,
  IS_LETTER,
  KINDS,
  LETTER_BITS,
  NO_TEDDY_BITS,
  NO_WORD_BITS,
  SMALL_BITS,
  TEDDIES,
  TEDDY,
} from './memory-map.ts';

const c = i32.const;
const VECTORS_A_TURN = 4;
const SMALL = 0x20;

/**
 * look(at, end): bits of BLOCK_LEAD bytes before `at`, which begins a block, and of all bytes up to `end`, rounded up: which are the
 * fourth of four that some bucket of a Teddy allows, letters, small, backslashes and percent signs, word bytes.
 */
export function look(swizzle: (table: Code, index: Code) => Code): Code {
  const f = new FunctionBuilder(2);
  const [at, end] = [f.parameter(0), f.parameter(1)];
  const out = f.local(Type.i32);
  const tables = Array.from({ length: TEDDIES * GRAM_BYTES }, () => f.locals(Type.v128, 2));
  const kindTables = f.locals(Type.v128, 2);
  const [zero, low, letters, escapes] = f.locals(Type.v128, 4);
  const [x, lowNibble, highNibble, kinds] = f.locals(Type.v128, 4);
  const found = tables.map(() => f.local(Type.v128));
  const earlier = tables.map(() => f.local(Type.v128));
  const nibbles = (): Code => [
    ...lowNibble.set(v128.and(x.get, low.get)),
    ...highNibble.set(v128.and(v128.shr16(x.get, 4), low.get)),
  ];
  const looked = ([byLow, byHigh]: readonly [Local, Local]): Code =>
    v128.and(swizzle(byLow.get, lowNibble.get), swizzle(byHigh.get, highNibble.get));
  /** The buckets that allow four bytes, the last of which stands there; of the first three, what was found 3, 2 and 1 places earlier. */
  const allowed = (teddy: number): Code =>
    Array.from({ length: GRAM_BYTES }, (_, k) => {
      const i = teddy * GRAM_BYTES + k;
      const places = GRAM_BYTES - 1 - k;
      return places === 0 ? found[i]!.get : v128.window(earlier[i]!.get, found[i]!.get, VECTOR_BYTES - places);
    }).reduce((all, one) => v128.and(all, one));
  const all = Array.from({ length: TEDDIES }, (_, teddy) => allowed(teddy)).reduce((some, one) => v128.or(some, one));
  const vectorAt = (k: number): Code => {
    const bits = (address: number, vector: Code): Code =>
      i32.store16(out.get, v128.bitmask(vector), address + (k * VECTOR_BYTES) / 8);
    return [
      ...x.set(v128.load(at.get, k * VECTOR_BYTES)),
      ...nibbles(),
      ...found.flatMap((one, i) => one.set(looked(tables[i]!))),
      ...bits(NO_TEDDY_BITS, v128.eq(all, zero.get)),
      ...kinds.set(looked(kindTables)),
      ...bits(NO_WORD_BITS, v128.eq(kinds.get, zero.get)),
      // The sign of a byte is its highest bit; both bits of a letter come to it.
      ...bits(LETTER_BITS, v128.or(kinds.get, v128.shl16(v128.and(kinds.get, letters.get), 1))),
      ...bits(SMALL_BITS, v128.shl16(x.get, Math.clz32(SMALL) - 24)),
      ...bits(ESCAPE_BITS, v128.eq(x.get, swizzle(escapes.get, lowNibble.get))),
      ...earlier.flatMap((one, i) => one.set(found[i]!.get)),
    ];
  };
  return f.finish([
    ...tables.flat().flatMap((table, i) => table.set(v128.load(c(TEDDY), VECTOR_BYTES * i))),
    ...kindTables.flatMap((table, i) => table.set(v128.load(c(KINDS), VECTOR_BYTES * i))),
    ...zero.set(v128.splat(0)),
    ...low.set(v128.splat(0x0f)),
    ...letters.set(v128.splat(IS_LETTER >> 1)),
    ...escapes.set(v128.load(c(ESCAPE_BEGINS))),
    ...at.set(i32.sub(at.get, c(BLOCK_LEAD))),
    ...x.set(v128.load(i32.sub(at.get, c(VECTOR_BYTES)))),
    ...nibbles(),
    ...earlier.flatMap((one, i) => one.set(looked(tables[i]!))),
    ...f.loop((again) => [
      ...Array.from({ length: VECTORS_A_TURN }, (_, k) => vectorAt(k)).flat(),
      ...out.set(i32.add(out.get, c((VECTORS_A_TURN * VECTOR_BYTES) / 8))),
      ...f.branchIf(again, i32.ltU(at.tee(i32.add(at.get, c(VECTORS_A_TURN * VECTOR_BYTES))), end.get)),
    ]),
    ...c(0),
  ]);
}
