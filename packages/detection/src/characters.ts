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

/** The character that ends just before `at`, or '' at the beginning and where the bytes are not UTF-8. */
function characterBefore(bytes: Uint8Array, at: number): string {
  if (at <= 0) return '';
  const last = bytes[at - 1]!;
  if (last < 0x80) return String.fromCharCode(last);
  let start = at - 1;
  while (start > 0 && at - start < 4 && !beginsCharacter(bytes[start]!)) start--;
  return decodeCharacter(bytes, start, at);
}

/** The character that begins at `at`, or '' at the end and where the bytes are not UTF-8. */
function characterAt(bytes: Uint8Array, at: number): string {
  if (at >= bytes.length) return '';
  const first = bytes[at]!;
  if (first < 0x80) return String.fromCharCode(first);
  return decodeCharacter(bytes, at, at + sequenceLength(first));
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
  const before = characterBefore(bytes, at);
  const after = characterAt(bytes, at);
  return LETTER.test(before) && LETTER.test(after) && !(LOWER.test(before) && UPPER.test(after));
}

/** True when `at` lies between the capitals of an abbreviation and a word in title case, as in NHSNumber. */
export function endsAbbreviation(bytes: Uint8Array, at: number): boolean {
  if (at <= 0 || at >= bytes.length || !UPPER.test(characterBefore(bytes, at))) return false;
  const after = characterAt(bytes, at);
  return UPPER.test(after) && LOWER.test(characterAt(bytes, at + Buffer.byteLength(after)));
}

function sequenceLength(first: number): number {
  if (first >= 0xf0) return 4;
  return first >= 0xe0 ? 3 : 2;
}

/** '' unless `[from, to)` is exactly one well-formed UTF-8 character. */
function decodeCharacter(bytes: Uint8Array, from: number, to: number): string {
  if (to > bytes.length) return '';
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');
  return text.includes('\ufffd') || [...text].length !== 1 ? '' : text;
}
