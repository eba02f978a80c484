import type { Validator } from '../data-identifier.ts';
import { Value } from '../value.ts';
import { valueValidator } from './value-validator.ts';

const HASH_FACTOR = 0x01000193;

/** Source: FNV-1a, 32 bits. */
function hashOf(value: Value): number {
  const length = value.compactLength();
  const { compactBytes } = value;
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ compactBytes[i]!, HASH_FACTOR);
  return hash;
}

/** Refuses values that are printed in documentation. Separators and case do not matter; `examples` hold letters and digits only. */
export function publishedExamples(examples: Iterable<string>): Validator {
  const known = new Set<string>();
  const hashes = new Set<number>();
  for (const example of examples) {
    const value = new Value(example);
    known.add(value.compact);
    hashes.add(hashOf(value));
  }
  return valueValidator((value) =>
    hashes.has(hashOf(value)) && known.has(value.compact) ? 'published-example' : null,
  );
}
