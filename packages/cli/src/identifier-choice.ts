import {
  type DataIdentifier,
  type IdentifierSelection,
  selectIdentifiers,
  UnknownIdentifiersError,
} from '@dowser/identifiers';
import { UsageError } from './usage-error.ts';

/** `recommended`, `all`, or ids with commas between. */
export function parseIdentifierChoice(text: string): IdentifierSelection {
  if (text === 'recommended' || text === 'all') return text;
  const ids = text
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  if (ids.length === 0)
    throw new UsageError('--identifiers names none: give recommended, all, or ids with commas between');
  return ids;
}

/** The rows that the text names. Throws UsageError that lists every unknown id. */
export function identifiersOf(text: string): readonly DataIdentifier[] {
  try {
    return selectIdentifiers(parseIdentifierChoice(text));
  } catch (error) {
    if (error instanceof UnknownIdentifiersError) {
      throw new UsageError(`${error.message}\nSee: dowser identifiers list`);
    }
    throw error;
  }
}
