import { type Code, FunctionBuilder, i32, i64, type Local, Type, VECTOR_BYTES, v128 } from '@dowser/wasm';
import { JOINTS, MAX_GAP_BYTES } from '../capitalised-words.ts';
import { KEYWORD_DISTANCE } from '../limits.ts';
import { BLOCK_LEAD, BLOCK_MARGIN, ESCAPE_BITS, LETTER_BITS, NO_WORD_BITS, Shared, SMALL_BITS } from './memory-map.ts';
import { shared } from './shared-code.ts';

const c = i32.const;
/** Bytes on each side of a keyword that are looked at: their bits are in one word of 64, wherever they begin. */
const SIDE_BYTES = 56;
const VECTORS = 4;
/** A longer keyword, and what stands after it may have no bits. */
const LONGEST = BLOCK_MARGIN - SIDE_BYTES - 2 * 8;
/** Kinds of what is no letter, highest bit first. */
const Mark = { Gap: 0, Space: 1, Joint: 2, Dot: 3 } as const;
/** Of the marks, all are among these 16 bytes. */
const MARKS_FROM = 0x20;
const MARK_TABLE = Array.from({ length: VECTOR_BYTES }, (_, i) => {
  const character = String.fromCharCode(MARKS_FROM + i);
  const marks = [' ,', ' ', JOINTS, '.'].map((members, bit) => (members.includes(character) ? 0x80 >> bit : 0));
  return marks.reduce((all, one) => all | one);
});

/** One bit for each mark that can be in a word. */
const IN_WORDS = [...`${JOINTS}.`].reduce((all, joint) => all | (1 << (joint.charCodeAt(0) - MARKS_FROM)), 0);

const one = i64.const(1);
const [and, or] = [i64.and, i64.or];
const not = (bits: Code): Code => i64.xor(bits, i64.const(-1));
const after = (bits: Code): Code => i64.shl(bits, one);
/** Where runs end that hold some of `from`. */
const endsOf = (runs: Local, from: Code): Code => and(i64.add(runs.get, from), not(runs.get));
const mask = (bits: number): Code => i64.const((1n << BigInt(bits)) - 1n);
const isSome = (bits: Code): Code => i64.ne(bits, i64.const(0));
/** Set where a run may go on after the last byte. */
const BEYOND_END = i64.const(1n << BigInt(SIDE_BYTES));

/**
 * nearWords(start, end): 0 when no value of areCapitalisedWords stands so near to the keyword `[start, end)`, which begins in the block
 * that was looked at, that the rule of text is met. A value is taken to stand where it may go on beyond the bytes that are looked at,
 * and where one of these is beyond ASCII.
 */
export function nearWords(): Code {
  const f = new FunctionBuilder(2);
  const [start, end] = [f.parameter(0), f.parameter(1)];
  const [at, x] = [f.local(Type.i32), f.local(Type.v128)];
  const [capitals, begins, small, words, gaps, ends] = f.locals(Type.i64, 6);
  const marks = f.locals(Type.i64, 4);
  const bits = (field: number, before = 0): Code => {
    const place = i32.sub(i32.add(i32.sub(at.get, shared(Shared.Block)), c(BLOCK_LEAD)), c(before));
    const word = i64.load(i32.shrU(place, c(3)), field);
    return i64.shrU(word, i64.extendU(i32.and(place, c(7))));
  };
  const isBeyondAscii = (address: Code, from: number): Code =>
    v128.bitmask(
      Array.from({ length: VECTORS }, (_, k) => v128.load(address, from + k * VECTOR_BYTES)).reduce((a, b) =>
        v128.or(a, b),
      ),
    );
  const setLetters: Code = [
    ...small.set(and(bits(LETTER_BITS), mask(SIDE_BYTES))),
    ...capitals.set(and(small.get, not(bits(SMALL_BITS)))),
    ...small.set(i64.xor(small.get, capitals.get)),
    // After a written escape, a word may begin inside another.
    ...begins.set(capitals.get),
    ...f.if(i64.eqz(or(bits(ESCAPE_BITS, 8), bits(ESCAPE_BITS))), () =>
      begins.set(and(begins.get, bits(NO_WORD_BITS, 1))),
    ),
  ];
  const setMarks: Code = [
    ...marks.flatMap((mark) => mark.set(i64.const(0))),
    ...Array.from({ length: VECTORS }, (_, k) => [
      ...x.set(v128.xor(v128.load(at.get, k * VECTOR_BYTES), v128.splat(MARKS_FROM))),
      ...x.set(v128.swizzle(v128.const(MARK_TABLE), x.get)),
      ...marks.flatMap((mark, bit) => {
        const own = i64.extendU(v128.bitmask(bit === 0 ? x.get : v128.shl16(x.get, bit)));
        return mark.set(or(mark.get, i64.shl(own, i64.const(k * VECTOR_BYTES))));
      }),
    ]).flat(),
    ...gaps.set(and(or(small.get, marks[Mark.Gap].get), mask(SIDE_BYTES))),
  ];
  /** An initial's dot is a part of it. */
  const setWords = (dots: Code): Code =>
    words.set(
      and(or(or(small.get, capitals.get), or(marks[Mark.Joint].get, and(marks[Mark.Dot].get, dots))), mask(SIDE_BYTES)),
    );
  /** Where a gap has ended, a word begins with a capital after a space. */
  const nextBegins = (ends: Code): Code => and(ends, and(capitals.get, after(marks[Mark.Space].get)));
  const gapsAfter = (ends: Code): Code => and(and(ends, marks[Mark.Gap].get), mask(SIDE_BYTES));
  const lookAfter: Code = [
    ...at.set(end.get),
    ...setLetters,
    ...f.if(isSome(and(begins.get, mask(KEYWORD_DISTANCE + 1))), () => [
      ...setMarks,
      ...setWords(after(begins.get)),
      ...begins.set(endsOf(words, and(begins.get, mask(KEYWORD_DISTANCE + 1)))),
      ...ends.set(gapsAfter(begins.get)),
      // A gap that goes on beyond the last byte began not long before it.
      ...small.set(endsOf(gaps, and(ends.get, not(mask(SIDE_BYTES - MAX_GAP_BYTES))))),
      ...f.if(isSome(or(nextBegins(endsOf(gaps, ends.get)), and(or(begins.get, small.get), BEYOND_END))), () =>
        f.return(c(1)),
      ),
    ]),
  ];
  const near = i64.const(((1n << BigInt(KEYWORD_DISTANCE + 1)) - 1n) << BigInt(SIDE_BYTES - KEYWORD_DISTANCE));
  // The first byte may be inside a value: it counts as all that it can be.
  const edge = (runs: Local): Code => and(runs.get, one);
  /** A word that began before the first byte can reach so far: what follows the letters there is a joint or a dot, or none is. */
  const firstOther = i32.load8(i32.add(at.get, i32.wrap(i64.ctz(not(or(small.get, capitals.get))))));
  const isLong = i32.and(i32.shrU(c(IN_WORDS), i32.xor(firstOther, c(MARKS_FROM))), c(1));
  const lookBefore: Code = [
    ...at.set(i32.sub(start.get, c(SIDE_BYTES))),
    ...setLetters,
    ...f.if(i64.eqz(or(begins.get, i64.extendU(isLong))), () =>
      f.if(isSome(and(not(or(small.get, capitals.get)), mask(SIDE_BYTES - KEYWORD_DISTANCE))), () => f.return(c(0))),
    ),
    ...setMarks,
    ...begins.set(or(begins.get, edge(capitals))),
    ...setWords(or(after(begins.get), one)),
    ...ends.set(endsOf(gaps, gapsAfter(endsOf(words, or(begins.get, edge(words)))))),
    ...ends.set(or(ends.get, and(endsOf(gaps, edge(gaps)), mask(MAX_GAP_BYTES + 1)))),
    ...f.if(isSome(and(endsOf(words, or(nextBegins(ends.get), edge(words))), near)), () => f.return(c(1))),
  ];
  const beyond = i32.or(isBeyondAscii(i32.sub(start.get, c(VECTORS * VECTOR_BYTES)), 0), isBeyondAscii(end.get, 0));
  return f.finish([
    ...f.if(i32.or(beyond, i32.gtU(i32.sub(end.get, start.get), c(LONGEST))), () => f.return(c(1))),
    ...lookAfter,
    ...lookBefore,
    ...c(0),
  ]);
}
