import { hashOfBytes, withUnit } from '../fnv.ts';

/** A slot: 0, or where the word stands, and above that some bits of its hash. */
const OFFSET_BITS = 20;
const OFFSET_MASK = (1 << OFFSET_BITS) - 1;
/** At most half of the slots are taken. */
const LEAST_SLOTS_A_WORD = 2;
const MAX_WORD_BYTES = 255;
/** Before a word's bytes. */
const HEAD_BYTES = 2;
const NO_BYTE = -1;

/**
 * Words with a number from 1 to 255 each, looked up by their UTF-8 bytes: no string is made of a word that is asked for, and most
 * words that are not there are told by one slot.
 */
export class WordTable {
  /** By word: its length, its number, its bytes. The first byte is no word's. */
  private readonly words: Uint8Array;
  private readonly slots: Uint32Array;

  /** Words of more than 255 bytes, or more than 1 MiB in all, are refused: RangeError. */
  constructor(numbers: ReadonlyMap<string, number>) {
    let size = 1;
    for (const word of numbers.keys()) {
      const length = Buffer.byteLength(word);
      if (length > MAX_WORD_BYTES) throw new RangeError(`a word has ${length} bytes, more than ${MAX_WORD_BYTES}`);
      size += HEAD_BYTES + length;
    }
    if (size > OFFSET_MASK) throw new RangeError(`the words have ${size} bytes in all, more than ${OFFSET_MASK}`);
    const words = Buffer.alloc(size);
    this.words = words;
    this.slots = new Uint32Array(2 ** Math.ceil(Math.log2(LEAST_SLOTS_A_WORD * numbers.size + 1)));
    let offset = 1;
    for (const [word, number] of numbers) {
      const start = offset + HEAD_BYTES;
      const end = start + words.write(word, start);
      words[offset] = end - start;
      words[offset + 1] = number;
      const hash = hashOfBytes(words, start, end);
      let slot = this.slotOf(hash);
      while (this.slots[slot] !== 0) slot = this.after(slot);
      this.slots[slot] = tagOf(hash) | offset;
      offset = end;
    }
  }

  /** The number of the word in `[start, end)`, with one more byte at its end if one is given; 0 when it is not there. */
  numberOf(bytes: Uint8Array, start: number, end: number, last: number = NO_BYTE): number {
    const hash = last === NO_BYTE ? hashOfBytes(bytes, start, end) : withUnit(hashOfBytes(bytes, start, end), last);
    const tag = tagOf(hash);
    for (let slot = this.slotOf(hash); this.slots[slot] !== 0; slot = this.after(slot)) {
      const entry = this.slots[slot]!;
      if (((entry ^ tag) & ~OFFSET_MASK) !== 0) continue;
      const offset = entry & OFFSET_MASK;
      if (this.isAt(offset, bytes, start, end, last)) return this.words[offset + 1]!;
    }
    return 0;
  }

  private isAt(offset: number, bytes: Uint8Array, start: number, end: number, last: number): boolean {
    const { words } = this;
    const length = end - start;
    if (words[offset] !== length + (last === NO_BYTE ? 0 : 1)) return false;
    for (let i = 0; i < length; i++) if (words[offset + HEAD_BYTES + i] !== bytes[start + i]) return false;
    return last === NO_BYTE || words[offset + HEAD_BYTES + length] === last;
  }

  private slotOf(hash: number): number {
    return (hash ^ (hash >>> 15)) & (this.slots.length - 1);
  }

  private after(slot: number): number {
    return (slot + 1) & (this.slots.length - 1);
  }
}

function tagOf(hash: number): number {
  return (hash & ~OFFSET_MASK) >>> 0;
}
