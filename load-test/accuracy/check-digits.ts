/**
 * Check digits, written for the corpus alone from the standards' texts: nothing here is shared with the validators that the
 * corpus judges. Where the method fits, a check is found by trying instead of by the formula that a validator inverts.
 */

const DOUBLED = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];

/** ISO/IEC 7812-1: the digit after `body`. */
export function luhnDigit(body: string): string {
  const sum = [...body].reduceRight(
    (total, digit, place) => total + ((body.length - place) % 2 === 1 ? DOUBLED[Number(digit)]! : Number(digit)),
    0,
  );
  return String((1_000 - sum) % 10);
}

/** ISO 13616: country, check digits, account. */
export function withIbanCheck(country: string, account: string): string {
  const number = [...`${account}${country}00`].map((character) => Number.parseInt(character, 36)).join('');
  return `${country}${String(98n - (BigInt(number) % 97n)).padStart(2, '0')}${account}`;
}

/** Products of the dihedral group of the pentagon: rotations 0-4, reflections 5-9. */
function dihedral(a: number, b: number): number {
  const rotation = a < 5 ? (a % 5) + (b % 5) : (a % 5) - (b % 5) + 5;
  return (rotation % 5) + (a < 5 === b < 5 ? 0 : 5);
}

const STEP = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

function permuted(digit: number, times: number): number {
  return times === 0 ? digit : permuted(STEP[digit]!, times - 1);
}

/** Verhoeff 1969: the digit that brings the product to 0. */
export function verhoeffDigit(body: string): string {
  const product = (text: string): number =>
    [...text].reverse().reduce((sum, digit, place) => dihedral(sum, permuted(Number(digit), place % 8)), 0);
  return trying(DIGIT_LIST, (digit) => product(body + digit) === 0)!;
}

const DIGIT_LIST = [...'0123456789'];

/** The first candidate that fits. */
export function trying(candidates: readonly string[], fits: (candidate: string) => boolean): string | undefined {
  return candidates.find(fits);
}

/** Sum of the digits of `text` times the weights, from the left. */
export function weigh(text: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, place) => sum + weight * Number(text.charAt(place)), 0);
}

/** ICAO 9303: weights 7, 3, 1 over digits and letters (A is 10). */
export function icaoDigit(body: string): string {
  return String(
    [...body].reduce((sum, character, place) => sum + Number.parseInt(character, 36) * [7, 3, 1][place % 3]!, 0) % 10,
  );
}

/** ISO 7064 MOD 11,10. */
export function mod1110Digit(body: string): string {
  const remains = [...body].reduce((p, digit) => (((p + Number(digit)) % 10 || 10) * 2) % 11, 10);
  return String((11 - remains) % 10);
}

const SPANISH = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** Letter of a DNI or NIE by its number. */
export function spanishLetter(number: string): string {
  return SPANISH.charAt(Number(BigInt(number) % 23n));
}

const EVEN = (character: string): number => Number.parseInt(character, 36) - (character > '9' ? 10 : 0);
const ODD_LETTERS = 'BAKPLCQDREVOSFTGUHMINJWZYX';

/** Control letter over fifteen or twenty-two characters, odd ones by the decree's table, which is this order of letters. */
export function italianLetter(body: string): string {
  const sum = [...body].reduce((total, character, place) => {
    if (place % 2 === 1) return total + EVEN(character);
    return total + ODD_LETTERS.indexOf(String.fromCharCode(65 + EVEN(character)));
  }, 0);
  return String.fromCharCode(65 + (sum % 26));
}

/** CRC-32 (IEEE 802.3), bit by bit. */
export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** In base 62 (digits, capitals, small letters), padded to six. */
export function base62Of(value: number): string {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) text = alphabet.charAt(rest % 62) + text;
  return text.padStart(6, '0');
}
