import { z } from 'zod';

/** Schemas that take the text of an environment variable as well as a YAML value. */

const splitList = (value: unknown): unknown =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
    : (value ?? []);

/** Comma-separated text or a YAML list; absent is the empty list. */
export const textList = z.preprocess(splitList, z.array(z.string()));

/** A whole number of at least `min`; absent is `fallback`. */
export const wholeNumber = (fallback: number, min = 0) =>
  z.preprocess((value) => value ?? fallback, z.coerce.number().int().min(min));

/** Text; absent is `fallback`. */
export const text = (fallback: string) => z.preprocess((value) => value ?? fallback, z.string());

/** Text that must be given. */
export const requiredText = z.preprocess((value) => value ?? '', z.string().min(1, 'is not set'));

/** `true`/`false`, `1`/`0`, `yes`/`no`; absent is `fallback`. */
export const flag = (fallback: boolean) =>
  z.preprocess((value) => (value === undefined ? fallback : String(value)), z.union([z.boolean(), z.stringbool()]));
