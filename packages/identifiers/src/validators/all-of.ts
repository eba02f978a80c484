import type { Validator } from '../data-identifier.ts';

/** Passes a value that every validator passes; else the first refusal, in the order given. */
export function allOf(...validators: readonly Validator[]): Validator {
  return (value) => {
    for (const validate of validators) {
      const refusal = validate(value);
      if (refusal !== null) return refusal;
    }
    return null;
  };
}
