import type { Validator } from '../data-identifier.ts';
import { isCalendarDay } from './calendar.ts';

/** The numbers for the general public and for foreigners. */
const GENERIC = /^X[AE]XX010101000$/;

/**
 * The Mexican tax number: letters of the name, a real day (of birth, of incorporation) and the homoclave, whose last
 * character is a digit or A. The check digit is not held against a number: enough numbers in use do not satisfy it.
 * Source: Código Fiscal de la Federación, artículo 27; SAT, estructura del RFC.
 */
export const rfc: Validator = (value) => {
  const text = value.toUpperCase().replace(/[^0-9A-ZÑ&]/g, '');
  if (GENERIC.test(text)) return 'published-example';
  const [, month, day] = /^[A-ZÑ&]{3,4}[0-9]{2}([0-9]{2})([0-9]{2})[0-9A-Z]{2}[0-9A]$/.exec(text) ?? [];
  return isCalendarDay(Number(month), Number(day)) ? null : 'bad-format';
};
