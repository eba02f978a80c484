import type { Validator } from '../data-identifier.ts';

/** A month and a year, and nothing else: whole dates belong to other things that expire. */
export const cardExpiry: Validator = (value) => {
  const numbers = value.match(/[0-9]+/g) ?? [];
  if (/^[0-9]{1,4}(?:[/.-][0-9]{1,4}){2,}$/.test(value) || numbers.length > 2) return 'bad-format';
  return null;
};
