import { VECTOR_BYTES, WebAssembly, type WebAssemblyMemory } from '@dowser/wasm';
import type { CountBetween } from '../position.ts';
import { RECORDS_BYTES, type RecordWriter } from '../records.ts';
import type { Spans } from '../spans.ts';
import { kernelCode } from './kernel-code.ts';
import {
  GROUP_BYTES,
  GroupField,
  GUARD,
  OUT,
  PLACE_BYTES,
  PlaceField,
  RECORD_BYTES,
  SHARED,
  Shared,
  TABLES,
  WORD_BYTES,
} from './memory-map.ts';
import { placeRoom } from './place-room.ts';
import type { KernelTables } from './tables.ts';

const PAGE_BYTES = 64 * 1024;
/** A longer window is scanned without the kernel. */
export const MAX_KERNEL_WINDOW_BYTES = 1 << 30;
/** Automata may take this many steps for each byte they look at, and some to begin with; then RE2 takes over. */
const STEPS_A_BYTE = 32;
const STEPS_AT_FIRST = 4_096;
const MAX_STEPS = 1 << 30;
/** A list of pairs of words. */
const PAIR_BYTES = 2 * WORD_BYTES;
/** So many matches are told to the kernel at once. */
const LISTED_RECORDS = 4_096;
const MARKS_ALIGN = 8;

type Numbers = (...values: number[]) => number;
type Exports = Readonly<
  Record<'scan' | 'search' | 'findPlaces' | 'searchPlaces' | 'writeRecords' | 'countBetween', Numbers>
>;

/** Takes an entry that begins at `start`: see memory-map, records. Offsets are into the window. */
export type TakeRecord = (entry: number, start: number, end: number) => void;

/** Takes a match of the row that is searched. */
export type TakeMatch = (start: number, end: number) => void;

/** Places to look at, ascending, in the kernel's memory: the address of the first. */
export interface Places {
  readonly first: number;
  /** In all of them. */
  readonly bytes: number;
}

/** Of one keyword group. */
export interface GroupPlaces extends Places {
  readonly group: number;
}

/** One window in the kernel's memory. It is gone when the next one is opened. Offsets are into the window. */
export interface KernelWindow {
  /**
   * Gives all entries that begin in the window, ascending by start; of keywords in text, not all that have nothing near them. False when
   * it gave up, for want of speed.
   */
  scan(isText: boolean, take: TakeRecord): boolean;
  /**
   * Matches of a row's automaton that begin in `[from, to)`, each after the one before. Returns the end of the last one or
   * `to`, whichever is later; less where it gave up, for want of speed.
   */
  search(automaton: number, from: number, to: number, take: TakeMatch): number;
  /**
   * The window's bytes, where the kernel has them: then one copy is in the caches. Makes room for the places of so many keyword hits
   * (`rows` are keywords) and segments, and for records; so they stand until countBetween is called, or another window is opened.
   */
  bytesWithRoom(hits: Spans, segments: number): Buffer;
  /**
   * Where matches of the rows of each keyword group can meet the rule of text, after these hits (`rows` are keywords, by ascending
   * start). They stand until more are found or set.
   */
  findPlaces(hits: Spans): readonly GroupPlaces[];
  /** Pairs of start and end, ascending. They stand until more are found or set. */
  setPlaces(places: ArrayLike<number>): Places;
  /** The same as pairs of start and end. */
  listPlaces(places: Places): number[];
  /**
   * search in each of the places in turn, within `[from, to)`: each begins after a byte that no match of the row can hold, or where
   * the search before it ended. Returns where the last one ended, or `from`; the complement (~) of it where it gave up.
   */
  searchPlaces(automaton: number, from: number, to: number, places: Places, take: TakeMatch): number;
  /** Not while places stand. */
  readonly records: RecordWriter;
  /** Not while places stand. The pairs stand until the next call, or until a window is opened. */
  readonly countBetween: CountBetween;
}

interface Instance {
  readonly exports: Exports;
  readonly memory: WebAssemblyMemory;
  bytes: Uint8Array;
  words: Uint32Array;
  tables: KernelTables | undefined;
}

let instance: Instance | undefined;
let compiledModule: object | null | undefined;

/** Null on a machine whose WebAssembly has no SIMD. */
function kernelModule(): object | null {
  if (compiledModule === undefined) {
    const code = [kernelCode(true), kernelCode(false)].find((candidate) => WebAssembly.validate(candidate));
    compiledModule = code === undefined ? null : new WebAssembly.Module(code);
  }
  return compiledModule;
}

/** Copies a window into the kernel's memory; undefined where there is no kernel for it. */
export function openWindow(tables: KernelTables, window: Uint8Array): KernelWindow | undefined {
  const module = kernelModule();
  if (module === null || window.length > MAX_KERNEL_WINDOW_BYTES) return undefined;
  instance ??= start(module);
  const begin = TABLES + tables.tables.length + GUARD;
  const marks = (begin + window.length + GUARD + MARKS_ALIGN - 1) & -MARKS_ALIGN;
  ensure(instance, marks + markBytes(window.length));
  const { bytes, words } = instance;
  if (instance.tables !== tables) {
    bytes.set(tables.fixed);
    bytes.set(tables.tables, TABLES);
    bytes.fill(0, begin - GUARD, begin);
    instance.tables = tables;
  }
  bytes.set(window, begin);
  bytes.fill(0, begin + window.length, begin + window.length + GUARD);
  words[(SHARED + Shared.Begin) / 4] = begin;
  words[(SHARED + Shared.Marks) / 4] = marks;
  return windowOf(instance, tables, begin, begin + window.length, marks + markBytes(window.length));
}

/** Whole words, and room to read a little beyond. */
function markBytes(length: number): number {
  return 8 * Math.ceil(length / 64) + MARKS_ALIGN;
}

function start(module: object): Instance {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(TABLES / PAGE_BYTES) });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const buffer = memory.buffer;
  return {
    exports: exports as unknown as Exports,
    memory,
    bytes: new Uint8Array(buffer),
    words: new Uint32Array(buffer),
    tables: undefined,
  };
}

function ensure(kernel: Instance, bytes: number): void {
  const missing = bytes - kernel.memory.buffer.byteLength;
  if (missing <= 0) return;
  kernel.memory.grow(Math.ceil(missing / PAGE_BYTES));
  kernel.bytes = new Uint8Array(kernel.memory.buffer);
  kernel.words = new Uint32Array(kernel.memory.buffer);
}

/** From `room` on, memory is free. */
function windowOf(kernel: Instance, tables: KernelTables, begin: number, end: number, room: number): KernelWindow {
  const { exports } = kernel;
  const recordsFrom = room + PAIR_BYTES * LISTED_RECORDS;
  const near = placeRoom(tables.groups, room);
  let { words } = kernel;
  const shared = SHARED / 4;
  const reserve = (bytes: number): void => {
    ensure(kernel, bytes);
    ({ words } = kernel);
  };
  const limitSteps = (length: number): void => {
    words[shared + Shared.Steps / 4] = 0;
    words[shared + Shared.MaxSteps / 4] = Math.min(MAX_STEPS, STEPS_AT_FIRST + STEPS_A_BYTE * length);
  };
  const lastRecord = (): number => words[shared + Shared.Out / 4]! / 4;
  const ranOut = (): boolean => words[shared + Shared.Steps / 4]! > words[shared + Shared.MaxSteps / 4]!;
  /** Gives the records of a search, and where it stopped. */
  const takeMatches = (take: TakeMatch): number => {
    for (let record = OUT / 4, last = lastRecord(); record < last; record += RECORD_BYTES / 4) {
      take(words[record]! - begin, words[record + 1]! - begin);
    }
    return words[shared + Shared.Reached / 4]!;
  };
  return {
    scan(isText, take) {
      words[shared + Shared.IsText / 4] = isText ? 1 : 0;
      limitSteps(end - begin);
      for (let from = begin; from < end; from = words[shared + Shared.Reached / 4]!) {
        exports.scan(from, end, end);
        for (let at = OUT / 4, last = lastRecord(); at < last; at += RECORD_BYTES / 4) {
          take(words[at]!, words[at + 1]! - begin, words[at + 2]! - begin);
        }
        if (ranOut()) return false;
      }
      return true;
    },
    search(automaton, from, to, take) {
      limitSteps(to - from);
      let at = from + begin;
      while (at < to + begin && !ranOut()) {
        words[shared + Shared.Out / 4] = OUT;
        exports.search(automaton, at, to + begin, end);
        at = takeMatches(take);
      }
      return at - begin;
    },
    bytesWithRoom(hits, segments) {
      // Each hit and each segment adds at most one place to a list.
      const set = room + PLACE_BYTES * (hits.count + segments);
      reserve(Math.max(segments === 0 ? near.endOf(hits) : set, recordsFrom + RECORDS_BYTES + VECTOR_BYTES));
      return Buffer.from(kernel.memory.buffer, begin, end - begin);
    },
    findPlaces(hits) {
      const { count, rows, starts, ends } = hits;
      const { distanceOfGroup } = tables.groups;
      const groups = near.groupsAfter(count);
      const places = near.placesAfter(count);
      reserve(near.endOf(hits));
      for (const [i, column] of [rows, starts, ends].entries())
        words.set(column.subarray(0, count), room / WORD_BYTES + i * count);
      words.fill(0, groups / WORD_BYTES, places / WORD_BYTES);
      for (let group = groups; group < places; group += GROUP_BYTES)
        words[(group + GroupField.Last) / WORD_BYTES] = group;
      exports.findPlaces(room, WORD_BYTES * count, places, groups, end);
      const found: GroupPlaces[] = [];
      for (let group = 0; group < distanceOfGroup.length; group++) {
        const at = groups + GROUP_BYTES * group;
        const first = words[(at + GroupField.First) / WORD_BYTES]!;
        if (first !== 0) found.push({ group, first, bytes: words[(at + GroupField.Bytes) / WORD_BYTES]! });
      }
      return found;
    },
    setPlaces(places) {
      const count = places.length / 2;
      reserve(room + PLACE_BYTES * count);
      let bytesInPlaces = 0;
      for (let i = 0; i < count; i++) {
        const at = room + PLACE_BYTES * i;
        const from = Math.max(0, places[2 * i]!);
        const to = places[2 * i + 1]!;
        words[(at + PlaceField.From) / WORD_BYTES] = from + begin;
        words[(at + PlaceField.To) / WORD_BYTES] = to + begin;
        words[(at + PlaceField.Next) / WORD_BYTES] = i + 1 < count ? at + PLACE_BYTES : 0;
        bytesInPlaces += to - from;
      }
      return { first: count === 0 ? 0 : room, bytes: bytesInPlaces };
    },
    listPlaces({ first }) {
      const listed: number[] = [];
      for (let at = first; at !== 0; at = words[(at + PlaceField.Next) / WORD_BYTES]!) {
        const from = words[(at + PlaceField.From) / WORD_BYTES]! - begin;
        listed.push(Math.max(0, from), words[(at + PlaceField.To) / WORD_BYTES]! - begin);
      }
      return listed;
    },
    searchPlaces(automaton, from, to, places, take) {
      limitSteps(places.bytes);
      let at = from;
      let place = places.first;
      while (place !== 0 && !ranOut()) {
        words[shared + Shared.Out / 4] = OUT;
        place = exports.searchPlaces(automaton, at + begin, place, to + begin, end);
        at = takeMatches(take) - begin;
      }
      return place !== 0 ? ~at : at;
    },
    records: {
      write({ froms, tos }, order, from, to) {
        const most = Math.min(to, from + LISTED_RECORDS);
        reserve(recordsFrom + RECORDS_BYTES + VECTOR_BYTES);
        for (let k = from, word = room / WORD_BYTES; k < most; k++, word += 2) {
          words[word] = froms[order[k]!]! + begin;
          words[word + 1] = tos[order[k]!]! + begin;
        }
        const stopped = exports.writeRecords(
          room,
          room + PAIR_BYTES * (most - from),
          recordsFrom,
          recordsFrom + RECORDS_BYTES,
        );
        const length = words[shared + Shared.Out / WORD_BYTES]! - recordsFrom;
        return {
          next: from + (stopped - room) / PAIR_BYTES,
          bytes: Buffer.from(kernel.memory.buffer, recordsFrom, length),
        };
      },
    },
    countBetween(from, places) {
      const pairsEnd = room + PAIR_BYTES * places.length;
      reserve(pairsEnd);
      for (let i = 0, word = room / WORD_BYTES; i < places.length; i++, word += 2) words[word] = places[i]! + begin;
      exports.countBetween(from + begin, room, pairsEnd);
      return words.subarray(room / WORD_BYTES, pairsEnd / WORD_BYTES);
    },
  };
}
