import { countCharacters } from './characters.ts';

const NEWLINE = 0x0a;

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

/** Line and column of places that come in ascending order. Offsets are into the window. */
export class PositionSweep {
  private readonly bytes: Buffer;
  private readonly counter: Counter;
  private at: number;
  /** 1-based. */
  line: number;
  /** Characters between the beginning of the line and the place. */
  characters: number;

  /** `counter` counts what is long. */
  constructor(bytes: Buffer, counter: Counter, at: number, line: number, characters: number) {
    this.bytes = bytes;
    this.counter = counter;
    this.at = at;
    this.line = line;
    this.characters = characters;
  }

  /** Goes on to `to`. */
  advance(to: number): void {
    const from = this.at;
    this.at = to;
    if (to - from >= SHORT_BYTES) {
      this.advanceFar(from, to);
      return;
    }
    const { bytes } = this;
    let { characters } = this;
    for (let i = from; i < to; i++) {
      const byte = bytes[i]!;
      if (byte === NEWLINE) {
        this.line++;
        characters = 0;
      } else if ((byte & 0xc0) !== 0x80) characters++;
    }
    this.characters = characters;
  }

  private advanceFar(from: number, to: number): void {
    const { bytes, counter } = this;
    const newlines = counter.newlines(from, to);
    this.line += newlines;
    if (newlines === 0) this.characters += counter.characters(from, to);
    else this.characters = counter.characters(bytes.lastIndexOf(NEWLINE, to - 1) + 1, to);
  }
}

function countNewlines(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (bytes[i] === NEWLINE) count++;
  return count;
}
