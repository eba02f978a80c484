import type { Validator } from '../data-identifier.ts';
import { isCalendarDay } from './calendar.ts';
import { valueValidator } from './value-validator.ts';

/** Added to the month of birth of women. */
const FEMALE_MONTH_OFFSET = 50;

/** Surname padded with 9s, a real day of birth, initials padded with 9s. Source: DVLA, driver number format. */
export const ukDriverNumber: Validator = valueValidator(({ compact: text }) => {
  const parts = /^[A-Z9]{5}[0-9]([0-9]{2})([0-9]{2})[0-9](?:[A-Z]{2}|[A-Z]9|99)/.exec(text);
  if (parts === null || !/^[A-Z]{1,5}9*$/.test(text.slice(0, 5))) return 'bad-format';
  const month = Number(parts[1]);
  return isCalendarDay(month > FEMALE_MONTH_OFFSET ? month - FEMALE_MONTH_OFFSET : month, Number(parts[2]))
    ? null
    : 'bad-format';
});
