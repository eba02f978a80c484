import { groupsInside, type KeywordHits } from '../keyword-hits.ts';
import { JSON_MAX_DEPTH, MAX_NAME_BYTES } from '../limits.ts';
import { addSegment, type Segments } from './segments.ts';

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
  names: readonly number[];
}

/** Where a walk through JSON or JSON lines stands. Plain data. Source: RFC 8259. */
export interface JsonCursor {
  readonly kind: 'json';
  place: Place;
  escaped: boolean;
  /** Offset in the object of the open string's or bare value's first byte. */
  tokenStart: number;
  readonly stack: Frame[];
}

const NO_NAMES: readonly number[] = [];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const [NEWLINE, QUOTE, COMMA, COLON, OPEN_ARRAY, BACKSLASH, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [
  0x0a, 0x22, 0x2c, 0x3a, 0x5b, 0x5c, 0x5d, 0x7b, 0x7d,
];
const WHITESPACE = byteSet(' \t\n\r');
const BARE_FIRST = byteSet('-0123456789tfn');
const BARE = byteSet('+-.0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ');

export function startJson(): JsonCursor {
  return { kind: 'json', place: Place.Value, escaped: false, tokenStart: 0, stack: [] };
}

/** False from the first byte that is not JSON. */
export function isStillJson(cursor: JsonCursor): boolean {
  return cursor.place !== Place.Text;
}

/** A copy that can be walked on its own. */
export function copyJson(cursor: JsonCursor): JsonCursor {
  return { ...cursor, stack: cursor.stack.map((frame) => ({ ...frame })) };
}

/** Walks `[from, to)` of a window that begins at offset `base`, adding each key and value that ends there. Changes `cursor`. */
export function walkJson(
  cursor: JsonCursor,
  bytes: Uint8Array,
  base: number,
  from: number,
  to: number,
  hits: KeywordHits,
  segments: Segments,
): void {
  for (let i = from; i < to && cursor.place !== Place.Text; i++) {
    const byte = bytes[i]!;
    if (cursor.place === Place.String || cursor.place === Place.KeyString) {
      if (cursor.escaped) cursor.escaped = false;
      else if (byte === BACKSLASH) cursor.escaped = true;
      else if (byte === QUOTE) endString(cursor, base, i, hits, segments);
      else if (byte === NEWLINE) {
        closeJson(cursor, base, i, segments);
        cursor.place = Place.Text;
      }
      continue;
    }
    if (cursor.place === Place.Bare) {
      if (BARE[byte] === 1) continue;
      closeJson(cursor, base, i, segments);
      cursor.place = afterValue(cursor);
    }
    if (WHITESPACE[byte] === 1 || (base + i < 3 && byte === BYTE_ORDER_MARK[base + i])) continue;
    cursor.place = structure(cursor, byte, base + i);
  }
}

/** Adds the key or value that is still open where the window ends. */
export function closeJson(cursor: JsonCursor, base: number, to: number, segments: Segments): void {
  const frame = cursor.stack.at(-1);
  if (cursor.place === Place.KeyString) addSegment(segments, cursor.tokenStart - base, to, frame?.above ?? NO_NAMES);
  else if (cursor.place === Place.String || cursor.place === Place.Bare) {
    addSegment(segments, cursor.tokenStart - base, to, frame?.names ?? NO_NAMES);
  }
}

function endString(cursor: JsonCursor, base: number, at: number, hits: KeywordHits, segments: Segments): void {
  closeJson(cursor, base, at, segments);
  if (cursor.place === Place.String) {
    cursor.place = afterValue(cursor);
    return;
  }
  const frame = cursor.stack.at(-1)!;
  const start = cursor.tokenStart - base;
  const own = at - start <= MAX_NAME_BYTES ? groupsInside(hits, start, at) : NO_NAMES;
  frame.names = own.length === 0 ? frame.above : [...new Set([...frame.above, ...own])];
  cursor.place = Place.Colon;
}

function afterValue(cursor: JsonCursor): Place {
  return cursor.stack.length === 0 ? Place.Value : Place.CommaOrEnd;
}

/** The place after a byte outside strings and bare values. */
function structure(cursor: JsonCursor, byte: number, offset: number): Place {
  const { place } = cursor;
  const frame = cursor.stack.at(-1);
  const end = frame?.array === true ? CLOSE_ARRAY : CLOSE_OBJECT;
  const mayEnd = place === Place.CommaOrEnd || place === Place.KeyOrEnd || place === Place.ValueOrEnd;
  if (frame !== undefined && mayEnd && byte === end) {
    cursor.stack.pop();
    return afterValue(cursor);
  }
  if (place === Place.CommaOrEnd)
    return byte === COMMA ? (frame?.array === true ? Place.Value : Place.Key) : Place.Text;
  if (place === Place.Colon) return byte === COLON ? Place.Value : Place.Text;
  cursor.tokenStart = byte === QUOTE ? offset + 1 : offset;
  if (place === Place.Key || place === Place.KeyOrEnd) return byte === QUOTE ? Place.KeyString : Place.Text;
  return value(cursor, byte);
}

function value(cursor: JsonCursor, byte: number): Place {
  if (byte === QUOTE) return Place.String;
  if (BARE_FIRST[byte] === 1) return Place.Bare;
  if (byte !== OPEN_ARRAY && byte !== OPEN_OBJECT) return Place.Text;
  if (cursor.stack.length >= JSON_MAX_DEPTH) return Place.Text;
  const above = cursor.stack.at(-1)?.names ?? NO_NAMES;
  cursor.stack.push({ array: byte === OPEN_ARRAY, above, names: above });
  return byte === OPEN_ARRAY ? Place.ValueOrEnd : Place.KeyOrEnd;
}

function byteSet(members: string): Uint8Array {
  const set = new Uint8Array(256);
  for (const member of members) set[member.charCodeAt(0)] = 1;
  return set;
}
