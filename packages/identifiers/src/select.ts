import { identifiers } from './catalogue.ts';
import type { DataIdentifier } from './data-identifier.ts';
import { nearest } from './nearest.ts';

/** `recommended`: Macie's set for jobs and ours beyond it; `all`: the whole catalogue; or ids. */
export type IdentifierSelection = 'recommended' | 'all' | readonly string[];

const SUGGESTIONS = 3;

/** Ids that the catalogue does not have: all of them at once, each with the ids that resemble it most. */
export class UnknownIdentifiersError extends Error {
  override readonly name = 'UnknownIdentifiersError';
  readonly unknown: readonly { readonly id: string; readonly nearest: readonly string[] }[];
  constructor(unknown: UnknownIdentifiersError['unknown']) {
    const lines = unknown.map(({ id, nearest: near }) => `  - "${id}": did you mean ${near.join(', ')}?`);
    super(
      `${unknown.length} unknown data identifier(s); use ids of the catalogue, "recommended" or "all"\n${lines.join('\n')}`,
    );
    this.unknown = unknown;
  }
}

/** The chosen rows, each once, in the catalogue's order. Throws UnknownIdentifiersError. */
export function selectIdentifiers(selection: IdentifierSelection): readonly DataIdentifier[] {
  if (selection === 'all') return identifiers;
  if (selection === 'recommended') return identifiers.filter(({ recommended }) => recommended);
  const known = identifiers.map(({ id }) => id);
  const wanted = new Set(selection);
  const unknown = [...wanted].filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    throw new UnknownIdentifiersError(unknown.map((id) => ({ id, nearest: nearest(id, known, SUGGESTIONS) })));
  }
  return identifiers.filter(({ id }) => wanted.has(id));
}
