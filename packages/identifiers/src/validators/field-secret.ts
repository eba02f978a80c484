import type { ContextValidator, Validator } from '../data-identifier.ts';
import { assignedSecret, barePassword } from './assigned-secret.ts';
import { PASSWORD_NAME, SECRET_NAME, TOLD_CHARACTER, TOLD_NAME, WHICH } from './secret-names.ts';

/** UUIDs, instants, addresses of mail, escaped signs: what stands in records beside secrets. */
const RECORD =
  /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d.*|[\w.+-]+@[\w-]+\.[\w.-]+|.*&(?:lt|gt|quot)\b.*)$/i;
/** Subresource integrity, as lockfiles have it under names of packages. Source: W3C, Subresource Integrity. */
const INTEGRITY = /^sha(?:1|256|384|512)-/;

/** A password that fills a field. */
export const fieldPassword: Validator = (value) => (RECORD.test(value) ? 'low-entropy' : barePassword(value));

/** A token or key that fills a field. */
export const fieldSecret: Validator = (value) => (INTEGRITY.test(value) ? 'low-entropy' : assignedSecret(value));

/** Refuses what a name right before it tells, as in `"password": "…"`: the identifiers of assignments report that. */
function notAssigned(...assignments: readonly (readonly [name: string, character: string])[]): ContextValidator {
  const forms = assignments.map(([name, character]) => ({
    name: new RegExp(String.raw`(?:${name})${WHICH}\\?["']?\s{0,2}(?:=>|[:=])\s{0,2}\\?"$`, 'i'),
    value: new RegExp(`^${character}*$`),
  }));
  return (value, { before }) =>
    forms.some((form) => form.value.test(value) && form.name.test(before)) ? 'bad-format' : null;
}

export const notAssignedPassword = notAssigned([PASSWORD_NAME, String.raw`[^'\\]`], [TOLD_NAME, TOLD_CHARACTER]);
export const notAssignedSecret = notAssigned([SECRET_NAME, '.']);
