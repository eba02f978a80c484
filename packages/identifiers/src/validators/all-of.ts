import type { Validator } from '../data-identifier.ts';
import { checkOf, valueValidator } from './value-validator.ts';

/** Passes a value that every validator passes; else the first refusal, in the order given. */
export function allOf(...validators: readonly Validator[]): Validator {
  const checks = validators.map(checkOf);
  return valueValidator((value) => {
    for (const check of checks) {
      const refusal = check(value);
      if (refusal !== null) return refusal;
    }
    return null;
  });
}
