/** Letters of scripts that put spaces between words; in the others a neighbour says nothing. */
const LETTER =
  /[\p{L}--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]]/v;
const [SMALL, CAPITAL] = [1, 2];
const ASCII_CASE = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code >= 0x61 && code <= 0x7a) return SMALL;
  return code >= 0x41 && code <= 0x5a ? CAPITAL : 0;
});
const UPPER = /\p{Lu}/u;
const LOWER = /\p{Ll}/u;

/** By code point, when it was asked for: KNOWN, with what else it is. */
const kinds = new Uint8Array(0x11_0000);
const [IS_LETTER, IS_UPPER, IS_LOWER, KNOWN] = [1, 2, 4, 8];

/** True for a byte that begins a character: in UTF-8 every byte but 10xxxxxx. */
export function beginsCharacter(byte: number): boolean {
  return (byte & 0xc0) !== 0x80;
}

/** Characters that begin in `[from, to)`. For valid UTF-8: code points. */
export function countCharacters(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if ((bytes[i]! & 0xc0) !== 0x80) count++;
  return count;
}

/** What the character is that ends just before `at`: 0 at the beginning and where the bytes are not UTF-8. */
function kindBefore(bytes: Uint8Array, at: number): number {
  let start = at - 1;
  while (start > 0 && at - start < 4 && !beginsCharacter(bytes[start]!)) start--;
  return start < 0 ? 0 : kindOf(bytes, start, at);
}

/** What the character is that begins at `at`: 0 at the end and where the bytes are not UTF-8. */
function kindAt(bytes: Uint8Array, at: number): number {
  return at >= bytes.length ? 0 : kindOf(bytes, at, at + sequenceLength(bytes[at]!));
}

/** True when the characters on both sides of `at` are letters of one word: not where camelCase begins a new one. */
export function isInsideWord(bytes: Uint8Array, at: number): boolean {
  if (at <= 0 || at >= bytes.length) return false;
  const left = bytes[at - 1]!;
  const right = bytes[at]!;
  if (left < 0x80 && right < 0x80) {
    const [leftCase, rightCase] = [ASCII_CASE[left]!, ASCII_CASE[right]!];
    return leftCase > 0 && rightCase > 0 && !(leftCase === SMALL && rightCase === CAPITAL);
  }
  const before = kindBefore(bytes, at);
  const after = kindAt(bytes, at);
  return (before & after & IS_LETTER) !== 0 && !((before & IS_LOWER) !== 0 && (after & IS_UPPER) !== 0);
}

/** True when `at` lies between the capitals of an abbreviation and a word in title case, as in NHSNumber. */
export function endsAbbreviation(bytes: Uint8Array, at: number): boolean {
  if (at <= 0 || at >= bytes.length) return false;
  if ((kindBefore(bytes, at) & kindAt(bytes, at) & IS_UPPER) === 0) return false;
  return (kindAt(bytes, at + sequenceLength(bytes[at]!)) & IS_LOWER) !== 0;
}

function sequenceLength(first: number): number {
  if (first < 0x80) return 1;
  if (first >= 0xf0) return 4;
  return first >= 0xe0 ? 3 : 2;
}

/** 0 unless `[from, to)` is exactly one well-formed UTF-8 character. */
function kindOf(bytes: Uint8Array, from: number, to: number): number {
  const code = codePointOf(bytes, from, to);
  if (code < 0) return 0;
  if (kinds[code] === 0) {
    const character = String.fromCodePoint(code);
    const isOf = (some: RegExp, flag: number): number => (some.test(character) ? flag : 0);
    kinds[code] = KNOWN | isOf(LETTER, IS_LETTER) | isOf(UPPER, IS_UPPER) | isOf(LOWER, IS_LOWER);
  }
  return kinds[code]!;
}

/** The least code point of a sequence of so many bytes. Source: The Unicode Standard, table 3-7, "Well-Formed UTF-8 Byte Sequences". */
const LEAST = [0, 0, 0x80, 0x800, 0x1_0000];

function codePointOf(bytes: Uint8Array, from: number, to: number): number {
  const first = bytes[from]!;
  const length = to - from;
  if (to > bytes.length || length !== sequenceLength(first)) return -1;
  if (length === 1) return first;
  // 10xxxxxx and 11111xxx begin nothing.
  if (first < 0xc0 || first >= 0xf8) return -1;
  let code = first & (0x7f >> length);
  for (let i = from + 1; i < to; i++) {
    if (beginsCharacter(bytes[i]!)) return -1;
    code = (code << 6) | (bytes[i]! & 0x3f);
  }
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code < LEAST[length]! || code > 0x10_ffff || isSurrogate ? -1 : code;
}
