import type { Validator } from '../data-identifier.ts';
import type { Value } from '../value.ts';
import { valueValidator } from './value-validator.ts';

function weighed({ digits }: Value, weights: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]! * digits[i]!;
  return sum;
}

/** Türkiye: the tenth digit follows from the places of the first nine, the eleventh is the last digit of their sum. Source: 5490 sayılı Nüfus Hizmetleri Kanunu. */
export const turkishIdentityNumber: Validator = valueValidator((value) => {
  if (value.digitsLength() !== 11) return 'bad-format';
  const tenth = weighed(value, [7, -1, 7, -1, 7, -1, 7, -1, 7]) % 10;
  if ((tenth + 10) % 10 !== value.digits[9]) return 'bad-checksum';
  return weighed(value, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) % 10 === value.digits[10] ? null : 'bad-checksum';
});

/** Numbers up to this one have no check number. */
const SNILS_WITHOUT_CHECK = 1_001_998;

/** Russia: the last two digits are the weighted sum of the first nine mod 101, 100 counting as 0. Source: Постановление Правления ПФ РФ от 31.07.2006 N 192п. */
export const snils: Validator = valueValidator((value) => {
  if (value.digitsLength() !== 11) return 'bad-format';
  const { digits } = value;
  const number = weighed(value, [1e8, 1e7, 1e6, 1e5, 1e4, 1e3, 100, 10, 1]);
  if (number <= SNILS_WITHOUT_CHECK) return 'bad-format';
  const sum = weighed(value, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101;
  return digits[9]! * 10 + digits[10]! === sum % 100 ? null : 'bad-checksum';
});

/** Since October 2020 the digits after the first of the second half are random, and have no check. */
const KOREAN_RANDOM_FROM_YEAR = 20;

/** South Korea: thirteen digits, the last of which follows from the others by their weights, unless born since 2020. Source: 주민등록법 시행규칙 제2조. */
export const koreanRegistrationNumber: Validator = valueValidator((value) => {
  if (value.digitsLength() !== 13) return 'bad-format';
  const { digits } = value;
  const born2000s = [3, 4, 7, 8].includes(digits[6]!);
  if (born2000s && digits[0]! * 10 + digits[1]! >= KOREAN_RANDOM_FROM_YEAR) return null;
  const sum = weighed(value, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]);
  const checks = [(11 - (sum % 11)) % 10, (13 - (sum % 11)) % 10];
  // Foreigners' numbers, whose seventh digit is 5 to 8, add two.
  return checks.slice(0, digits[6]! >= 5 && digits[6]! <= 8 ? 2 : 1).includes(digits[12]!) ? null : 'bad-checksum';
});

/** Latvia: personal codes that begin with a day of birth have a check digit; those since 2017, which begin with 32, are taken as they are. Source: Fizisko personu reģistra likums. */
export const latvianPersonalCode: Validator = valueValidator((value) => {
  if (value.digitsLength() !== 11) return 'bad-format';
  const { digits } = value;
  if (digits[0] === 3 && digits[1] === 2) return null;
  const sum = 1 + weighed(value, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9]);
  return (sum % 11) % 10 === digits[10] ? null : 'bad-checksum';
});
