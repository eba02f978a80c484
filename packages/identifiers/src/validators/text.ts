/** The value as its authority prints it without separators: ASCII letters and digits only, letters in upper case. */
export function compact(value: string): string {
  return value.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
}

/** The ASCII digits of the value, in order. */
export function digitsOf(value: string): string {
  return value.replace(/[^0-9]/g, '');
}
