import type { Validator } from '../data-identifier.ts';
import { compact } from './text.ts';

/** Refuses values that are printed in documentation. Separators and case do not matter; `examples` hold letters and digits only. */
export function publishedExamples(examples: Iterable<string>): Validator {
  const known = new Set<string>();
  for (const example of examples) known.add(compact(example));
  return (value) => (known.has(compact(value)) ? 'published-example' : null);
}
