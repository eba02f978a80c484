import type { Refusal } from '@dowser/identifiers';
import type { CompiledRow } from './compile.ts';

/** What the validator says of a row's reported span; null when the row has none or it passes. */
export function refusalOf({ row }: CompiledRow, bytes: Buffer, start: number, end: number): Refusal | null {
  const { validate } = row;
  if (validate === undefined) return null;
  if (validate.ofBytes !== undefined) return validate.ofBytes(bytes, start, end);
  return validate(bytes.toString('utf8', start, end));
}
