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

/** The position at `to`, which lies at or after `position`. */
export function advancePosition(position: Position, bytes: Buffer, to: number): Position {
  const { at, line, characters } = position;
  const newlines = countNewlines(bytes, at, to);
  if (newlines === 0) return { at: to, line, characters: characters + countCharacters(bytes, at, to) };
  const lineStart = bytes.lastIndexOf(NEWLINE, to - 1) + 1;
  return { at: to, line: line + newlines, characters: countCharacters(bytes, lineStart, to) };
}

function countNewlines(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (bytes[i] === NEWLINE) count++;
  return count;
}
