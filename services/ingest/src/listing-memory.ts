/** Objects that are remembered between passes (32 hex characters each, some 50 MB in all). */
export const REMEMBERED_OBJECTS_MAX = 500_000;
/** How far the object store's clock and ours may be apart, and how long an object may take to appear in a listing. */
export const CLOCK_SKEW_MS = 15 * 60 * 1_000;

/** An object as listed. */
export interface ListedObject {
  /** Tells contents apart, not only keys. */
  readonly id: string;
  /** null: not known. */
  readonly modifiedMs: number | null;
}

/** Which objects of a repeated listing are new or changed, in bounded memory. */
export interface ListingMemory {
  /** Begins a pass over the whole listing. A pass that broke off may be begun again: what it emitted is not forgotten. */
  beginPass(startMs: number): void;
  /** True when the object was not emitted yet. */
  isNew(object: ListedObject): boolean;
  /** The object needs no emitting any more: it is durable, or was not new. */
  remember(object: ListedObject): void;
  /** The pass came to the end of the listing. */
  endPass(): void;
}

/**
 * The first pass takes everything. A later one knows every object of the pass before when they fit into memory; of a
 * larger listing it takes what was modified since that pass began, less the clock skew and less what it remembers of that
 * window. What it cannot remember it takes again: everything downstream is idempotent.
 */
export function createListingMemory(limit = REMEMBERED_OBJECTS_MAX): ListingMemory {
  let previous: Generation | null = null;
  let current = newGeneration(0);
  return {
    beginPass(startMs) {
      current.startMs = startMs;
    },
    isNew: (object) => !has(current, object.id) && (previous === null || isUnseen(previous, object)),
    remember: (object) => remember(current, object, limit),
    endPass() {
      previous = current;
      current = newGeneration(0);
    },
  };
}

/** What one pass saw. */
interface Generation {
  startMs: number;
  readonly all: Set<string>;
  /** Those modified within the skew before the pass began, or later: the next pass may see them as modified since. */
  readonly recent: Set<string>;
  /** False once an object did not fit into `all`. */
  complete: boolean;
}

const newGeneration = (startMs: number): Generation => ({ startMs, all: new Set(), recent: new Set(), complete: true });

const has = ({ all, recent }: Generation, id: string): boolean => all.has(id) || recent.has(id);

function isUnseen(previous: Generation, { id, modifiedMs }: ListedObject): boolean {
  if (has(previous, id)) return false;
  return previous.complete || modifiedMs === null || modifiedMs >= previous.startMs - CLOCK_SKEW_MS;
}

function remember(generation: Generation, { id, modifiedMs }: ListedObject, limit: number): void {
  const { all, recent, startMs } = generation;
  if (all.has(id)) return;
  if (all.size < limit) {
    all.add(id);
    return;
  }
  generation.complete = false;
  if (recent.size < limit && (modifiedMs === null || modifiedMs >= startMs - CLOCK_SKEW_MS)) recent.add(id);
}
