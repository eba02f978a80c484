import { kernelCode } from './kernel-code.ts';
import { GUARD, OUT, RECORD_BYTES, SHARED, Shared, TABLES } from './memory-map.ts';
import type { KernelTables } from './tables.ts';

const PAGE_BYTES = 64 * 1024;
/** A longer window is scanned without the kernel. */
export const MAX_KERNEL_WINDOW_BYTES = 1 << 30;
/** Automata may take this many steps for each byte they look at, and some to begin with; then RE2 takes over. */
const STEPS_A_BYTE = 32;
const STEPS_AT_FIRST = 4_096;
const MAX_STEPS = 1 << 30;
const VECTOR_BYTES = 16;
const MARKS_ALIGN = 8;

/** The part of the WebAssembly JavaScript interface that is used here; the types of Node lack it. */
interface WebAssemblyApi {
  validate(code: Uint8Array): boolean;
  readonly Module: new (code: Uint8Array) => object;
  readonly Memory: new (size: { readonly initial: number }) => Memory;
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: Memory } },
  ) => {
    readonly exports: object;
  };
}

interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };

type Numbers = (...values: number[]) => number;
type Exports = Readonly<Record<'scan' | 'search' | 'searchPlaces' | 'countByte' | 'countContinuations', Numbers>>;

/** Takes an entry that begins at `start`: see memory-map, records. Offsets are into the window. */
export type TakeRecord = (entry: number, start: number, end: number) => void;

/** One window in the kernel's memory. It is gone when the next one is opened. Offsets are into the window. */
export interface KernelWindow {
  /** Gives all entries that begin in the window, ascending by start. False when it gave up, for want of speed. */
  scan(take: TakeRecord): boolean;
  /**
   * Matches of a row's automaton that begin in `[from, to)`, each after the one before. Returns the end of the last one or
   * `to`, whichever is later; less where it gave up, for want of speed.
   */
  search(automaton: number, from: number, to: number, take: (start: number, end: number) => void): number;
  /** Where searchPlaces looks from now on: pairs of start and end, ascending and apart, up to the end of the window. */
  setPlaces(places: readonly number[]): void;
  /**
   * search in each of the places in turn, not before `from`: each begins after a byte that no match of the row can hold, or where
   * the search before it ended. Returns where the last one ended, or `from`; the complement (~) of it where it gave up.
   */
  searchPlaces(automaton: number, from: number, take: (start: number, end: number) => void): number;
  /** Newlines in `[from, to)`. */
  newlines(from: number, to: number): number;
  /** Characters that begin in `[from, to)`. */
  characters(from: number, to: number): number;
}

interface Instance {
  readonly exports: Exports;
  readonly memory: Memory;
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
  return windowOf(instance, begin, begin + window.length, marks + markBytes(window.length));
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

/** `list`: where places to search can stand. */
function windowOf(kernel: Instance, begin: number, end: number, list: number): KernelWindow {
  const { exports } = kernel;
  let { bytes, words } = kernel;
  const shared = SHARED / 4;
  let listEnd = list;
  let bytesInPlaces = 0;
  const limitSteps = (length: number): void => {
    words[shared + Shared.Steps / 4] = 0;
    words[shared + Shared.MaxSteps / 4] = Math.min(MAX_STEPS, STEPS_AT_FIRST + STEPS_A_BYTE * length);
  };
  const lastRecord = (): number => words[shared + Shared.Out / 4]! / 4;
  const ranOut = (): boolean => words[shared + Shared.Steps / 4]! > words[shared + Shared.MaxSteps / 4]!;
  /** Gives the records of a search, and where it stopped. */
  const takeMatches = (take: (start: number, end: number) => void): number => {
    for (let record = OUT / 4, last = lastRecord(); record < last; record += RECORD_BYTES / 4) {
      take(words[record]! - begin, words[record + 1]! - begin);
    }
    return words[shared + Shared.Reached / 4]!;
  };
  return {
    scan(take) {
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
    setPlaces(places) {
      listEnd = list + 4 * places.length;
      ensure(kernel, listEnd);
      ({ bytes, words } = kernel);
      bytesInPlaces = 0;
      for (let i = 0; i < places.length; i += 2) {
        words[list / 4 + i] = places[i]! + begin;
        words[list / 4 + i + 1] = places[i + 1]! + begin;
        bytesInPlaces += places[i + 1]! - places[i]!;
      }
    },
    searchPlaces(automaton, from, take) {
      limitSteps(bytesInPlaces);
      let at = from;
      let place = list;
      while (place < listEnd && !ranOut()) {
        words[shared + Shared.Out / 4] = OUT;
        place = exports.searchPlaces(automaton, at + begin, place, listEnd, end);
        at = takeMatches(take) - begin;
      }
      return place < listEnd ? ~at : at;
    },
    newlines(from, to) {
      const groups = Math.max(0, Math.floor((to - from) / VECTOR_BYTES));
      let count = exports.countByte(from + begin, groups, 0x0a);
      for (let at = begin + from + groups * VECTOR_BYTES; at < to + begin; at++) if (bytes[at] === 0x0a) count++;
      return count;
    },
    characters(from, to) {
      const groups = Math.max(0, Math.floor((to - from) / VECTOR_BYTES));
      let count = to - from - exports.countContinuations(from + begin, groups);
      for (let at = begin + from + groups * VECTOR_BYTES; at < to + begin; at++) {
        if ((bytes[at]! & 0xc0) === 0x80) count--;
      }
      return count;
    },
  };
}
