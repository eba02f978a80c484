import { z } from 'zod';

/**
 * An array of at most `max` elements, counted before any of them is looked at: of an array of a million wrong ones a plain
 * `z.array` makes a million descriptions of what is wrong.
 */
export const boundedArray = <T extends z.ZodType>(element: T, max: number) =>
  z.array(z.unknown()).max(max).pipe(z.array(element));

/** An object of at most `max` names, counted in the same way. */
export const boundedRecord = <T extends z.ZodType>(value: T, max: number) =>
  z
    .record(z.string(), z.unknown())
    .refine((record) => Object.keys(record).length <= max, { error: `has more than ${max} names` })
    .pipe(z.record(z.string(), value));
