import { sameInAnyCase } from '../case-folding.ts';

/** An inclusive range of code points or bytes. */
export type Range = readonly [low: number, high: number];

export const MAX_CODE_POINT = 0x10_ffff;
const MAX_ASCII = 0x7f;
/** Highest code points of 1, 2, 3 and 4 bytes in UTF-8. */
const LONGEST = [MAX_ASCII, 0x7ff, 0xffff, MAX_CODE_POINT];

/** The same members, ascending and apart. */
export function normalised(ranges: readonly Range[]): readonly Range[] {
  const result: [number, number][] = [];
  for (const [low, high] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else result.push([low, high]);
  }
  return result;
}

/** Every code point that is not in `ranges`. */
export function complement(ranges: readonly Range[]): readonly Range[] {
  const result: Range[] = [];
  let next = 0;
  for (const [low, high] of normalised(ranges)) {
    if (low > next) result.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= MAX_CODE_POINT) result.push([next, MAX_CODE_POINT]);
  return result;
}

/** The range and all other cases of its members; undefined for a range of letters outside ASCII, which is not worth a table. */
export function folded([low, high]: Range): readonly Range[] | undefined {
  if (high > MAX_ASCII && low !== high) return undefined;
  const members: Range[] = [];
  for (let code = low; code <= high; code++) {
    for (const character of sameInAnyCase(String.fromCodePoint(code))) {
      members.push([character.codePointAt(0)!, character.codePointAt(0)!]);
    }
  }
  return normalised(members);
}

/** The ways in which the members of a range are written in UTF-8: sequences of byte ranges. As RE2 does it, on bad UTF-8 too. */
export function utf8Sequences([low, high]: Range): readonly (readonly Range[])[] {
  if (low > high) return [];
  if (low === MAX_ASCII + 1 && high === MAX_CODE_POINT) return ALL_OUTSIDE_ASCII;
  for (const longest of LONGEST) {
    if (low <= longest && longest < high) return splitAt([low, high], longest);
  }
  if (high <= MAX_ASCII) return [[[low, high]]];
  for (const mask of [0x3f, 0xfff, 0x3_ffff]) {
    if ((low & ~mask) === (high & ~mask)) continue;
    if ((low & mask) !== 0) return splitAt([low, high], low | mask);
    if ((high & mask) !== mask) return splitAt([low, high], (high & ~mask) - 1);
  }
  const from = encoded(low);
  const to = encoded(high);
  return [from.map((byte, i) => [byte, to[i]!] as const)];
}

const CONTINUATION: Range = [0x80, 0xbf];
/** RE2 takes this range, which every negated class has, more loosely than UTF-8: Compiler::Add_80_10ffff. */
const ALL_OUTSIDE_ASCII: readonly (readonly Range[])[] = [
  [[0xc2, 0xdf], CONTINUATION],
  [[0xe0, 0xef], CONTINUATION, CONTINUATION],
  [[0xf0, 0xf4], CONTINUATION, CONTINUATION, CONTINUATION],
];

function splitAt([low, high]: Range, last: number): readonly (readonly Range[])[] {
  return [...utf8Sequences([low, last]), ...utf8Sequences([last + 1, high])];
}

function encoded(code: number): readonly number[] {
  const tail = (shift: number): number => 0x80 | ((code >> shift) & 0x3f);
  if (code <= LONGEST[1]!) return [0xc0 | (code >> 6), tail(0)];
  if (code <= LONGEST[2]!) return [0xe0 | (code >> 12), tail(6), tail(0)];
  return [0xf0 | (code >> 18), tail(12), tail(6), tail(0)];
}
