import type { Validator } from '../data-identifier.ts';
import { compact } from './text.ts';

/** Chooses the validator by the number of letters and digits in the value; other lengths are `bad-format`. */
export function byLength(validators: Readonly<Record<number, Validator>>): Validator {
  return (value) => {
    const validate = validators[compact(value).length];
    return validate === undefined ? 'bad-format' : validate(value);
  };
}
