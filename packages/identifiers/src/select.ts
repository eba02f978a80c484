import { identifiers } from './catalogue.ts';
import type { DataIdentifier } from './data-identifier.ts';
import { nearest } from './nearest.ts';
import { isInPack } from './packs/pack.ts';
import { asInPacks, packs } from './packs/packs.ts';

/**
 * `recommended`: Macie's set for jobs and ours beyond it; `all`: the whole catalogue; `none`: nothing of it; or a list of ids,
 * of packs as `pack:<id>`, and of these words.
 */
export type IdentifierSelection = 'recommended' | 'all' | 'none' | readonly string[];

const SUGGESTIONS = 3;
const PACK_PREFIX = 'pack:';

/** Ids and packs that the catalogue does not have: all of them at once, each with those that resemble it most. */
export class UnknownIdentifiersError extends Error {
  override readonly name = 'UnknownIdentifiersError';
  readonly unknown: readonly { readonly id: string; readonly nearest: readonly string[] }[];
  constructor(unknown: UnknownIdentifiersError['unknown']) {
    const lines = unknown.map(({ id, nearest: near }) => `  - "${id}": did you mean ${near.join(', ')}?`);
    super(
      `${unknown.length} unknown data identifier(s); use ids of the catalogue, packs (pack:${packs.map(({ id }) => id).join(', pack:')}), "recommended", "all" or "none"\n${lines.join('\n')}`,
    );
    this.unknown = unknown;
  }
}

/**
 * The chosen rows, each once, in the catalogue's order, with the severities of the chosen packs. Throws
 * UnknownIdentifiersError.
 */
export function selectIdentifiers(selection: IdentifierSelection): readonly DataIdentifier[] {
  const words = new Set(typeof selection === 'string' ? [selection] : selection);
  if (words.has('all') && words.size === 1) return identifiers;
  const known = new Set(identifiers.map(({ id }) => id));
  const packIds = packs.map(({ id }) => `${PACK_PREFIX}${id}`);
  const unknown = [...words].filter((word) => !known.has(word) && !packIds.includes(word) && !isSet(word));
  if (unknown.length > 0) {
    throw new UnknownIdentifiersError(
      unknown.map((id) => ({
        id,
        nearest: nearest(id, id.toLowerCase().startsWith(PACK_PREFIX) ? packIds : [...known], SUGGESTIONS),
      })),
    );
  }
  const chosen = packs.filter(({ id }) => words.has(`${PACK_PREFIX}${id}`));
  return identifiers
    .filter(
      (row) =>
        words.has('all') ||
        words.has(row.id) ||
        (words.has('recommended') && row.recommended) ||
        chosen.some((pack) => isInPack(row, pack)),
    )
    .map((row) => asInPacks(row, chosen));
}

function isSet(word: string): boolean {
  return word === 'recommended' || word === 'all' || word === 'none';
}
