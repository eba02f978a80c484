import type { Refusal, Validator } from '../data-identifier.ts';
import { compact } from './text.ts';

/** Refuses a value whose letters and digits, in upper case, match the expression: ranges the authority never issues, or another stated reason. */
export function never(expression: RegExp, refusal: Refusal = 'never-issued'): Validator {
  const stateless = new RegExp(expression.source, expression.flags.replace(/[gy]/g, ''));
  return (value) => (stateless.test(compact(value)) ? refusal : null);
}

/** Refuses a number whose digits are all zero, a series' few letters aside: no authority issues it, and many checksums pass it. */
export const neverZero: Validator = never(/^[A-Z]{0,4}0+[A-Z]{0,4}$/);

/** Refuses one digit repeated throughout, for authorities that issue none such. */
export const neverUniform: Validator = never(/^(.)\1*$/);
