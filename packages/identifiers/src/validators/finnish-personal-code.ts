import type { Validator } from '../data-identifier.ts';
import { isCalendarDay } from './calendar.ts';
import { compact } from './text.ts';

const CHECK_CHARACTERS = '0123456789ABCDEFHJKLMNPRSTUVWXY';

/** Day of birth, century sign, individual number, and a check character by the number mod 31. Source: Väestötietojärjestelmälaki; https://dvv.fi. */
export const finnishPersonalCode: Validator = (value) => {
  const parts = /^([0-9]{2})([0-9]{2})([0-9]{2})[A-FU-Y+-]?([0-9]{3})([0-9A-Y])$/i.exec(value.trim());
  if (parts === null || !isCalendarDay(Number(parts[2]), Number(parts[1]))) return 'bad-format';
  const number = Number(`${parts[1]}${parts[2]}${parts[3]}${parts[4]}`);
  return CHECK_CHARACTERS[number % CHECK_CHARACTERS.length] === compact(parts[5] ?? '') ? null : 'bad-checksum';
};
