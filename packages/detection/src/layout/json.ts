import { JSON_MAX_DEPTH, MAX_NAME_BYTES } from '../limits.ts';
import type { Segments } from './segments.ts';

const Place = {
  /** A value must come; at the top level, or the end. */
  Value: 0,
  /** After `[`. */
  ValueOrEnd: 1,
  /** After `{`. */
  KeyOrEnd: 2,
  Key: 3,
  Colon: 4,
  CommaOrEnd: 5,
  KeyString: 6,
  String: 7,
  /** A number, true, false or null. */
  Bare: 8,
  /** Not JSON from here on. */
  Text: 9,
} as const;
type Place = (typeof Place)[keyof typeof Place];

interface Frame {
  readonly array: boolean;
  /** Keyword groups in the keys above this container. */
  readonly above: readonly number[];
  /** The same with the key last read in it. */
  readonly names: readonly number[];
}

/** Where a walk through JSON or JSON lines stands. Plain data. Source: RFC 8259. */
export interface JsonCursor {
  readonly kind: 'json';
  readonly place: Place;
  readonly escaped: boolean;
  /** Offset in the object of the open string's or bare value's first byte. */
  readonly tokenStart: number;
  readonly stack: readonly Frame[];
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const NEWLINE = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [COMMA, COLON, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x2c, 0x3a, 0x5b, 0x5d, 0x7b, 0x7d];
const WHITESPACE = byteSet(' \t\n\r');
const BARE_FIRST = byteSet('-0123456789tfn');
const BARE = byteSet('+-.0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ');
/** What matters inside a string. */
const IN_STRING = byteSet('"\\\n');

export function startJson(): JsonCursor {
  return { kind: 'json', place: Place.Value, escaped: false, tokenStart: 0, stack: [] };
}

/** False from the first byte that is not JSON. */
export function isStillJson(cursor: JsonCursor): boolean {
  return cursor.place !== Place.Text;
}

/**
 * Walks `[from, to)` of a window that begins at offset `base`, adding each key and value that ends there. Returns the cursor
 * at `to`.
 */
export function walkJson(
  cursor: JsonCursor,
  bytes: Uint8Array,
  base: number,
  from: number,
  to: number,
  segments: Segments,
): JsonCursor {
  const walk = new Walk(cursor, base, segments);
  let { place, escaped } = cursor;
  for (let i = from; i < to && place !== Place.Text; i++) {
    const isInString = place === Place.String || place === Place.KeyString;
    if (isInString && !escaped) while (i < to && IN_STRING[bytes[i]!] === 0) i++;
    if (i === to) break;
    const byte = bytes[i]!;
    if (isInString) {
      if (escaped) escaped = false;
      else if (byte === BACKSLASH) escaped = true;
      else {
        walk.close(place, i);
        if (byte === NEWLINE) place = Place.Text;
        else place = place === Place.String ? walk.afterValue() : walk.endKey(i);
      }
      continue;
    }
    if (place === Place.Bare) {
      if (BARE[byte] === 1) continue;
      walk.close(place, i);
      place = walk.afterValue();
    }
    if (WHITESPACE[byte] === 1 || (base + i < 3 && byte === BYTE_ORDER_MARK[base + i])) continue;
    place = walk.structure(place, byte, i);
  }
  return walk.cursor(place, escaped);
}

/** Adds the key or value that is still open where the window ends. */
export function closeJson(cursor: JsonCursor, base: number, to: number, segments: Segments): void {
  new Walk(cursor, base, segments).close(cursor.place, to);
}

class Walk {
  private readonly base: number;
  private readonly segments: Segments;
  /** Into the window. */
  private tokenStart: number;
  private depth: number;
  // The stack, as columns; one more than the deepest for what is above the outermost container.
  private readonly arrays: boolean[] = [false];
  private readonly above: number[] = [0];
  private readonly names: number[] = [0];

  constructor(cursor: JsonCursor, base: number, segments: Segments) {
    this.base = base;
    this.segments = segments;
    this.tokenStart = cursor.tokenStart - base;
    this.depth = cursor.stack.length;
    for (const { array, above, names } of cursor.stack) {
      this.arrays.push(array);
      this.above.push(segments.sets.numberOf(above));
      this.names.push(segments.sets.numberOf(names));
    }
  }

  cursor(place: Place, escaped: boolean): JsonCursor {
    const { base, tokenStart, depth, arrays, above, names, segments } = this;
    const stack: Frame[] = [];
    for (let i = 1; i <= depth; i++) {
      const groups = (set: number): readonly number[] => segments.sets.groups(set);
      stack.push({ array: arrays[i]!, above: groups(above[i]!), names: groups(names[i]!) });
    }
    return { kind: 'json', place, escaped, tokenStart: base + tokenStart, stack };
  }

  /** Adds the key or value that ends at `at`. */
  close(place: Place, at: number): void {
    if (place === Place.KeyString) this.segments.add(this.tokenStart, at, this.above[this.depth]!);
    else if (place === Place.String || place === Place.Bare) {
      this.segments.add(this.tokenStart, at, this.names[this.depth]!);
    }
  }

  endKey(at: number): Place {
    const { sets } = this.segments;
    const own = at - this.tokenStart <= MAX_NAME_BYTES ? sets.inside(this.tokenStart, at) : 0;
    this.names[this.depth] = sets.union(this.above[this.depth]!, own);
    return Place.Colon;
  }

  afterValue(): Place {
    return this.depth === 0 ? Place.Value : Place.CommaOrEnd;
  }

  /** The place after a byte outside strings and bare values. */
  structure(place: Place, byte: number, at: number): Place {
    const { depth } = this;
    const inArray = this.arrays[depth]!;
    const mayEnd = place === Place.CommaOrEnd || place === Place.KeyOrEnd || place === Place.ValueOrEnd;
    if (depth > 0 && mayEnd && byte === (inArray ? CLOSE_ARRAY : CLOSE_OBJECT)) {
      this.depth--;
      return this.afterValue();
    }
    if (place === Place.CommaOrEnd) {
      if (byte !== COMMA) return Place.Text;
      return inArray ? Place.Value : Place.Key;
    }
    if (place === Place.Colon) return byte === COLON ? Place.Value : Place.Text;
    this.tokenStart = byte === QUOTE ? at + 1 : at;
    if (place === Place.Key || place === Place.KeyOrEnd) return byte === QUOTE ? Place.KeyString : Place.Text;
    return this.value(byte);
  }

  private value(byte: number): Place {
    if (byte === QUOTE) return Place.String;
    if (BARE_FIRST[byte] === 1) return Place.Bare;
    if (byte !== OPEN_ARRAY && byte !== OPEN_OBJECT) return Place.Text;
    if (this.depth >= JSON_MAX_DEPTH) return Place.Text;
    const above = this.names[this.depth]!;
    const depth = ++this.depth;
    this.arrays[depth] = byte === OPEN_ARRAY;
    this.above[depth] = above;
    this.names[depth] = above;
    return byte === OPEN_ARRAY ? Place.ValueOrEnd : Place.KeyOrEnd;
  }
}

function byteSet(members: string): Uint8Array {
  const set = new Uint8Array(256);
  for (const member of members) set[member.charCodeAt(0)] = 1;
  return set;
}
