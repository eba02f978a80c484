/**
 * Addresses in the kernel's memory. What is fixed comes first; then a catalogue's tables; then the window:
 * `[fixed | tables | GUARD zeros | window | GUARD zeros]`.
 */

/** Teddy: for each of 4 bytes, 16 bucket sets by low nibble, then 16 by high nibble. */
export const TEDDY = 0;
/** 16 times the set of buckets whose literals do not begin inside a word. */
export const TEDDY_BOUNDED = 128;
/** By byte: what it is to a keyword beside it (Neighbour). */
export const NEIGHBOURS = 256;
/** By byte: what it is to an assertion after it (Before). */
export const BEFORES = 512;
/** The dispatch automaton: addresses and limits, 4 bytes each. */
export const DISPATCH = 768;
export const DispatchField = { Columns: 0, Table: 4, FirstAccepting: 8, Automata: 12 } as const;
/** One bit a byte of a block: a literal can begin 3 bytes before. */
export const BITS = 1024;
/** Bytes between two looks at the bits. They stay in the first cache. */
export const BLOCK_BYTES = 32 * 1024;
/** Records of 12 bytes. */
export const OUT = 8 * 1024;
export const OUT_RECORDS = 16 * 1024;
export const RECORD_BYTES = 12;
/** Room after the last record for what one place can add. */
export const OUT_END = OUT + OUT_RECORDS * RECORD_BYTES;
/** A catalogue with more entries (keywords and rows) does not use the kernel. */
export const MAX_ENTRIES = 8 * 1024;
export const TABLES = OUT_END + MAX_ENTRIES * RECORD_BYTES;

/** One pattern's automaton: addresses and numbers, 4 bytes each. */
export const AutomatonField = { Table: 0, Columns: 4, EndColumn: 8, Starts: 12, First: 28 } as const;
export const AUTOMATON_BYTES = 32;

export const Neighbour = { Other: 0, Lower: 1, Upper: 2, Outside: 4, Backslash: 8, Escape: 16 } as const;

/** Zeros before and after the window, so that the kernel may read a little beyond it. */
export const GUARD = 256;

/** In a record's first word: the entry is a row; a keyword whose neighbours the kernel cannot judge. */
export const IS_ROW = 0x8000_0000;
export const IS_DOUBTFUL = 0x4000_0000;

/** What the kernel and JavaScript tell one another, 4 bytes each. */
export const SHARED = 832;
export const Shared = {
  /** Address of the window's first byte. */
  Begin: 0,
  /** Where scan or search stopped. */
  Reached: 4,
  /** Steps that automata took since JavaScript set it to 0. */
  Steps: 8,
  /** More steps end scan and search early. */
  MaxSteps: 12,
  /** Address after the last record. */
  Out: 16,
} as const;
