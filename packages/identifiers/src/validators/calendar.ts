const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True when some year has this day; both are 1-based. For numbers that do not say the century, so 29 February always passes. */
export function isCalendarDay(month: number, day: number): boolean {
  return day >= 1 && day <= (DAYS_IN_MONTH[month - 1] ?? 0);
}

/** True when the Gregorian calendar has this day; month and day are 1-based. */
export function isDate(year: number, month: number, day: number): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return isCalendarDay(month, day) && (leap || month !== 2 || day < 29);
}
