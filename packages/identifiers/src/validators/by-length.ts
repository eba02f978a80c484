import type { Validator } from '../data-identifier.ts';
import { checkOf, valueValidator } from './value-validator.ts';

/** Chooses the validator by the number of letters and digits in the value; other lengths are `bad-format`. */
export function byLength(validators: Readonly<Record<number, Validator>>): Validator {
  const checks = new Map(Object.entries(validators).map(([length, validate]) => [Number(length), checkOf(validate)]));
  return valueValidator((value) => {
    const check = checks.get(value.compactLength());
    return check === undefined ? 'bad-format' : check(value);
  });
}
