import type { Validator } from '../data-identifier.ts';
import type { Value } from '../value.ts';
import { isCalendarDay } from './calendar.ts';
import { valueValidator } from './value-validator.ts';

export interface DatePlaces {
  /** Places of the two digits of each among the digits of the value, from 0. */
  readonly month: number;
  readonly day: number;
  /** What may have been added to the month or the day, by sex, century or kind of number; 0 is always allowed. */
  readonly monthOffsets?: readonly number[];
  readonly dayOffsets?: readonly number[];
}

function twoDigits({ digits }: Value, place: number): number {
  return digits[place]! * 10 + digits[place + 1]!;
}

/** The digits at these places are a day that some year has. Values with too few digits are `bad-format`. */
export function birthDate({ month, day, monthOffsets = [], dayOffsets = [] }: DatePlaces): Validator {
  const months = [0, ...monthOffsets];
  const days = [0, ...dayOffsets];
  const least = Math.max(month, day) + 2;
  return valueValidator((value) => {
    if (value.digitsLength() < least) return 'bad-format';
    const [m, d] = [twoDigits(value, month), twoDigits(value, day)];
    return months.some((a) => days.some((b) => isCalendarDay(m - a, d - b))) ? null : 'bad-format';
  });
}
