import type { Validator } from '../data-identifier.ts';
import { isCalendarDay, isDate } from './calendar.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function isDay(year: string, month: number, day: number): boolean {
  return year.length === 4 ? isDate(Number(year), month, day) : isCalendarDay(month, day);
}

/** A day that exists: year first or last; before or after a year that is last, day and month in either order; months in figures or English. */
export const calendarDate: Validator = (value) => {
  const compactForm = /^([0-9]{4})([0-9]{2})([0-9]{2})$/.exec(value);
  const [a = '', b = '', c = ''] = compactForm?.slice(1) ?? value.match(/[0-9]+/g) ?? [];
  const name = /[a-z]{3,}/i.exec(value)?.[0].slice(0, 3).toLowerCase();
  const month = name === undefined ? 0 : MONTHS.indexOf(name) + 1;
  if (month > 0) {
    const [year, day] = a.length === 4 ? [a, b] : [b, a];
    return isDay(year, month, Number(day)) ? null : 'bad-format';
  }
  if (a.length === 4) return isDay(a, Number(b), Number(c)) ? null : 'bad-format';
  return isDay(c, Number(a), Number(b)) || isDay(c, Number(b), Number(a)) ? null : 'bad-format';
};
