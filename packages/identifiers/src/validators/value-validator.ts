import type { Refusal, Validator } from '../data-identifier.ts';
import { Value } from '../value.ts';

/** Says why a value is refused; null when it may be real. Pure. */
export type ValueCheck = (value: Value) => Refusal | null;

const checks = new WeakMap<Validator, ValueCheck>();
/** One for all values: they are checked one after the other. */
const current = new Value();

/** A validator that reads the value's bytes. */
export function valueValidator(check: ValueCheck): Validator {
  const validate: Validator = Object.assign((text: string) => check(new Value(text)), {
    // Tells validators apart, where the rules of a catalogue are named.
    toString: () => check.toString(),
    ofBytes: (bytes: Buffer, start: number, end: number) => check(current.set(bytes, start, end)),
  });
  checks.set(validate, check);
  return validate;
}

/** How a validator checks a value: by its bytes if it can, or else as text. */
export function checkOf(validate: Validator): ValueCheck {
  return checks.get(validate) ?? (({ text }) => validate(text));
}
