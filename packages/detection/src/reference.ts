import RE2 from 're2';
import { type Confidence, confidenceOf } from './confidence.ts';
import { formsOf } from './forms.ts';
import {
  CELL_CONTEXT_BYTES,
  KEYWORD_DISTANCE,
  KEYWORD_DISTANCE_BYTES,
  MAX_CHARACTER_BYTES,
  MAX_KEYWORD_CHARACTERS,
  MAX_MATCH_BYTES,
  MAX_NAME_BYTES,
  SURROUNDINGS_BYTES,
} from './limits.ts';
import { canTakeSeparator, type ReferenceEscape, referenceEscapes } from './reference-escapes.ts';
import { type ReferenceCell, referenceCells } from './reference-layout.ts';
import type { DataIdentifier, Layout, Match } from './types.ts';

const LONGEST_KEYWORD_BYTES = MAX_CHARACTER_BYTES * MAX_KEYWORD_CHARACTERS;

type Place = { readonly start: number; readonly end: number };

const LETTER =
  '[\\p{L}--[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}]]';
const INSIDE_WORD = new RegExp(`^${LETTER}\0${LETTER}$`, 'v');
const HUMP = /^\p{Ll}\0\p{Lu}$/u;
const ABBREVIATION_END = /^\p{Lu}\0\p{Lu}\p{Ll}$/u;

/**
 * The naive engine: each identifier by itself over the whole object, then the validator, then the keyword rule. It says what
 * scanWindow must find. Slow; for tests and benchmarks. Order and offsets as in WindowResult.
 */
export function scanReference(rows: readonly DataIdentifier[], input: Uint8Array, layout: Layout): readonly Match[] {
  const bytes = Buffer.from(input);
  const text = bytes.toString('latin1');
  const cells = referenceCells(text, layout);
  const escapes = referenceEscapes(text);
  const places = new Map<string, readonly Place[]>();
  const keywordPlaces = (keyword: string): readonly Place[] => {
    const known = places.get(keyword) ?? findKeyword(keyword, bytes);
    places.set(keyword, known);
    return known;
  };
  const found = rows.flatMap(readyForms).flatMap(({ row, confidence, ...patterns }, order) => {
    return findPattern(patterns, bytes, escapes)
      .filter((match) => isReal(row, match, bytes))
      .flatMap((match) => {
        const keywords = row.keywords.map(keywordPlaces);
        const named = hasKeywordInName(match, keywords, cells);
        if (row.keyword === 'required' && !named && !hasKeyword(row, match, keywords, cells, bytes)) return [];
        return { ...match, identifier: row.id, order, confidence: named ? confidence.named : confidence.near };
      });
  });
  found.sort((a, b) => a.start - b.start || a.order - b.order || a.end - b.end);
  const lines = [{ start: 0 }, ...[...text.matchAll(/\n/g)].map((newline) => ({ start: newline.index + 1 }))];
  return found.map(({ identifier, start, end, confidence }) => {
    const line = countUpTo(lines, start);
    return { identifier, start, end, line, column: characters(bytes, lines[line - 1]!.start, start) + 1, confidence };
  });
}

/** One form of a row with what its pattern becomes, which no object changes. */
interface ReadyForm extends Patterns {
  readonly row: DataIdentifier;
  readonly confidence: Confidence;
}

interface Patterns {
  readonly regex: RE2;
  /** Tries the pattern at one place only. */
  readonly sticky: RE2;
  readonly canTakeSeparator: boolean;
}

const readyFormsOf = new WeakMap<DataIdentifier, readonly ReadyForm[]>();

function readyForms(row: DataIdentifier): readonly ReadyForm[] {
  const known = readyFormsOf.get(row);
  if (known !== undefined) return known;
  const ready = formsOf(row).map((form): ReadyForm => {
    const regex = new RE2(form.pattern, 'dgu');
    const { internalSource } = regex;
    return {
      row: form,
      confidence: confidenceOf(form, internalSource),
      regex,
      sticky: new RE2(form.pattern, 'duy'),
      canTakeSeparator: canTakeSeparator(internalSource),
    };
  });
  readyFormsOf.set(row, ready);
  return ready;
}

function isReal(row: DataIdentifier, { start, end }: Place, bytes: Buffer): boolean {
  const { validate, validateInContext, ignoreWords = [], allowance } = row;
  const value = bytes.toString('utf8', start, end);
  if (ignoreWords.some((word) => value.includes(word)) || allowance?.covers(value) === true) return false;
  if (validate !== undefined && validate(value) !== null) return false;
  if (validateInContext === undefined) return true;
  const before = bytes.subarray(Math.max(0, start - SURROUNDINGS_BYTES), start).toString();
  const after = bytes.subarray(end, end + SURROUNDINGS_BYTES).toString();
  return validateInContext(value, { before, after }) === null;
}

function findPattern(patterns: Patterns, bytes: Buffer, escapes: readonly ReferenceEscape[]): readonly Place[] {
  const found: Place[] = [];
  const { regex } = patterns;
  let next = 0;
  for (let at = 0; ; ) {
    regex.lastIndex = at;
    const match = regex.exec(bytes);
    const [start, end] = match === null ? [bytes.length, bytes.length] : match.indices![0]!;
    // Those that end before the plain match, and one that it begins inside of.
    while (next < escapes.length && escapes[next]!.end < at) next++;
    const between = escapes.slice(next, countUpTo(escapes, start - 1));
    const read = firstAfter(patterns, between, bytes);
    if (read !== undefined) {
      found.push(read.value);
      at = read.end;
    } else if (match === null) return found;
    else if (between.at(-1)?.end === start) at = start + 1;
    else {
      const [from, to] = match.indices!.groups?.value ?? [start, end];
      found.push({ start: from, end: to });
      at = end;
    }
  }
}

/** What is matched after the first of the escapes that has a match after it. */
function firstAfter(
  patterns: Patterns,
  escapes: readonly ReferenceEscape[],
  bytes: Buffer,
): { readonly value: Place; readonly end: number } | undefined {
  for (const one of escapes) {
    const read = matchAfter(patterns, one, bytes);
    if (read !== undefined) return read;
  }
  return undefined;
}

/** The match right after an escape: the text before is read as one separator, which the match may take for its first byte or not. */
function matchAfter(
  { sticky, canTakeSeparator }: Patterns,
  { end, byte }: ReferenceEscape,
  bytes: Buffer,
): { readonly value: Place; readonly end: number } | undefined {
  const text = Buffer.concat([Buffer.from([1, byte]), bytes.subarray(end, end + MAX_MATCH_BYTES + 1)]);
  for (const place of canTakeSeparator ? [1, 2] : [2]) {
    if (place === 2) text[1] = 1;
    sticky.lastIndex = place;
    const found = sticky.exec(text)?.indices;
    if (found === undefined || found[0]![1] <= 2) continue;
    const [from, to] = found.groups?.value ?? found[0]!;
    const value = { start: Math.max(from, 2) + end - 2, end: Math.max(to, 2) + end - 2 };
    return { value, end: found[0]![1] + end - 2 };
  }
  return undefined;
}

/** Every place of a keyword, overlapping ones too, that is not inside a longer word. */
function findKeyword(keyword: string, bytes: Buffer): readonly Place[] {
  const source = keyword.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll(' ', '[ _-]?');
  const regex = new RE2(source, 'giu');
  const found: Place[] = [];
  for (let match = regex.exec(bytes); match !== null; match = regex.exec(bytes)) {
    const place = { start: match.index, end: match.index + match[0].length };
    regex.lastIndex = match.index + 1;
    const ends = !joins(bytes, place.end) || isAbbreviationEnd(bytes, place.end);
    if (ends && (!joins(bytes, place.start) || isAfterEscape(bytes, place.start))) found.push(place);
  }
  return found;
}

/** True when the characters on both sides of `at` belong to one word. */
function joins(bytes: Buffer, at: number): boolean {
  const left = [...bytes.toString('utf8', Math.max(0, at - 4), at)].at(-1) ?? '';
  const right = [...bytes.toString('utf8', at, at + 4)][0] ?? '';
  return INSIDE_WORD.test(`${left}\0${right}`) && !HUMP.test(`${left}\0${right}`);
}

function isAbbreviationEnd(bytes: Buffer, at: number): boolean {
  const left = [...bytes.toString('utf8', Math.max(0, at - 4), at)].at(-1) ?? '';
  const right = [...bytes.toString('utf8', at, at + 8)].slice(0, 2).join('');
  return ABBREVIATION_END.test(`${left}\0${right}`);
}

function isAfterEscape(bytes: Buffer, at: number): boolean {
  return ['\\n', '\\r', '\\t'].includes(bytes.toString('latin1', Math.max(0, at - 2), at));
}

/** A keyword is in a name above the cell or value that holds the match. */
function hasKeywordInName(
  match: Place,
  keywords: readonly (readonly Place[])[],
  cells: readonly ReferenceCell[],
): boolean {
  const cell = cells[countUpTo(cells, match.start) - 1];
  if (cell === undefined || !contains(cell, match)) return false;
  const names = cell.names.filter((name) => name.end - name.start <= MAX_NAME_BYTES);
  return keywords.some((places) =>
    names.some((name) => around(places, name, 0).some((place) => contains(name, place))),
  );
}

function hasKeyword(
  { maximumMatchDistance }: DataIdentifier,
  match: Place,
  keywords: readonly (readonly Place[])[],
  cells: readonly ReferenceCell[],
  bytes: Buffer,
): boolean {
  const cell = cells[countUpTo(cells, match.start) - 1];
  const inCell = cell !== undefined && contains(cell, match);
  return keywords.some((places) => {
    const distance = maximumMatchDistance ?? 0;
    const preceding = around(places, match, MAX_CHARACTER_BYTES * distance).filter((place) =>
      isBefore(place, match, distance, bytes),
    );
    if (!inCell && distance > 0) return preceding.length > 0;
    if (!inCell) return around(places, match, KEYWORD_DISTANCE_BYTES).some((place) => isNear(place, match, bytes));
    if (distance > 0) return preceding.some((place) => contains(cell, place));
    return around(places, match, CELL_CONTEXT_BYTES).some(
      (place) => contains(cell, place) && gap(place, match) >= 0 && gap(place, match) <= CELL_CONTEXT_BYTES,
    );
  });
}

function isNear(place: Place, match: Place, bytes: Buffer): boolean {
  if (gap(place, match) < 0 || gap(place, match) > KEYWORD_DISTANCE_BYTES) return false;
  const [from, to] = place.end <= match.start ? [place.end, match.start] : [match.end, place.start];
  return characters(bytes, from, to) <= KEYWORD_DISTANCE;
}

function isBefore(place: Place, match: Place, distance: number, bytes: Buffer): boolean {
  if (place.end > match.start || match.end - place.end > MAX_CHARACTER_BYTES * distance) return false;
  return characters(bytes, place.end, match.end) <= distance;
}

/** Bytes between two places; negative when they overlap. */
function gap(a: Place, b: Place): number {
  return Math.max(a.start - b.end, b.start - a.end);
}

function contains(outer: Place, inner: Place): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The places, ascending by start, that can lie within `bytes` of `middle`: a slice, so that dense objects stay feasible. */
function around(places: readonly Place[], middle: Place, bytes: number): readonly Place[] {
  const earliest = middle.start - bytes - LONGEST_KEYWORD_BYTES;
  return places.slice(countUpTo(places, earliest), countUpTo(places, middle.end + bytes));
}

/** How many of the places, ascending by start, begin at or before `offset`. */
function countUpTo(ascending: readonly { readonly start: number }[], offset: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Bytes that begin a character; in valid UTF-8, code points. */
function characters(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (bytes[i]! >> 6 !== 0b10) count++;
  return count;
}
