import type { Validator } from '../data-identifier.ts';
import { hashOfBytes } from '../fnv.ts';
import { Value } from '../value.ts';
import { valueValidator } from './value-validator.ts';

/** So many places for each example: few are looked at for nothing. */
const PLACES_AN_EXAMPLE = 4;

function hashOf(bytes: Uint8Array, length: number): number {
  const hash = hashOfBytes(bytes, 0, length);
  return hash ^ (hash >>> 15);
}

/** A set of byte strings, asked without making a string or a number that is no small integer. */
class ByteStrings {
  /** By hash, from its place on: the position of a string, or -1. */
  private readonly table: Int32Array;
  private readonly strings: Uint8Array[] = [];

  constructor(most: number) {
    this.table = new Int32Array(2 ** Math.ceil(Math.log2(PLACES_AN_EXAMPLE * (most + 1)))).fill(-1);
  }

  add(bytes: Uint8Array, length: number): void {
    const place = this.placeOf(bytes, length);
    if (this.table[place] === -1) this.table[place] = this.strings.push(Uint8Array.from(bytes.subarray(0, length))) - 1;
  }

  has(bytes: Uint8Array, length: number): boolean {
    return this.table[this.placeOf(bytes, length)] !== -1;
  }

  /** Where the string is, or would be. */
  private placeOf(bytes: Uint8Array, length: number): number {
    const { table, strings } = this;
    const mask = table.length - 1;
    let place = hashOf(bytes, length) & mask;
    while (table[place] !== -1 && !isEqual(strings[table[place]!]!, bytes, length)) place = (place + 1) & mask;
    return place;
  }
}

function isEqual(one: Uint8Array, bytes: Uint8Array, length: number): boolean {
  if (one.length !== length) return false;
  for (let i = 0; i < length; i++) if (one[i] !== bytes[i]) return false;
  return true;
}

/** Refuses values that are printed in documentation. Separators and case do not matter; `examples` hold letters and digits only. */
export function publishedExamples(examples: Iterable<string>): Validator {
  const values = Array.from(examples, (example) => new Value(example));
  const known = new ByteStrings(values.length);
  for (const value of values) {
    const length = value.compactLength();
    known.add(value.compactBytes, length);
  }
  return valueValidator((value) => {
    const length = value.compactLength();
    return known.has(value.compactBytes, length) ? 'published-example' : null;
  });
}
