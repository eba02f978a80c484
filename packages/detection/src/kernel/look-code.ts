import {
  BLOCK_LEAD,
  ESCAPE_BITS,
  IS_LETTER,
  KINDS,
  LETTER_BITS,
  NO_TEDDY_BITS,
  NO_WORD_BITS,
  SMALL_BITS,
  TEDDY,
} from './memory-map.ts';
import { type Code, FunctionBuilder, i32, type Local, Type, v128 } from './wasm.ts';

const c = i32.const;
const VECTOR_BYTES = 16;
const VECTORS_A_TURN = 4;
const SMALL = 0x20;

/**
 * look(at, end): bits of BLOCK_LEAD bytes before `at`, which begins a block, and of all bytes up to `end`, rounded up: which are the
 * fourth of four that some bucket allows, letters, small, backslashes, word bytes.
 */
export function look(swizzle: (table: Code, index: Code) => Code): Code {
  const f = new FunctionBuilder(2);
  const [at, end] = [f.parameter(0), f.parameter(1)];
  const out = f.local(Type.i32);
  const tables = f.locals(Type.v128, 8);
  const kindTables = f.locals(Type.v128, 2);
  const [zero, low, letters, backslash] = f.locals(Type.v128, 4);
  const [x, lowNibble, highNibble, kinds] = f.locals(Type.v128, 4);
  const found = f.locals(Type.v128, 4);
  const earlier = f.locals(Type.v128, 3);
  const nibbles = (): Code => [
    ...lowNibble.set(v128.and(x.get, low.get)),
    ...highNibble.set(v128.and(v128.shr16(x.get, 4), low.get)),
  ];
  const looked = ([byLow, byHigh]: readonly Local[]): Code =>
    v128.and(swizzle(byLow!.get, lowNibble.get), swizzle(byHigh!.get, highNibble.get));
  const allowed = (k: number): Code => looked(tables.slice(2 * k, 2 * k + 2));
  const first = v128.window(earlier[0]!.get, found[0]!.get, 13);
  const second = v128.window(earlier[1]!.get, found[1]!.get, 14);
  const third = v128.window(earlier[2]!.get, found[2]!.get, 15);
  const all = v128.and(v128.and(first, second), v128.and(third, found[3]!.get));
  const vectorAt = (k: number): Code => {
    const bits = (address: number, vector: Code): Code =>
      i32.store16(out.get, v128.bitmask(vector), address + (k * VECTOR_BYTES) / 8);
    return [
      ...x.set(v128.load(at.get, k * VECTOR_BYTES)),
      ...nibbles(),
      ...found.flatMap((one, i) => one.set(allowed(i))),
      ...bits(NO_TEDDY_BITS, v128.eq(all, zero.get)),
      ...kinds.set(looked(kindTables)),
      ...bits(NO_WORD_BITS, v128.eq(kinds.get, zero.get)),
      // The sign of a byte is its highest bit; both bits of a letter come to it.
      ...bits(LETTER_BITS, v128.or(kinds.get, v128.shl16(v128.and(kinds.get, letters.get), 1))),
      ...bits(SMALL_BITS, v128.shl16(x.get, Math.clz32(SMALL) - 24)),
      ...bits(ESCAPE_BITS, v128.eq(x.get, backslash.get)),
      ...earlier.flatMap((one, i) => one.set(found[i]!.get)),
    ];
  };
  return f.finish([
    ...tables.flatMap((table, i) => table.set(v128.load(c(TEDDY), VECTOR_BYTES * i))),
    ...kindTables.flatMap((table, i) => table.set(v128.load(c(KINDS), VECTOR_BYTES * i))),
    ...zero.set(v128.splat(0)),
    ...low.set(v128.splat(0x0f)),
    ...letters.set(v128.splat(IS_LETTER >> 1)),
    ...backslash.set(v128.splat('\\'.charCodeAt(0))),
    ...at.set(i32.sub(at.get, c(BLOCK_LEAD))),
    ...x.set(v128.load(i32.sub(at.get, c(VECTOR_BYTES)))),
    ...nibbles(),
    ...earlier.flatMap((one, k) => one.set(allowed(k))),
    ...f.loop((again) => [
      ...Array.from({ length: VECTORS_A_TURN }, (_, k) => vectorAt(k)).flat(),
      ...out.set(i32.add(out.get, c((VECTORS_A_TURN * VECTOR_BYTES) / 8))),
      ...f.branchIf(again, i32.ltU(at.tee(i32.add(at.get, c(VECTORS_A_TURN * VECTOR_BYTES))), end.get)),
    ]),
    ...c(0),
  ]);
}
