import { takesSeparator } from './pattern/automaton.ts';
import { compileProgram } from './pattern/program.ts';
import { BeyondParser, parsePattern } from './pattern/tree.ts';

/** A written escape that stands for a byte that is none of a word; one beyond ASCII stands as 1. Offsets are bytes. */
export interface ReferenceEscape {
  readonly start: number;
  readonly end: number;
  readonly byte: number;
}

const HEX = '[0-9A-Fa-f]';
const NAMES = `(?<name>[bfnrtv]|0(?![0-9]))|x(?<x>${HEX}{2})|u(?<u>${HEX}{4})`;
const ESCAPES = new RegExp(`(?<backslashes>\\\\+)(?:${NAMES})|%(?<percent>${HEX}{2})`, 'g');
const BYTES: Readonly<Record<string, number>> = { 0: 0, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** The escapes in a text, one character a byte, as the naive engine sees them. */
export function referenceEscapes(latin1: string): readonly ReferenceEscape[] {
  return [...latin1.matchAll(ESCAPES)].flatMap((found) => {
    const { backslashes, name, x, u, percent } = found.groups!;
    const end = found.index + found[0].length;
    if (backslashes !== undefined && (backslashes.length % 2 === 0 || backslashes.length > 31)) return [];
    const code = name === undefined ? Number.parseInt(percent ?? x ?? u!, 16) : BYTES[name]!;
    if (/\w/.test(String.fromCharCode(code))) return [];
    const start = found.index + (backslashes ?? '%').length - 1;
    return [{ start, end, byte: code < 0x80 ? code : 1 }];
  });
}

/** `source`: RE2's internalSource. */
export function canTakeSeparator(source: string): boolean {
  try {
    return takesSeparator(compileProgram(parsePattern(source)));
  } catch (error) {
    if (error instanceof BeyondParser) return false;
    throw error;
  }
}
