import { LETTER_BITS, TEDDY, TEDDY_BITS, TEDDY_BOUNDED, WORD_BITS } from './memory-map.ts';
import { type Code, FunctionBuilder, i32, type Local, Type, v128 } from './wasm.ts';

const c = i32.const;

/**
 * look(at, groups): for 16 bytes at a time, three times 16 bits:
 * - which of them are the fourth of four that some bucket allows; a place inside a word does not count for the bounded buckets;
 * - which are letters that do not stand inside a word;
 * - which are word bytes to `\b`.
 */
export function look(swizzle: (table: Code, index: Code) => Code): Code {
  const f = new FunctionBuilder(2);
  const [at, groups] = [f.parameter(0), f.parameter(1)];
  const out = f.local(Type.i32);
  const finish = f.local(Type.i32);
  const vector = (): Local => f.local(Type.v128);
  const tables = Array.from({ length: 8 }, vector);
  const [bounded, x, before, lowNibble, highNibble] = [vector(), vector(), vector(), vector(), vector()];
  const [letter, left, inside, insideBefore, scratch] = [vector(), vector(), vector(), vector(), vector()];
  const found = [vector(), vector(), vector(), vector()];
  const earlier = [vector(), vector(), vector()];
  const nibbles = (): Code => [
    ...lowNibble.set(v128.and(x.get, v128.splat(0x0f))),
    ...highNibble.set(v128.and(v128.shr16(x.get, 4), v128.splat(0x0f))),
  ];
  const allowed = (k: number): Code =>
    v128.and(swizzle(tables[2 * k]!.get, lowNibble.get), swizzle(tables[2 * k + 1]!.get, highNibble.get));
  const isLetter = (bytes: Code): Code =>
    v128.ltU(v128.sub(v128.or(bytes, v128.splat(0x20)), v128.splat(0x61)), v128.splat(26));
  // Inside a word: letters here and before, no camelCase hump, and the one before is not that of an escape like \n.
  const wordInside = (): Code => [
    ...left.set(v128.window(before.get, x.get, 15)),
    ...letter.set(isLetter(x.get)),
    ...inside.set(v128.and(letter.get, isLetter(left.get))),
    ...scratch.set(v128.and(v128.andNot(left.get, x.get), v128.splat(0x20))),
    ...inside.set(v128.and(inside.get, v128.eq(scratch.get, v128.splat(0)))),
    ...inside.set(v128.andNot(inside.get, v128.eq(v128.window(before.get, x.get, 14), v128.splat('\\'.charCodeAt(0))))),
  ];
  const isDigitOrLine = (): Code =>
    v128.or(v128.ltU(v128.sub(x.get, v128.splat(0x30)), v128.splat(10)), v128.eq(x.get, v128.splat('_'.charCodeAt(0))));
  const first = v128.window(earlier[0]!.get, found[0]!.get, 13);
  const second = v128.window(earlier[1]!.get, found[1]!.get, 14);
  const third = v128.window(earlier[2]!.get, found[2]!.get, 15);
  const all = v128.and(v128.and(first, second), v128.and(third, found[3]!.get));
  const atStart = v128.window(insideBefore.get, inside.get, 13);
  return f.finish([
    ...tables.flatMap((table, i) => table.set(v128.load(c(TEDDY), 16 * i))),
    ...bounded.set(v128.load(c(TEDDY_BOUNDED))),
    ...out.set(c(0)),
    ...finish.set(i32.shl(groups.get, c(1))),
    ...x.set(v128.load(i32.sub(at.get, c(16)))),
    ...before.set(v128.load(i32.sub(at.get, c(32)))),
    ...nibbles(),
    ...earlier.flatMap((one, k) => one.set(allowed(k))),
    ...wordInside(),
    ...insideBefore.set(inside.get),
    ...before.set(x.get),
    ...f.loop((again) => [
      ...x.set(v128.load(at.get)),
      ...nibbles(),
      ...found.flatMap((one, k) => one.set(allowed(k))),
      ...wordInside(),
      ...scratch.set(v128.andNot(all, v128.and(atStart, bounded.get))),
      ...i32.store16(out.get, i32.xor(v128.bitmask(v128.eq(scratch.get, v128.splat(0))), c(0xffff)), TEDDY_BITS),
      ...i32.store16(out.get, v128.bitmask(v128.andNot(letter.get, inside.get)), LETTER_BITS),
      ...i32.store16(out.get, v128.bitmask(v128.or(letter.get, isDigitOrLine())), WORD_BITS),
      ...earlier.flatMap((one, k) => one.set(found[k]!.get)),
      ...insideBefore.set(inside.get),
      ...before.set(x.get),
      ...at.set(i32.add(at.get, c(16))),
      ...f.branchIf(again, i32.ltU(out.tee(i32.add(out.get, c(2))), finish.get)),
    ]),
    ...c(0),
  ]);
}
