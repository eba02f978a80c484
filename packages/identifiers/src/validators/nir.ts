import type { Validator } from '../data-identifier.ts';
import { valueValidator } from './value-validator.ts';

const FORM = /^[123478][0-9]{2}(?:0[1-9]|1[0-2]|[23][0-9]|4[0-2]|[5-9][0-9])(?:[0-9]{2}|2[AB])[0-9]{8}$/;
/** Corsica's departments count as 19 and 18. */
const CORSICA: Readonly<Record<string, string>> = { '2A': '19', '2B': '18' };

/** The French social security number: department, order number and key 97 - (number mod 97). Source: INSEE, décret 82-103. */
export const nir: Validator = valueValidator(({ compact: text }) => {
  if (!FORM.test(text)) return 'bad-format';
  const department = text.slice(5, 7);
  if (department === '00' || text.slice(10, 13) === '000') return 'never-issued';
  const number = text.slice(0, 5) + (CORSICA[department] ?? department) + text.slice(7, 13);
  return 97 - (Number(number) % 97) === Number(text.slice(13)) ? null : 'bad-checksum';
});
