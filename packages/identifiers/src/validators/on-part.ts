import type { Validator } from '../data-identifier.ts';

/** Checks what `part` makes of the value: a piece of it, or its digits in another order or with a known prefix. */
export function onPart(part: (value: string) => string, validate: Validator): Validator {
  return (value) => validate(part(value));
}
