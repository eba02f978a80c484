/** The characters that one run of a token is drawn from. */
export interface Alphabet {
  /** Members of a character class that are word characters, and those that are not: `\b` tells them apart. */
  readonly word: string;
  readonly other: string;
  /** The members spelled out, in a fixed order. */
  readonly characters: string;
}

const DIGITS = '0123456789';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();

/** Between `least` and `most` characters of an alphabet. */
export interface Run {
  readonly alphabet: Alphabet;
  readonly least: number;
  readonly most: number;
}

type RunOf = (least: number, most?: number) => Run;

function runOf(word: string, characters: string, other = ''): RunOf {
  const alphabet: Alphabet = { word, other, characters };
  return (least, most = least) => ({ alphabet, least, most });
}

export const digits = runOf('0-9', DIGITS);
export const hex = runOf('0-9a-f', `${DIGITS}abcdef`);
export const upperHex = runOf('0-9A-F', `${DIGITS}ABCDEF`);
export const anyHex = runOf('0-9A-Fa-f', `${DIGITS}ABCDEFabcdef`);
export const lowerLetters = runOf('a-z', LOWER);
export const lower36 = runOf('0-9a-z', DIGITS + LOWER);
export const upper36 = runOf('0-9A-Z', DIGITS + UPPER);
/** RFC 4648 section 6. */
export const base32 = runOf('2-7A-Z', UPPER + DIGITS.slice(2, 8));
/** BIP 173, in upper case. */
export const bech32Upper = runOf('02-9AC-HJ-NP-Z', `${DIGITS[0]}${DIGITS.slice(2)}ACDEFGHJKLMNPQRSTUVWXYZ`);
export const base62 = runOf('0-9A-Za-z', DIGITS + UPPER + LOWER);
export const wordRun = runOf('0-9A-Z_a-z', `${DIGITS + UPPER + LOWER}_`);
/** RFC 4648 section 5. */
export const base64url = runOf('0-9A-Z_a-z', `${DIGITS + UPPER + LOWER}_-`, '-');
/** RFC 4648 section 4. */
export const base64 = runOf('0-9A-Za-z', `${DIGITS + UPPER + LOWER}+/`, '+/');
/** Base 64 in an address: `+`, `/` and `=` as `%2B`, `%2F` and `%3D`. */
export const percentBase64 = runOf('0-9A-Za-z', `${DIGITS + UPPER + LOWER}%`, '%');
/** As Salesforce's session ids have them. */
export const wordDots = runOf('0-9A-Z_a-z', `${DIGITS + UPPER + LOWER}_.`, '.');
/** What RFC 3986 leaves unescaped. */
export const unreserved = runOf('0-9A-Z_a-z', `${DIGITS + UPPER + LOWER}_-.~`, '.~-');

/** Lower-case UUID, RFC 9562. */
export const uuid = [hex(8), '-', hex(4), '-', hex(4), '-', hex(4), '-', hex(12)] as const;
