import type { Value } from '../value.ts';
import type { Alphabet } from './alphabet.ts';
import type { Form } from './form.ts';

const FIRST_ROOM = 256;
const NOT_A_MEMBER = 0;

/** A piece of a form, by bytes. */
interface Piece {
  readonly least: number;
  readonly most: number;
  /** 256 flags for the members of a run; undefined for fixed text. */
  readonly members: Uint8Array | undefined;
  readonly text: Buffer;
}

interface Reader {
  readonly pieces: readonly Piece[];
  /** By piece: the least length of those after it. */
  readonly leastAfter: readonly number[];
  /** Characters of the largest alphabet. */
  readonly alphabet: number;
}

/** Reads the random runs of values out. One object is used for many values, one after the other. */
export class RandomPart {
  /** What the last value read holds in its runs: `length` bytes, of the form's largest alphabet. */
  bytes = Buffer.alloc(FIRST_ROOM);
  length = 0;
  alphabet = 0;
  private readonly readers: readonly Reader[];

  constructor(forms: readonly Form[]) {
    this.readers = forms.map(readerOf);
  }

  /** False when the value has none of the forms; of those that it has, the first one counts. */
  read(value: Value): boolean {
    if (value.length > this.bytes.length) this.bytes = Buffer.alloc(2 * value.length);
    for (const reader of this.readers) {
      this.length = 0;
      this.alphabet = reader.alphabet;
      if (this.readFrom(value, reader, 0, value.start)) return true;
    }
    return false;
  }

  /** Reads the pieces from number `place` on, which must reach the value's end; a run takes as much as it can. */
  private readFrom(value: Value, reader: Reader, place: number, at: number): boolean {
    const { bytes, end } = value;
    const piece = reader.pieces[place];
    if (piece === undefined) return at === end;
    const { least, most, members, text } = piece;
    const room = end - at - reader.leastAfter[place]!;
    if (room < least) return false;
    if (members === undefined) {
      for (let i = 0; i < least; i++) if (bytes[at + i] !== text[i]) return false;
      return this.readFrom(value, reader, place + 1, at + least);
    }
    const begin = this.length;
    const longest = Math.min(most, room);
    let count = 0;
    for (; count < longest; count++) {
      const byte = bytes[at + count]!;
      if (members[byte] === NOT_A_MEMBER) break;
      this.bytes[begin + count] = byte;
    }
    for (; count >= least; count--) {
      this.length = begin + count;
      if (this.readFrom(value, reader, place + 1, at + count)) return true;
    }
    return false;
  }
}

const NO_TEXT = Buffer.alloc(0);
/** Few alphabets make up all forms: their flags stay in the cache. */
const membersByAlphabet = new Map<Alphabet, Uint8Array>();

function membersOf(alphabet: Alphabet): Uint8Array {
  let members = membersByAlphabet.get(alphabet);
  if (members === undefined) {
    members = new Uint8Array(256);
    for (const byte of Buffer.from(alphabet.characters)) members[byte] = 1;
    membersByAlphabet.set(alphabet, members);
  }
  return members;
}

function readerOf(form: Form): Reader {
  const pieces = form.map((piece): Piece => {
    if (typeof piece === 'string') {
      const text = Buffer.from(piece);
      return { least: text.length, most: text.length, members: undefined, text };
    }
    const { least, most, alphabet } = piece;
    return { least, most, members: membersOf(alphabet), text: NO_TEXT };
  });
  const leastAfter = pieces.map((_, place) => pieces.slice(place + 1).reduce((sum, { least }) => sum + least, 0));
  const sizes = form.map((piece) => (typeof piece === 'string' ? 0 : piece.alphabet.characters.length));
  return { pieces, leastAfter, alphabet: Math.max(...sizes) };
}
