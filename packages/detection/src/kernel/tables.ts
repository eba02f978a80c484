import type { Node } from '../keyword-automaton.ts';
import { Before, beforeOf, type MatchAutomaton } from '../pattern/automaton.ts';
import { HEX_VALUES, NAMED_ESCAPES } from '../written-escapes.ts';
import { teddyTables } from './buckets.ts';
import { buildDispatch, type Way } from './dispatch.ts';
import { gramTables } from './gram-tables.ts';
import { type Gram, gramsOfKeyword, withoutWords } from './grams.ts';
import {
  AUTOMATON_BYTES,
  AutomatonField,
  BEFORES,
  DISPATCH,
  DispatchField,
  ESCAPE_BEGINS,
  FIXED_END,
  GROUP_BYTES,
  GramField,
  HEX,
  IS_LETTER,
  IS_PREFIX,
  IS_ROW,
  KINDS,
  MAX_ENTRIES,
  NAMED,
  NARROW,
  NARROW_TABLE_BYTES,
  NEEDS_WORDS,
  NEIGHBOURS,
  Neighbour,
  PROBE_BYTES,
  ProbeField,
  TABLES,
  TEDDY,
  TOKEN_ROW_BYTES,
  TokenField,
  TokenRowField,
  WIDE,
} from './memory-map.ts';
import { nibbleTables } from './nibbles.ts';
import { packDispatch } from './packed-dispatch.ts';
import type { ByteRanges } from './passed-over.ts';
import { probesOf } from './probes.ts';
import type { TokenShape } from './token-shape.ts';
import { tokenTables } from './token-tables.ts';

/** What the kernel is to know of a row. */
export interface KernelRow {
  /** Tells where a match ends; without it, RE2 does. */
  readonly automaton: MatchAutomaton | undefined;
  /** Where there is none, or grams stand inside a match: tells what can stand from its grams on, as far as some bytes. */
  readonly prefix: MatchAutomaton | undefined;
  /** See takesSeparator. */
  readonly takesSeparator: boolean;
  /** All beginnings of its matches, when the row is to be looked for by them. */
  readonly grams: readonly Gram[] | undefined;
  /** The grams stand inside a match, after this: see Lead. */
  readonly lead: Lead | undefined;
  /** What its matches never are, from their token on. */
  readonly passOver: readonly ByteRanges[];
  /** What its matches begin with, when the row is to be looked for by tokens. Then it has an automaton and no grams. */
  readonly token: TokenShape | undefined;
}

/** What a match begins with, before the gram that it is found by. */
export interface Lead {
  readonly minBytes: number;
  readonly maxBytes: number;
  /** 256 flags: 1 for each byte that can be in it. */
  readonly alphabet: Uint8Array;
}

/** A catalogue as the kernel's memory holds it. */
export interface KernelTables {
  readonly fixed: Uint8Array;
  readonly tables: Uint8Array;
  /** Address of each row's automaton, or 0. */
  readonly automata: readonly number[];
  readonly groups: KernelGroups;
}

/** The keyword groups of a catalogue: those of each keyword; then by group. */
export interface KernelGroups {
  readonly groupsOf: readonly (readonly number[])[];
  readonly distanceOfGroup: readonly (number | undefined)[];
  /** Rows of the group match capitalised words only, on either side of a keyword. */
  readonly needsWords: readonly boolean[];
}

/** Undefined when the catalogue is too large for the kernel. */
export function buildKernelTables(
  keywords: readonly Node[],
  groups: KernelGroups,
  rows: readonly KernelRow[],
): KernelTables | undefined {
  if (keywords.length + rows.length > MAX_ENTRIES) return undefined;
  const ways: Way[] = keywords.map((begin, entry) => ({ entry, begin }));
  const grams = keywords.flatMap(gramsOfKeyword);
  for (const [index, row] of rows.entries()) {
    for (const gram of row.grams ?? []) {
      ways.push({ entry: index + IS_ROW, gram });
      grams.push(gram);
    }
  }
  const dispatch = buildDispatch(ways);
  if (dispatch === undefined) return undefined;
  const image = new Image();
  const automata = rows.map(({ automaton, takesSeparator }) =>
    automaton === undefined ? 0 : placeAutomaton(image, automaton, takesSeparator),
  );
  const atGrams = automata.map((address, i) => {
    const { lead, prefix, takesSeparator } = rows[i]!;
    if (prefix !== undefined) return placeAutomaton(image, prefix, takesSeparator && lead === undefined) | IS_PREFIX;
    return lead === undefined ? address : 0;
  });
  const fixed = new Uint8Array(FIXED_END);
  const header = new DataView(fixed.buffer);
  const set = (field: number, address: number): void => header.setUint32(DISPATCH + field, address, true);
  const withNeed = (entry: number): number =>
    groups.groupsOf[entry]?.every((group) => groups.needsWords[group]) ? entry + NEEDS_WORDS : entry;
  const lists = dispatch.ended.map((entries) => image.words([entries.length, ...entries.map(withNeed)]));
  const { columns, cells, begin } = packDispatch(dispatch, lists);
  set(DispatchField.Columns, image.bytes(new Uint8Array(columns.buffer)));
  set(DispatchField.Cells, image.words(cells));
  set(DispatchField.Begin, begin);
  set(DispatchField.Automata, image.words(atGrams));
  set(DispatchField.Groups, image.words(placeGroups(image, groups)));
  const { triples, pairs, words, masked, masks, classes } = gramTables(grams);
  set(GramField.Triples, image.bytes(triples));
  set(GramField.Pairs, image.bytes(pairs));
  set(GramField.Words, image.bytes(words));
  set(GramField.Masked, image.bytes(masked));
  set(GramField.Masks, image.words(masks));
  set(GramField.Classes, image.bytes(classes));
  placeTokens(image, rows, automata, set);
  fixed.set(teddyTables(grams.map(withoutWords).filter((gram) => gram !== undefined)), TEDDY);
  fixed.set(kindTables(), KINDS);
  fixed.set(escapeBegins(), ESCAPE_BEGINS);
  fixed.set(HEX_VALUES, HEX);
  fixed.set(NAMED_ESCAPES, NAMED);
  for (let byte = 0; byte < 256; byte++) {
    fixed[NEIGHBOURS + byte] = neighbour(byte);
    fixed[BEFORES + byte] = beforeOf(byte);
  }
  return { fixed, tables: image.finish(), automata, groups };
}

/** Letters in two rectangles of nibbles, both with IS_LETTER; digits; `_`. */
function kindTables(): Uint8Array {
  const nibbles = new Uint8Array(32);
  const rectangles: readonly (readonly [high: readonly number[], low: readonly number[], bit: number])[] = [
    [[4, 6], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], IS_LETTER],
    [[5, 7], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], IS_LETTER >> 1],
    [[3], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], IS_LETTER >> 2],
    [[5], [15], IS_LETTER >> 3],
  ];
  for (const [high, low, bit] of rectangles) {
    for (const nibble of low) nibbles[nibble]! |= bit;
    for (const nibble of high) nibbles[16 + nibble]! |= bit;
  }
  return nibbles;
}

function escapeBegins(): Uint8Array {
  const byLow = new Uint8Array(16);
  byLow[0] = 1;
  for (const character of ['\\', '%']) byLow[character.charCodeAt(0) & 15] = character.charCodeAt(0);
  return byLow;
}

/** Bytes that will stand at TABLES. */
class Image {
  private readonly parts: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  private end = TABLES;

  bytes(bytes: Uint8Array): number {
    const at = this.end;
    this.parts.push({ at, bytes });
    this.end = (at + bytes.length + 15) & ~15;
    return at;
  }

  words(words: readonly number[] | Uint32Array): number {
    return this.bytes(new Uint8Array(Uint32Array.from(words).buffer));
  }

  finish(): Uint8Array {
    const all = new Uint8Array(this.end - TABLES);
    for (const { at, bytes } of this.parts) all.set(bytes, at - TABLES);
    return all;
  }
}

function placeAutomaton(image: Image, automaton: MatchAutomaton, takesSeparator: boolean): number {
  const { columns, width, table, starts } = automaton;
  const first = new Uint8Array(256);
  for (const before of Object.values(Before)) {
    for (let byte = 0; byte < 256; byte++) {
      if (table[starts[before]! + columns[byte]!]! >>> 1 !== 0) first[byte]! |= 1 << before;
    }
  }
  const inside = columnsInside(table, width);
  const fields = new Uint32Array(AUTOMATON_BYTES / 4);
  const nibbles = new Uint8Array(fields.buffer);
  const { low, high } = nibbleTables(first.map((flags) => flags & AFTER_NO_WORD));
  const afterWord = nibbleTables(first.map((flags) => flags & (1 << Before.Word)));
  nibbles.set(low, AutomatonField.Low);
  nibbles.set(afterWord.low, AutomatonField.LowAfterWord);
  nibbles.set(
    high.map((bits, i) => bits | afterWord.high[i]!),
    AutomatonField.High,
  );
  for (const [i, { offset, set }] of probesOf(automaton).entries()) {
    const at = AutomatonField.Probes + i * PROBE_BYTES;
    const probe = nibbleTables(set);
    nibbles.set(probe.low, at + ProbeField.Low);
    nibbles.set(probe.high, at + ProbeField.High);
    fields[(at + ProbeField.Offset) / 4] = offset;
  }
  for (let byte = 0; byte < 256; byte++) {
    if (inside[columns[byte]!] === 0) continue;
    if (byte < 0x80) nibbles[AutomatonField.Inside + (byte & 15)]! |= 1 << (byte >> 4);
    else fields[AutomatonField.InsideBeyond / 4] = 0xffff;
  }
  const shift = table.length << NARROW <= NARROW_TABLE_BYTES ? NARROW : WIDE;
  const entries = table.map((entry) => ((entry >>> 1) << shift) | (entry & 1));
  fields[AutomatonField.Shift / 4] = shift;
  fields[AutomatonField.TakesSeparator / 4] = takesSeparator ? 1 : 0;
  fields[AutomatonField.Table / 4] =
    shift === NARROW ? image.bytes(new Uint8Array(Uint16Array.from(entries).buffer)) : image.words(entries);
  fields[AutomatonField.Columns / 4] = image.bytes(columns);
  fields[AutomatonField.EndColumn / 4] = width - 1;
  fields.set(
    starts.map((state) => state << shift),
    AutomatonField.Starts / 4,
  );
  fields[AutomatonField.First / 4] = image.bytes(first);
  return image.words(fields);
}

const AFTER_NO_WORD = (1 << Before.Nothing) | (1 << Before.Newline) | (1 << Before.Other);

/** 1 for each column by which some state goes on. */
function columnsInside(table: Uint32Array, width: number): Uint8Array {
  const inside = new Uint8Array(width);
  for (let i = 0; i < table.length; i++) if (table[i]! >>> 1 !== 0) inside[i % width] = 1;
  return inside;
}

/** By keyword: the address of a list of its groups, a count and then two words each. Many keywords share one. */
function placeGroups(image: Image, { groupsOf, distanceOfGroup }: KernelGroups): readonly number[] {
  const lists = new Map<string, number>();
  return groupsOf.map((groups) => {
    const key = groups.join();
    const list =
      lists.get(key) ??
      image.words([groups.length, ...groups.flatMap((group) => [group * GROUP_BYTES, distanceOfGroup[group] ?? 0])]);
    lists.set(key, list);
    return list;
  });
}

function placeTokens(
  image: Image,
  rows: readonly KernelRow[],
  automata: readonly number[],
  set: (field: number, address: number) => void,
): void {
  const shapes = new Map<number, TokenShape>();
  for (const [row, { token }] of rows.entries()) if (token !== undefined) shapes.set(row, token);
  if (shapes.size === 0) return;
  const tables = tokenTables(shapes);
  const lists = tables.rows.map((members) => {
    const words = [members.length * TOKEN_ROW_BYTES];
    for (const row of members) {
      const own: number[] = [];
      own[TokenRowField.Automaton / 4] = automata[row]!;
      own[TokenRowField.Entry / 4] = row + IS_ROW;
      const { minLead, maxLead, maxLeadAfterAscii } = shapes.get(row)!;
      // Of a longer lead, the first byte may be an escape.
      own[TokenRowField.MinLead / 4] = minLead > 1 ? minLead - 1 : minLead;
      own[TokenRowField.MaxLead / 4] = maxLead;
      own[TokenRowField.MaxLeadAfterAscii / 4] = maxLeadAfterAscii;
      const texts = Buffer.concat(rows[row]!.passOver.flatMap(({ least, more }) => [least, more]));
      const passedOver = image.bytes(texts);
      own[TokenRowField.PassedOver / 4] = passedOver;
      own[TokenRowField.PassedOverEnd / 4] = passedOver + texts.length;
      words.push(...own);
    }
    return image.words(words);
  });
  set(TokenField.Columns, image.bytes(tables.columns));
  set(TokenField.Lengths, image.bytes(new Uint8Array(tables.lengths.buffer)));
  set(TokenField.Next, image.bytes(new Uint8Array(tables.next.buffer)));
  set(TokenField.Before, image.bytes(new Uint8Array(tables.before.buffer)));
  set(TokenField.Rows, image.words(lists));
  set(TokenField.Unhashed, image.bytes(new Uint8Array(BigUint64Array.of(tables.unhashed).buffer)));
  set(TokenField.Hashes, image.bytes(tables.hashes));
  set(TokenField.Runs, image.bytes(new Uint8Array(tables.runs.buffer)));
}

function neighbour(byte: number): number {
  const character = String.fromCharCode(byte);
  if (byte >= 0x80) return Neighbour.Outside;
  if (character === '\\') return Neighbour.Backslash;
  if (/[A-Z]/.test(character)) return Neighbour.Upper;
  if (!/[a-z]/.test(character)) return Neighbour.Other;
  return Neighbour.Lower | ('nrt'.includes(character) ? Neighbour.Escape : 0);
}
