import type { Validator } from '../data-identifier.ts';

const WHOLE_DATE = /^[0-9]{1,4}(?:[/.-][0-9]{1,4}){2,}$|^[0-9]{1,2}[ /-][a-z]+[ ,/-]{1,2}[0-9]{4}$/i;

/** A month and a year, and nothing else: whole dates belong to other things that expire. */
export const cardExpiry: Validator = (value) => (WHOLE_DATE.test(value) ? 'bad-format' : null);
