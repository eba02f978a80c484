import type { Category, DataIdentifier, SeverityScale } from '../data-identifier.ts';

/** How data of a pack is to be handled. The usual four levels; source: ISO/IEC 27001:2022, Annex A 5.12 (classification of information). */
export const LEVELS = ['Public', 'Internal', 'Confidential', 'Highly Confidential'] as const;
export type Level = (typeof LEVELS)[number];

/** A named set of identifiers, chosen as `pack:<id>`: data. */
export interface Pack {
  readonly id: string;
  readonly name: string;
  readonly level: Level;
  readonly sources: readonly string[];
  /** Ids of the catalogue. */
  readonly identifiers: readonly string[];
  /** All identifiers of these categories. */
  readonly categories: readonly Category[];
  /** All identifiers of these countries: whose ids begin so. */
  readonly countries: readonly string[];
  /** By id: replaces the identifier's own severity. */
  readonly severity: Readonly<Record<string, SeverityScale>>;
}

export function isInPack(
  { id, category }: DataIdentifier,
  pack: Pick<Pack, 'identifiers' | 'categories' | 'countries'>,
): boolean {
  return (
    pack.identifiers.includes(id) ||
    pack.categories.includes(category) ||
    pack.countries.some((country) => id.startsWith(`${country}_`))
  );
}
