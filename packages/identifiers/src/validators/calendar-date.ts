import type { Validator } from '../data-identifier.ts';
import { isCalendarDay, isDate } from './calendar.ts';

/** How the names of each month begin, without marks: in English, Dutch, French, German, Italian, Portuguese and Spanish. */
const MONTHS = [
  ['jan', 'gen', 'ene'],
  ['feb', 'fev'],
  ['mar', 'maa', 'mae'],
  ['apr', 'abr', 'avr'],
  ['may', 'mai', 'mag', 'mei'],
  ['jun', 'juin', 'giu'],
  ['jul', 'juil', 'lug'],
  ['aug', 'ago', 'aou'],
  ['sep', 'set'],
  ['oct', 'okt', 'ott', 'out'],
  ['nov'],
  ['dec', 'dez', 'dic'],
];

/** From 1; 0 when the text names none. */
function monthNamed(text: string): number {
  const [name] = /\p{L}{3,}/u.exec(text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()) ?? [];
  if (name === undefined) return 0;
  return MONTHS.findIndex((beginnings) => beginnings.some((beginning) => name.startsWith(beginning))) + 1;
}

function isDay(year: string, month: number, day: number): boolean {
  return year.length === 4 ? isDate(Number(year), month, day) : isCalendarDay(month, day);
}

/** A day that exists: year first or last; before or after a year that is last, day and month in either order; months in figures or by name. */
export const calendarDate: Validator = (value) => {
  const compactForm = /^([0-9]{4})([0-9]{2})([0-9]{2})$/.exec(value);
  const [a = '', b = '', c = ''] = compactForm?.slice(1) ?? value.match(/[0-9]+/g) ?? [];
  const month = monthNamed(value);
  if (month > 0) {
    const [year, day] = a.length === 4 ? [a, b] : [b, a];
    return isDay(year, month, Number(day)) ? null : 'bad-format';
  }
  if (a.length === 4) return isDay(a, Number(b), Number(c)) ? null : 'bad-format';
  return isDay(c, Number(a), Number(b)) || isDay(c, Number(b), Number(a)) ? null : 'bad-format';
};
