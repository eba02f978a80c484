import type { Refusal } from '@dowser/identifiers';
import type { CompiledRow } from './compile.ts';
import { SURROUNDINGS_BYTES } from './limits.ts';

/** What the validators say of a row's reported span; null when the row has none or it passes. */
export function refusalOf({ row }: CompiledRow, bytes: Buffer, start: number, end: number): Refusal | null {
  const { validate, validateInContext } = row;
  if (validate !== undefined) {
    const refusal =
      validate.ofBytes === undefined
        ? validate(bytes.toString('utf8', start, end))
        : validate.ofBytes(bytes, start, end);
    if (refusal !== null) return refusal;
  }
  if (validateInContext === undefined) return null;
  return validateInContext(bytes.toString('utf8', start, end), {
    before: bytes.toString('utf8', Math.max(0, start - SURROUNDINGS_BYTES), start),
    after: bytes.toString('utf8', end, Math.min(bytes.length, end + SURROUNDINGS_BYTES)),
  });
}
