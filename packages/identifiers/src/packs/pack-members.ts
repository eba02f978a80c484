import { identifiers } from '../catalogue.ts';
import type { SeverityScale } from '../data-identifier.ts';
import { isInPack, type Level } from './pack.ts';
import { packs } from './packs.ts';

/** That an identifier belongs to a pack, and what the pack says of it. */
export interface PackMember {
  readonly pack: string;
  readonly level: Level;
  readonly identifier: string;
  /** Replaces the identifier's own severity; null where that stands. */
  readonly severity: SeverityScale | null;
}

/** All packs, member by member. */
export const packMembers: readonly PackMember[] = packs.flatMap((pack) =>
  identifiers
    .filter((row) => isInPack(row, pack))
    .map(({ id }) => ({ pack: pack.id, level: pack.level, identifier: id, severity: pack.severity[id] ?? null })),
);
