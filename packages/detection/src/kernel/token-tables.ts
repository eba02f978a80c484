import { isWordByte } from '../pattern/automaton.ts';
import { hashOfBytes, MAX_TOKEN_RUN, MAX_TOKEN_SETS, TOKEN_HASH_BITS, TOKEN_RUN_BITS } from './memory-map.ts';
import { eitherForm, type TokenForm, type TokenShape } from './token-shape.ts';

/** Lengths of a token that a column has room for. */
const COLUMN_LENGTHS = 64;

/** Which rows can begin with a token, by its first byte, its length and the byte after it: sets of at most MAX_TOKEN_SETS. */
export interface TokenTables {
  /** Column of each byte that a token can begin with. */
  readonly columns: Uint8Array;
  /** By column x COLUMN_LENGTHS + length: the sets that allow it. */
  readonly lengths: BigUint64Array;
  /** By the byte after the token: the sets that allow it. */
  readonly next: BigUint64Array;
  /** By the byte before the token: the sets that allow it. */
  readonly before: BigUint64Array;
  /** The sets whose tokens can begin with any bytes. */
  readonly unhashed: bigint;
  /** One bit a hash: what the tokens of the other sets begin with. */
  readonly hashes: Uint8Array;
  /** By which of the TOKEN_RUN_BITS bytes after a token's first are no word bytes: the sets that allow it. */
  readonly runs: BigUint64Array;
  /** Rows of each set. */
  readonly rows: readonly (readonly number[])[];
}

/** `shapes`: by row. Forms that are the same share a set; where the sets run out, others share one, too. */
export function tokenTables(shapes: ReadonlyMap<number, TokenShape>): TokenTables {
  const sets: { form: TokenForm; readonly before: Uint8Array; readonly rows: Set<number> }[] = [];
  const known = new Map<string, number>();
  for (const [row, { before, forms }] of shapes) {
    for (const form of forms) {
      const key = `${form.lengths.join()} ${form.next.join('')} ${before.join('')}`;
      const position = known.get(key) ?? known.size % MAX_TOKEN_SETS;
      known.set(key, position);
      const set = sets[position];
      if (set === undefined) sets.push({ form, before: before.slice(), rows: new Set([row]) });
      else {
        set.form = eitherForm(set.form, form);
        for (let byte = 0; byte < 256; byte++) set.before[byte]! |= before[byte]!;
        set.rows.add(row);
      }
    }
  }
  const next = new BigUint64Array(256);
  const before = new BigUint64Array(256);
  const columnOf = new Map<string, number>();
  const columns = new Uint8Array(256);
  const lengths: bigint[] = [];
  for (let byte = 0; byte < 256; byte++) {
    const own = sets.map(({ form }) => form.lengths[byte]!);
    for (const [set, allowed] of sets.entries()) {
      if (allowed.form.next[byte] === 1) next[byte]! |= 1n << BigInt(set);
      if (allowed.before[byte] === 1) before[byte]! |= 1n << BigInt(set);
    }
    const key = own.join();
    let column = columnOf.get(key);
    if (column === undefined) {
      column = columnOf.size;
      columnOf.set(key, column);
      for (let length = 0; length < COLUMN_LENGTHS; length++) lengths.push(setsWith(own, length));
    }
    columns[byte] = column;
  }
  // After an escape, which stands for any of ASCII that is no word byte, a word byte stands before the token.
  const others = before.slice(0, 0x80).reduce((all, allowed, byte) => (isWordByte(byte) ? all : all | allowed), 0n);
  for (let byte = 0; byte < 0x80; byte++) if (isWordByte(byte)) before[byte] = others;
  const rows = sets.map((set) => [...set.rows]);
  const runs = runsOf(rows.map((members) => members.map((row) => shapes.get(row)!.runs)));
  return { columns, lengths: BigUint64Array.from(lengths), next, before, ...hashesOf(shapes, rows), runs, rows };
}

function hashesOf(
  shapes: ReadonlyMap<number, TokenShape>,
  sets: readonly (readonly number[])[],
): Pick<TokenTables, 'unhashed' | 'hashes'> {
  const hashes = new Uint8Array(2 ** TOKEN_HASH_BITS / 8);
  let unhashed = 0n;
  for (const [set, rows] of sets.entries()) {
    const beginnings = rows.map((row) => shapes.get(row)!.beginnings);
    if (beginnings.includes(undefined)) {
      unhashed |= 1n << BigInt(set);
      continue;
    }
    for (const text of beginnings.flatMap((own) => [...own!])) {
      const hash = hashOfBytes(text, TOKEN_HASH_BITS);
      hashes[hash >> 3]! |= 1 << (hash & 7);
    }
  }
  return { unhashed, hashes };
}

/** `sets`: of each row in it, what its tokens allow. */
function runsOf(sets: readonly (readonly TokenShape['runs'][])[]): BigUint64Array {
  const runs = new BigUint64Array(2 ** TOKEN_RUN_BITS);
  for (const [set, rows] of sets.entries()) {
    for (let run = 0; run < runs.length; run++) {
      if (rows.some((own) => own === undefined || own[run] === 1)) runs[run]! |= 1n << BigInt(set);
    }
  }
  return runs;
}

function setsWith(lengths: readonly bigint[], length: number): bigint {
  if (length > MAX_TOKEN_RUN + 1) return 0n;
  return lengths.reduce((all, own, set) => all | (((own >> BigInt(length)) & 1n) << BigInt(set)), 0n);
}
