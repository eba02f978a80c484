import type { DataIdentifier } from './types.ts';

/**
 * The row with a validator that also knows its ignore words and what is allowed, in this order: what the engine runs. A row that
 * has neither stays the same object.
 */
export function withValueGates(row: DataIdentifier): DataIdentifier {
  const { validate, ignoreWords = [], allowance } = row;
  if (ignoreWords.length === 0 && allowance === undefined) return row;
  return {
    ...row,
    validate: (value) => {
      const refusal = validate?.(value) ?? null;
      if (refusal !== null) return refusal;
      if (ignoreWords.some((word) => value.includes(word))) return 'ignored-word';
      return allowance?.covers(value) === true ? 'allowed' : null;
    },
  };
}
