import type { Validator } from '../data-identifier.ts';

/** Refuses numbers that are joined to others by signs or spaces, for patterns that take those whole. */
export const soleNumber: Validator = (value) => (/^[0-9]+$/.test(value) ? null : 'bad-format');
