import { countCharacters } from './characters.ts';

const NEWLINE = 0x0a;

/** Line and column of a place in an object. Plain data. */
export interface Position {
  /** Offset into the window. */
  readonly at: number;
  /** 1-based. */
  readonly line: number;
  /** Characters between the beginning of the line and `at`. */
  readonly characters: number;
}

/** Counts what stands in a part of a window. */
export interface Counter {
  newlines(from: number, to: number): number;
  characters(from: number, to: number): number;
}

/** Shorter parts are counted in JavaScript. */
const SHORT_BYTES = 64;

export function plainCounter(bytes: Uint8Array): Counter {
  return {
    newlines: (from, to) => countNewlines(bytes, from, to),
    characters: (from, to) => countCharacters(bytes, from, to),
  };
}

/** The position at `to`, which lies at or after `position`. `counter` counts what is long. */
export function advancePosition(position: Position, bytes: Buffer, to: number, counter: Counter): Position {
  const { at, line, characters } = position;
  const newlines = to - at < SHORT_BYTES ? countNewlines(bytes, at, to) : counter.newlines(at, to);
  const count = (from: number): number =>
    to - from < SHORT_BYTES ? countCharacters(bytes, from, to) : counter.characters(from, to);
  if (newlines === 0) return { at: to, line, characters: characters + count(at) };
  return { at: to, line: line + newlines, characters: count(bytes.lastIndexOf(NEWLINE, to - 1) + 1) };
}

function countNewlines(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (bytes[i] === NEWLINE) count++;
  return count;
}
