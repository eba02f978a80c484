import type { z } from 'zod';
import { identifiers } from '../catalogue.ts';
import { CUSTOM_LIMITS, type CustomIdentifier, customIdentifierSchema } from './custom-identifier.ts';

export interface Parsed<T> {
  readonly values: readonly T[];
  /** Each says which definition, which field, and what is wrong with it. */
  readonly problems: readonly string[];
}

/** Definitions as read from YAML or JSON. What is wrong with any of them is said at once; the others are in `values`. */
export function parseCustomIdentifiers(definitions: readonly unknown[]): Parsed<CustomIdentifier> {
  const problems: string[] = [];
  if (definitions.length > CUSTOM_LIMITS.identifiers) {
    problems.push(`there are ${definitions.length} custom identifiers; at most ${CUSTOM_LIMITS.identifiers} can be`);
  }
  const taken = new Map(identifiers.map(({ id }) => [id, 'the catalogue']));
  const values: CustomIdentifier[] = [];
  for (const [index, definition] of definitions.entries()) {
    const parsed = customIdentifierSchema.safeParse(definition);
    const label = labelOf('customIdentifiers', index, definition, 'id');
    if (!parsed.success) {
      problems.push(...problemsOf(label, parsed.error));
      continue;
    }
    const { id } = parsed.data;
    const owner = taken.get(id);
    if (owner !== undefined) problems.push(`${label}: id: ${owner} has it already; choose another`);
    else values.push(parsed.data);
    taken.set(id, owner ?? label);
  }
  return { values, problems };
}

/** `list[2] (ID)`: where a definition stands and what it calls itself. */
export function labelOf(list: string, index: number, definition: unknown, field: string): string {
  const name = (definition as Readonly<Record<string, unknown>> | null | undefined)?.[field];
  return `${list}[${index}]${typeof name === 'string' ? ` (${name})` : ''}`;
}

/** One line for each issue: definition, field, what is wrong. */
export function problemsOf(label: string, error: z.ZodError): readonly string[] {
  return error.issues.map(({ path, message }) =>
    [label, path.join('.'), message].filter((part) => part !== '').join(': '),
  );
}
