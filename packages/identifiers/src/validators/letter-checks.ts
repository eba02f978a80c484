import type { Validator } from '../data-identifier.ts';
import { compact } from './text.ts';

function weighed(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0);
}

/** Ireland: seven digits, the letter for their sum mod 23, and perhaps a second letter that counts nine times. Source: Social Welfare Consolidation Act 2005, s. 262. */
export const ppsNumber: Validator = (value) => {
  const parts = /^([0-9]{7})([A-W])([A-IW])?$/.exec(compact(value));
  if (parts === null) return 'bad-format';
  const second = parts[3] === undefined || parts[3] === 'W' ? 0 : parts[3].charCodeAt(0) - 64;
  const sum = weighed(parts[1]!, [8, 7, 6, 5, 4, 3, 2]) + 9 * second;
  return 'WABCDEFGHIJKLMNOPQRSTUV'[sum % 23] === parts[2] ? null : 'bad-checksum';
};

/** Hong Kong: one or two letters and six digits, and a check character by ISO 7064-like weights mod 11. Source: Registration of Persons Regulations, Cap. 177A. */
export const hongKongIdentityCard: Validator = (value) => {
  const text = compact(value);
  if (!/^[A-Z]{1,2}[0-9]{6}[0-9A]$/.test(text)) return 'bad-format';
  const SPACE = 36;
  const values = [...text].map((character) => Number.parseInt(character, 36));
  if (values.length === 8) values.unshift(SPACE);
  return values.reduce((sum, one, place) => sum + one * (9 - place), 0) % 11 === 0 ? null : 'bad-checksum';
};

const SINGAPORE = {
  S: [0, 'JZIHGFEDCBA'],
  T: [4, 'JZIHGFEDCBA'],
  F: [0, 'XWUTRQPNMLK'],
  G: [4, 'XWUTRQPNMLK'],
  M: [3, 'XWUTRQPNJLK'],
} as const;

/** Singapore: NRIC and FIN, whose letter follows from the weighted digits and the first letter. Source: National Registration Act 1965. */
export const singaporeIdentityNumber: Validator = (value) => {
  const parts = /^([STFGM])([0-9]{7})([A-Z])$/.exec(compact(value));
  if (parts === null) return 'bad-format';
  const [offset, letters] = SINGAPORE[parts[1] as keyof typeof SINGAPORE];
  return letters[(offset + weighed(parts[2]!, [2, 7, 6, 5, 4, 3, 2])) % 11] === parts[3] ? null : 'bad-checksum';
};

/** The order in which letters stand for 10 to 35. */
const TAIWANESE = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

/** Taiwan: a letter as two digits, and eight digits, weigh a multiple of ten with the check digit. Source: 戶籍法 (Household Registration Act). */
export const taiwanIdentityNumber: Validator = (value) => {
  const text = compact(value);
  if (!/^[A-Z][1289][0-9]{8}$/.test(text)) return 'bad-format';
  const digits = `${TAIWANESE.indexOf(text.charAt(0)) + 10}${text.slice(1)}`;
  return weighed(digits, [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1]) % 10 === 0 ? null : 'bad-checksum';
};

/** What digits at the first, third, fifth and seventh place count. */
const CYPRIOT = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];

/** Cyprus: eight digits and the letter for their sum mod 26, every other digit counted by a table. Source: Commission, TIN algorithms, CY. */
export const cypriotTaxCode: Validator = (value) => {
  const text = compact(value);
  if (!/^[0-9]{8}[A-Z]$/.test(text)) return 'bad-format';
  const sum = [...text.slice(0, 8)].reduce((total, digit, place) => {
    return total + (place % 2 === 0 ? CYPRIOT[Number(digit)]! : Number(digit));
  }, 0);
  return text.charCodeAt(8) - 65 === sum % 26 ? null : 'bad-checksum';
};

const NHI_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/** New Zealand: three letters (no I, no O) and a weighted sum: mod 11 with a last digit, mod 24 with a last letter. Source: HISO 10046. */
export const nationalHealthIndex: Validator = (value) => {
  const text = compact(value);
  if (!/^[A-HJ-NP-Z]{3}[0-9]{2}(?:[0-9]{2}|[A-HJ-NP-Z]{2})$/.test(text)) return 'bad-format';
  const worth = (character: string): number =>
    character <= '9' ? Number(character) : NHI_LETTERS.indexOf(character) + 1;
  const sum = [...text.slice(0, 6)].reduce((total, character, place) => total + worth(character) * (7 - place), 0);
  const last = text.charAt(6);
  if (last > '9') return NHI_LETTERS[23 - (sum % 24)] === last ? null : 'bad-checksum';
  const rest = sum % 11;
  return rest !== 0 && String((11 - rest) % 10) === last ? null : 'bad-checksum';
};
