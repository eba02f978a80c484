import type { Validator } from '../data-identifier.ts';
import { assignedSecret, barePassword } from './assigned-secret.ts';

/** UUIDs, instants, addresses of mail, escaped signs: what stands in records beside secrets. */
const RECORD =
  /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d.*|[\w.+-]+@[\w-]+\.[\w.-]+|.*&(?:lt|gt|quot)\b.*)$/i;
/** Subresource integrity, as lockfiles have it under names of packages. Source: W3C, Subresource Integrity. */
const INTEGRITY = /^sha(?:1|256|384|512)-/;

/** A password that fills a field. */
export const fieldPassword: Validator = (value) => (RECORD.test(value) ? 'low-entropy' : barePassword(value));

/** A token or key that fills a field. */
export const fieldSecret: Validator = (value) => (INTEGRITY.test(value) ? 'low-entropy' : assignedSecret(value));
