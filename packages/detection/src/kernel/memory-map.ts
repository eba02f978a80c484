/**
 * Addresses in the kernel's memory. What is fixed comes first; then a catalogue's tables; then the window:
 * `[fixed | tables | GUARD zeros | window | GUARD zeros | marks | places, records, counts]`.
 */

/** Of a number in memory. */
export const WORD_BYTES = 4;

/** Teddy, three times 8 buckets: for each of 4 bytes, 16 bucket sets by low nibble, then 16 by high nibble. */
export const TEDDY = 0;
export const TEDDIES = 3;
export const TEDDY_BYTES = 128;
/** Kinds of bytes, the same way: 0 for what is no word byte to \\b; IS_LETTER, or half of it, for letters. */
export const KINDS = TEDDY + TEDDIES * TEDDY_BYTES;
export const IS_LETTER = 0x80;
/** By low nibble: the byte that a written escape can begin with, or one of another low nibble. */
export const ESCAPE_BEGINS = KINDS + 32;
/** Addresses and limits of the tables, 4 bytes each: DispatchField, GramField, TokenField. Groups: by keyword, a list of its groups. */
export const DISPATCH = 448;
export const DispatchField = { Columns: 0, Cells: 4, Begin: 8, Automata: 12, Groups: 68 } as const;
/** By byte: what it is to a keyword beside it (Neighbour). */
export const NEIGHBOURS = 640;
/** By byte: what it is to an assertion after it (Before). */
export const BEFORES = 896;
/** By byte: its value as a hexadecimal digit; what it stands for after a backslash. 0xff where it is none. */
export const HEX = 1152;
export const NAMED = 1408;
/** Where a catalogue's fixed part ends. */
export const FIXED_END = 1664;
/** Bytes between two looks at the bits. They stay in the first cache. */
export const BLOCK_BYTES = 8 * 1024;
/** Bytes before a block that are looked at with it: its first bits are theirs. */
export const BLOCK_LEAD = 64;
/** Bytes after a block that are looked at with it: a run of word bytes may go on into them. */
export const BLOCK_MARGIN = 128;
/** One bit a byte each; of these five, the first and the last are the other way round. */
const BITS_BYTES = (BLOCK_LEAD + BLOCK_BYTES + BLOCK_MARGIN) / 8 + 16;
/** Not the fourth byte of what Teddy allows. */
export const NO_TEDDY_BITS = FIXED_END;
export const LETTER_BITS = NO_TEDDY_BITS + BITS_BYTES;
/** Letters that are small, and other bytes. */
export const SMALL_BITS = LETTER_BITS + BITS_BYTES;
/** Backslashes and percent signs. */
export const ESCAPE_BITS = SMALL_BITS + BITS_BYTES;
/** No word byte to \\b. */
export const NO_WORD_BITS = ESCAPE_BITS + BITS_BYTES;
/** Places where literals may begin, 4 bytes each, ended by one that is no place. */
export const PLACES = 8 * 1024;
/** Tokens that rows may begin with: a place, from there on a bit for each byte that is no word byte, and a set of MAX_TOKEN_SETS. */
export const TOKENS = PLACES + 4 * (BLOCK_BYTES + 8);
export const TOKEN_BYTES = 16;
/** Every other byte can begin a token. */
export const OUT = TOKENS + (TOKEN_BYTES / 2) * (BLOCK_BYTES + 4);
export const OUT_RECORDS = 16 * 1024;
/** Records of 12 bytes. */
export const RECORD_BYTES = 12;
/** After the last record comes room for what one place can add. */
export const OUT_END = OUT + OUT_RECORDS * RECORD_BYTES;
/** A catalogue with more entries (keywords and rows) does not use the kernel. */
export const MAX_ENTRIES = 16 * 1024;
/** The beginning of a match is at most so far before its token. */
export const MAX_TOKEN_LEAD = 8;
export const TABLES = OUT_END + MAX_ENTRIES * (MAX_TOKEN_LEAD + 2) * RECORD_BYTES;

/**
 * What may stand at a place, in bit sets. Triples: hashes of its first three bytes. Pairs: its first two. Words: hashes of its first five
 * or seven. Masked: other hashes of the first three, of those that have Masks; these tell for some bits of a hash of the first three
 * what may stand in each of the four places after them, one bit a class. Classes: by byte.
 */
export const GramField = { Triples: 16, Pairs: 20, Words: 24, Masked: 28, Masks: 32, Classes: 36 } as const;
/** Hashes have so many bits. */
export const TRIPLE_BITS = 16;
export const WORD_BITS = 18;
export const MASK_BITS = 13;
export const MASKED_BYTES = 4;
export const HASH_FACTOR = 0x9e37_79b1 | 0;
export const OTHER_HASH_FACTOR = 0x85eb_ca6b | 0;
export const WORD_FACTOR = 0x9e37_79b9_7f4a_7c15n;
/** Letters are taken as small ones, and some other bytes as others. */
export const HASH_FOLD = 0x20_2020;
export const WORD_FOLD = 0x2020_2020_2020_2020n;
/** Bytes of a beginning that are hashed together, where so many are known: all of them, or fewer. */
export const [LONG_WORD, SHORT_WORD] = [7, 5] as const;

/** Token tables: addresses. All 0 where no row is found by a token. */
export const TokenField = {
  Columns: 40,
  Lengths: 44,
  Next: 48,
  Before: 52,
  Rows: 56,
  /** The sets, as bits, whose tokens can begin with any bytes; and the hashes of what all others begin with. */
  Unhashed: 60,
  Hashes: 64,
  /** By which of the bytes after a token's first are no word bytes: the sets that allow it. */
  Runs: 72,
} as const;
/** So many bytes are hashed, from the beginning of the token on. */
export const TOKEN_HASHED_BYTES = 4;
export const TOKEN_HASH_BITS = 18;
/** So many bytes after a token's first are told apart by that. */
export const TOKEN_RUN_BITS = 10;
/** Sets of rows that begin with the same tokens. */
export const MAX_TOKEN_SETS = 64;
/** Tokens of more bytes count as tokens of as many. */
export const MAX_TOKEN_RUN = 56;
/** A row in a list of those that begin with a token: 4 bytes each. */
export const TokenRowField = {
  Automaton: 0,
  Entry: 4,
  MinLead: 8,
  MaxLead: 12,
  MaxLeadAfterAscii: 16,
  /** `[PassedOver, PassedOverEnd)`: texts of tokens that are passed over, each 16 least bytes, and by how much more they can be. */
  PassedOver: 20,
  PassedOverEnd: 24,
} as const;
export const TOKEN_ROW_BYTES = 28;

/**
 * One pattern's automaton: addresses and numbers, 4 bytes each; First has by byte one bit for each Before that a match can begin with
 * the byte after. Then tables of 16 bytes: whether a match can begin with a byte, by its low nibble after no word byte, after a word
 * byte, and by its high one; whether an ASCII byte can be in a match, by its low nibble one bit for each high one. InsideBeyond: 0, or
 * ones for 16 bytes, when what is beyond ASCII can. TakesSeparator: 1 or 0. Then PROBES times ProbeField.
 */
export const AutomatonField = {
  Table: 0,
  Columns: 4,
  EndColumn: 8,
  Starts: 12,
  First: 28,
  Low: 32,
  LowAfterWord: 48,
  High: 64,
  Inside: 80,
  InsideBeyond: 96,
  Shift: 100,
  TakesSeparator: 104,
  Probes: 108,
} as const;
/** Where a byte of a match stands after its first one, and what it can be, by nibbles. */
export const ProbeField = { Offset: 0, Low: 4, High: 20 } as const;
export const PROBE_BYTES = 36;
export const PROBES = 2;
export const AUTOMATON_BYTES = AutomatonField.Probes + PROBES * PROBE_BYTES;
/**
 * A table's entries have 2 bytes where they fit, else 4: 1 or 2 is Shift. Entry and state: the address of a state's first entry in the
 * table, plus 1 when a match ends before the byte; 0 is the end of the search.
 */
export const [NARROW, WIDE] = [1, 2] as const;
export const NARROW_TABLE_BYTES = 64 * 1024;

export const Neighbour = { Other: 0, Lower: 1, Upper: 2, Outside: 4, Backslash: 8, Escape: 16 } as const;

/** Zeros before and after the window, so that the kernel may read a little beyond it. */
export const GUARD = 256;

/** Where matches of a keyword group's rows are looked for: `[From, To)`, addresses, and the next one's address or 0; ascending by From. */
export const PlaceField = { From: 0, To: 4, Next: 8 } as const;
export const PLACE_BYTES = 12;
/** By keyword group, the beginning of such a list: bytes in its places; no end; the first place or 0; the last one, or itself. */
export const GroupField = { Bytes: 0, To: PlaceField.To, First: PlaceField.Next, Last: 12 } as const;
export const GROUP_BYTES = 16;

/** In a record's first word: the entry is a row; a keyword whose neighbours the kernel cannot judge. */
export const IS_ROW = 0x8000_0000;
export const IS_DOUBTFUL = 0x4000_0000;
/** In a keyword's entry in the dispatch automaton: in text, it is recorded only where capitalised words stand near it. */
export const NEEDS_WORDS = 0x2000_0000;

/** In the address of an automaton: it tells only what a match can begin with. The record has no end. */
export const IS_PREFIX = 1;

/** What the kernel and JavaScript tell one another, 4 bytes each. */
export const SHARED = 576;
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
  /** Address of the marks: a bit for each byte of the window, 1 where a written escape may have ended before it. */
  Marks: 20,
  /** Address of the block that was looked at. */
  Block: 24,
  /** 1 when the layout is text. */
  IsText: 28,
} as const;

/** The hash of four bytes, as the kernel computes it. */
export function hashOfBytes(text: number, bits: number, factor: number = HASH_FACTOR): number {
  return Math.imul(text, factor) >>> (32 - bits);
}
