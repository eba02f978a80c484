/** The value as its authority prints it without separators: ASCII letters and digits only, letters in upper case. */
export function compact(value: string): string {
  return value.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
}

/** The ASCII digits of the value, in order. */
export function digitsOf(value: string): string {
  return value.replace(/[^0-9]/g, '');
}

/** A character's value in checks over letters and digits: 0-9 as themselves, A-Z as 10-35; NaN for others. Source: ISO 13616, ICAO 9303. */
export function alphanumericValue(character: string): number {
  return Number.parseInt(character, 36);
}
