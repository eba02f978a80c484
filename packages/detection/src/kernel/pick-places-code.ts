import { type Code, FunctionBuilder, i32, i64, type Local, Type } from '@dowser/wasm';
import { LONGEST_ESCAPE } from '../written-escapes.ts';
import {
  BLOCK_LEAD,
  DISPATCH,
  ESCAPE_BITS,
  GramField,
  HASH_FACTOR,
  HASH_FOLD,
  LETTER_BITS,
  LONG_WORD,
  MASK_BITS,
  MASKED_BYTES,
  NO_TEDDY_BITS,
  NO_WORD_BITS,
  OTHER_HASH_FACTOR,
  PLACES,
  SHORT_WORD,
  Shared,
  SMALL_BITS,
  TRIPLE_BITS,
  WORD_BITS,
  WORD_FACTOR,
  WORD_FOLD,
} from './memory-map.ts';
import { NO_PLACE, shared, upTo } from './shared-code.ts';

const c = i32.const;
/** Bytes of `\n`, `%3D`, `\x3d`, `\u003d`; all but the first are of a word. */
const ESCAPE_LENGTHS = [2, 3, 4, LONGEST_ESCAPE];
/** So many bits of a word are taken before a branch asks whether there are more. */
const BITS_AT_ONCE = 4;

/**
 * pickPlaces(at, end): writes PLACES in [at, end), a block that was looked at, where Teddy or the beginning of a word names one and
 * its first bytes allow it. No branch depends on whether they do. It writes the marks of the block, too; `at` lies whole words of
 * them after the beginning of the window.
 */
export function pickPlaces(): Code {
  const f = new FunctionBuilder(2);
  const [at, end] = [f.parameter(0), f.parameter(1)];
  const list = f.local(Type.i32);
  return f.finish([
    ...list.set(c(PLACES)),
    ...listNamed(f, at, end, list),
    ...keepHashed(f, list),
    ...keepKnown(f, list),
    ...i32.store(list.get, c(NO_PLACE)),
    ...c(0),
  ]);
}

/** Lists the places that Teddy or the beginning of a word names. */
function listNamed(f: FunctionBuilder, at: Local, end: Local, list: Local): Code {
  const [word, cursor, marks] = f.locals(Type.i32, 3);
  const [bits, letters, small, last, lastSmall, escapes, lastEscapes, ended] = f.locals(Type.i64, 8);
  const one = i64.const(1);
  const before = (now: Code, earlier: Code, places: number): Code =>
    i64.or(i64.shl(now, i64.const(places)), i64.shrU(earlier, i64.const(64 - places)));
  const not = (value: Code): Code => i64.xor(value, i64.const(-1));
  const own = BLOCK_LEAD / 8;
  // A word begins where no letter stands before, at a hump as in camelCase, and after an escape.
  const begins = i64.and(
    letters.get,
    i64.or(
      not(before(letters.get, last.get, 1)),
      i64.or(i64.and(not(small.get), before(small.get, lastSmall.get, 1)), ended.get),
    ),
  );
  const wordsBefore = (places: number): Code =>
    not(before(i64.load(word.get, NO_WORD_BITS + own), i64.load(word.get, NO_WORD_BITS), places));
  const endsEscape = ESCAPE_LENGTHS.map((length) =>
    Array.from({ length: length - 1 }, (_, k) => wordsBefore(k + 1)).reduce(
      (all, one) => i64.and(all, one),
      before(escapes.get, lastEscapes.get, length),
    ),
  ).reduce((some, one) => i64.or(some, one));
  // What Teddy names is the fourth byte.
  const teddy = not(
    i64.or(
      i64.shrU(i64.load(word.get, NO_TEDDY_BITS + own), i64.const(3)),
      i64.shl(i64.load(word.get, NO_TEDDY_BITS + own + 8), i64.const(61)),
    ),
  );
  const take = (k: number): Code => [
    ...i32.store(cursor.get, i32.add(at.get, i32.wrap(i64.ctz(bits.get))), 4 * k),
    ...bits.set(i64.and(bits.get, i64.sub(bits.get, one))),
  ];
  return [
    ...last.set(i64.load(c(0), LETTER_BITS)),
    ...lastSmall.set(i64.and(last.get, i64.load(c(0), SMALL_BITS))),
    ...lastEscapes.set(i64.load(c(0), ESCAPE_BITS)),
    ...marks.set(i32.add(shared(Shared.Marks), i32.shrU(i32.sub(at.get, shared(Shared.Begin)), c(3)))),
    ...f.while(
      () => i32.ltU(at.get, end.get),
      () => [
        ...letters.set(i64.load(word.get, LETTER_BITS + own)),
        ...small.set(i64.and(letters.get, i64.load(word.get, SMALL_BITS + own))),
        ...escapes.set(i64.load(word.get, ESCAPE_BITS + own)),
        ...ended.set(i64.const(0)),
        ...f.if(
          i64.ne(i64.or(escapes.get, i64.shrU(lastEscapes.get, i64.const(64 - LONGEST_ESCAPE))), i64.const(0)),
          () => ended.set(endsEscape),
        ),
        ...i64.store(marks.get, ended.get),
        ...bits.set(i64.and(i64.or(begins, teddy), upTo(at, end))),
        ...last.set(letters.get),
        ...lastSmall.set(small.get),
        ...lastEscapes.set(escapes.get),
        ...marks.set(i32.add(marks.get, c(8))),
        ...cursor.set(list.get),
        ...list.set(i32.add(list.get, i32.shl(i32.wrap(i64.popcnt(bits.get)), c(2)))),
        ...f.while(
          () => i32.eqz(i64.eqz(bits.get)),
          () => [
            ...Array.from({ length: BITS_AT_ONCE }, (_, k) => take(k)).flat(),
            ...cursor.set(i32.add(cursor.get, c(4 * BITS_AT_ONCE))),
          ],
        ),
        ...word.set(i32.add(word.get, c(8))),
        ...at.set(i32.add(at.get, c(64))),
      ],
    ),
  ];
}

/** Goes through the list and keeps those for which a bit of `keep` is 1; `place` and `text`, its first four bytes, are set. */
function filtered(
  f: FunctionBuilder,
  list: Local,
  keep: (place: Local, text: Local, table: (field: number) => Local) => Code,
): Code {
  const [place, text, from] = f.locals(Type.i32, 3);
  const end = f.local(Type.i32);
  const tables = new Map<number, Local>();
  const body = keep(place, text, (field) => {
    const local = tables.get(field) ?? f.local(Type.i32);
    tables.set(field, local);
    return local;
  });
  return [
    ...[...tables].flatMap(([field, local]) => local.set(i32.load(c(DISPATCH), field))),
    ...end.set(list.get),
    ...from.set(c(PLACES)),
    ...list.set(c(PLACES)),
    ...f.while(
      () => i32.ltU(from.get, end.get),
      () => [
        ...place.set(i32.load(from.get)),
        ...text.set(i32.load(place.get)),
        ...i32.store(list.get, place.get),
        ...list.set(i32.add(list.get, i32.shl(i32.and(body, c(1)), c(2)))),
        ...from.set(i32.add(from.get, c(4))),
      ],
    ),
  ];
}

/** The bit of a table, and others above it. */
function bitOf(bit: Local, table: Local, value: Code): Code {
  return [
    ...bit.set(value),
    ...i32.shrU(i32.load8(i32.add(table.get, i32.shrU(bit.get, c(3)))), i32.and(bit.get, c(7))),
  ];
}

function hashOf(text: Code, bits: number, factor = HASH_FACTOR): Code {
  return i32.shrU(i32.mul(text, c(factor)), c(32 - bits));
}

/** The first three of four bytes, folded, above the byte that is left out. */
function tripleOf(text: Local): Code {
  return i32.shl(i32.or(text.get, c(HASH_FOLD)), c(8));
}

/** Of the first bytes of `word`, folded: the others are above. */
function hashOfWord(word: Local, length: number): Code {
  const bytes = i64.shl(word.get, i64.const(64 - 8 * length));
  return i32.wrap(i64.shrU(i64.mul(bytes, i64.const(BigInt.asIntN(64, WORD_FACTOR))), i64.const(64 - WORD_BITS)));
}

function keepHashed(f: FunctionBuilder, list: Local): Code {
  const bit = f.local(Type.i32);
  return filtered(f, list, (_place, text, table) =>
    bitOf(bit, table(GramField.Triples), hashOf(tripleOf(text), TRIPLE_BITS)),
  );
}

function keepKnown(f: FunctionBuilder, list: Local): Code {
  const [bit, slot] = f.locals(Type.i32, 2);
  const word = f.local(Type.i64);
  return filtered(f, list, (place, text, table) => {
    const classes = table(GramField.Classes);
    const masks = table(GramField.Masks);
    const words = table(GramField.Words);
    const allows = (k: number): Code =>
      i32.shrU(i32.load(slot.get, 4 * k), i32.load8(i32.add(classes.get, i32.load8(place.get, 3 + k))));
    const masked = bitOf(bit, table(GramField.Masked), hashOf(tripleOf(text), TRIPLE_BITS, OTHER_HASH_FACTOR));
    return [
      ...word.set(i64.or(i64.load(place.get), i64.const(WORD_FOLD))),
      ...slot.set(i32.add(masks.get, i32.mul(hashOf(tripleOf(text), MASK_BITS), c(4 * MASKED_BYTES)))),
      ...[
        bitOf(bit, words, hashOfWord(word, LONG_WORD)),
        bitOf(bit, words, hashOfWord(word, SHORT_WORD)),
        bitOf(bit, table(GramField.Pairs), i32.and(text.get, c(0xffff))),
        Array.from({ length: MASKED_BYTES }, (_, k) => allows(k)).reduce((all, one) => i32.and(all, one), masked),
      ].reduce((some, one) => i32.or(some, one)),
    ];
  });
}
