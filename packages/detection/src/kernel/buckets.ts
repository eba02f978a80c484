import { isWordByte } from '../pattern/automaton.ts';
import { GRAM_BYTES, type Gram } from './grams.ts';
import { MAX_TOKEN_RUN, TEDDIES, TEDDY_BYTES } from './memory-map.ts';
import type { TokenShape } from './token-shape.ts';

/** Of one Teddy: a bit each. */
const BUCKETS = 8;
/** Sweeps in which each gram may move to a better bucket. */
const SWEEPS = 6;

/** How much more frequent a digit is after a digit. */
const CORRELATION = 4;

/** Share of the places where a token begins, and of a token's bytes that are its last. */
const [TOKEN_SHARE, LAST_SHARE] = [0.15, 0.2];
const WORD = Uint8Array.from({ length: 256 }, (_, byte) => (isWordByte(byte) ? 1 : 0));

/** A gram as Teddy sees it: for each byte, the sets of low and of high nibbles. */
interface Rectangle {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

interface Bucket {
  members: Rectangle[];
  union: Rectangle;
  cost: number;
}

const NOTHING: Rectangle = { low: [0, 0, 0, 0], high: [0, 0, 0, 0] };

/** Shares of the bytes of text, source code and logs, roughly. They make 1. */
const FREQUENCY = shares();

/** Tables for all Teddies: see memory-map, TEDDY. */
export function teddyTables(grams: readonly Gram[]): Uint8Array {
  const buckets = Array.from({ length: TEDDIES * BUCKETS }, (): Bucket => ({ members: [], union: NOTHING, cost: 0 }));
  // The frequent ones first, so that they do not spoil a bucket of rare ones.
  const placed = distinct(grams).sort((a, b) => b.often - a.often);
  const home = new Map<Rectangle, Bucket>();
  for (let sweep = 0; sweep <= SWEEPS; sweep++) {
    for (const { rectangle } of placed) {
      const old = home.get(rectangle);
      if (old !== undefined) remove(old, rectangle);
      const best = buckets.reduce((a, b) => (added(b, rectangle) < added(a, rectangle) ? b : a));
      insert(best, rectangle);
      home.set(rectangle, best);
    }
  }
  return tables(buckets);
}

/** How often a gram stands at a place of ordinary text, roughly. A digit makes a digit after it likely. */
export function likelihood(gram: Gram): number {
  const isDigits = gram.sets.map((set) => !set.some((flag, byte) => flag === 1 && (byte < 0x30 || byte > 0x39)));
  const afterDigit = isDigits.filter((digits, k) => digits && isDigits[k - 1] === true).length;
  return cost(rectangleOf(gram)) * CORRELATION ** afterDigit;
}

/** How often a token of the shape begins at a place of ordinary text, roughly. */
export function likelihoodOfToken({ forms }: TokenShape): number {
  let sum = 0;
  for (const { lengths, next } of forms) {
    let began = 0;
    for (let byte = 0; byte < 256; byte++) {
      let share = 0;
      for (let length = 1; length <= MAX_TOKEN_RUN + 1; length++) {
        if (((lengths[byte]! >> BigInt(length)) & 1n) === 1n) share += LAST_SHARE * (1 - LAST_SHARE) ** (length - 1);
      }
      began += share * FREQUENCY[byte]!;
    }
    sum += began * shareOf(next);
  }
  return (sum * TOKEN_SHARE) / (shareOf(WORD) * (1 - shareOf(WORD)));
}

/** How frequent the bytes of a set (256 flags) are in ordinary text, roughly. */
export function shareOf(set: Uint8Array): number {
  return set.reduce((sum, flag, byte) => sum + flag * FREQUENCY[byte]!, 0);
}

function distinct(grams: readonly Gram[]): { readonly rectangle: Rectangle; readonly often: number }[] {
  const found = new Map<string, { readonly rectangle: Rectangle; readonly often: number }>();
  for (const gram of grams) {
    const rectangle = rectangleOf(gram);
    const key = [...rectangle.low, ...rectangle.high].join();
    if (!found.has(key)) found.set(key, { rectangle, often: likelihood(gram) });
  }
  return [...found.values()];
}

function rectangleOf({ sets }: Gram): Rectangle {
  const low = [0, 0, 0, 0];
  const high = [0, 0, 0, 0];
  for (const [k, set] of sets.entries()) {
    for (let byte = 0; byte < 256; byte++) {
      if (set[byte] === 0) continue;
      low[k]! |= 1 << (byte & 15);
      high[k]! |= 1 << (byte >> 4);
    }
  }
  return { low, high };
}

function union(a: Rectangle, b: Rectangle): Rectangle {
  return { low: a.low.map((bits, k) => bits | b.low[k]!), high: a.high.map((bits, k) => bits | b.high[k]!) };
}

function cost({ low, high }: Rectangle): number {
  let product = 1;
  for (let k = 0; k < GRAM_BYTES; k++) {
    let sum = 0;
    for (let byte = 0; byte < 256; byte++) {
      if (((low[k]! >> (byte & 15)) & (high[k]! >> (byte >> 4)) & 1) === 1) sum += FREQUENCY[byte]!;
    }
    product *= sum;
  }
  return product;
}

function added(bucket: Bucket, rectangle: Rectangle): number {
  return cost(union(bucket.union, rectangle)) - bucket.cost;
}

function insert(bucket: Bucket, rectangle: Rectangle): void {
  bucket.members.push(rectangle);
  bucket.union = union(bucket.union, rectangle);
  bucket.cost = cost(bucket.union);
}

function remove(bucket: Bucket, rectangle: Rectangle): void {
  bucket.members = bucket.members.filter((member) => member !== rectangle);
  bucket.union = bucket.members.reduce(union, NOTHING);
  bucket.cost = cost(bucket.union);
}

function tables(buckets: readonly Bucket[]): Uint8Array {
  const nibbles = new Uint8Array(TEDDIES * TEDDY_BYTES);
  for (const [i, { union }] of buckets.entries()) {
    const bit = 1 << (i % BUCKETS);
    for (let k = 0; k < GRAM_BYTES; k++) {
      const at = Math.floor(i / BUCKETS) * TEDDY_BYTES + 32 * k;
      for (let nibble = 0; nibble < 16; nibble++) {
        if (((union.low[k]! >> nibble) & 1) === 1) nibbles[at + nibble]! |= bit;
        if (((union.high[k]! >> nibble) & 1) === 1) nibbles[at + 16 + nibble]! |= bit;
      }
    }
  }
  return nibbles;
}

function shares(): Float64Array {
  const all = Float64Array.from({ length: 256 }, (_, byte) => frequency(String.fromCharCode(byte), byte));
  const sum = all.reduce((a, b) => a + b, 0);
  return all.map((share) => share / sum);
}

function frequency(character: string, byte: number): number {
  if (byte >= 0x80) return 0.1;
  if ('etaoinshrdlu'.includes(character)) return 5;
  if (/[a-z]/.test(character)) return 2;
  if (/[A-Z]/.test(character)) return 0.8;
  if (/[0-9]/.test(character)) return 2;
  if (character === ' ') return 10;
  if (character === '\n') return 2;
  if (/["'(),./:;=_-]/.test(character)) return 1.5;
  return byte < 0x20 ? 0.2 : 0.4;
}
