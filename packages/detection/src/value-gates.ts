import type { Refusal, Validator } from '@dowser/identifiers';
import type { DataIdentifier } from './types.ts';

/**
 * The row with a validator that also knows its ignore words and what is allowed, in this order: what the engine runs. A row that
 * has neither stays the same object.
 */
export function withValueGates(row: DataIdentifier): DataIdentifier {
  const { validate, ignoreWords = [], allowance } = row;
  if (ignoreWords.length === 0 && allowance === undefined) return row;
  const later = (value: string): Refusal | null => {
    if (ignoreWords.some((word) => value.includes(word))) return 'ignored-word';
    return allowance?.covers(value) === true ? 'allowed' : null;
  };
  const gates: Validator = (value) => validate?.(value) ?? later(value);
  const ofBytes = validate?.ofBytes;
  if (ofBytes === undefined) return { ...row, validate: gates };
  // A string is made only of what the validator lets through.
  const gatesOfBytes: Validator['ofBytes'] = (bytes, start, end) =>
    ofBytes(bytes, start, end) ?? later(bytes.toString('utf8', start, end));
  return { ...row, validate: Object.assign(gates, { ofBytes: gatesOfBytes }) };
}
