const FIRST_LETTERS = 3;
/** Of a letter, its place in the alphabet, whatever its case; other bytes share these numbers. */
const FOLD = 0x1f;
const SETS = 1 << (5 * FIRST_LETTERS);

/** Tells, by their first three letters, whether any of some words can be in a text: a look at each byte, where an expression takes many. */
export class WordScreen {
  private readonly beginnings = new Uint8Array(SETS);

  /** Words of at least three ASCII letters, in any case. */
  constructor(words: Iterable<string>) {
    for (const word of words) {
      const beginning = word.slice(0, FIRST_LETTERS);
      if (!/^[a-z]{3}$/i.test(beginning)) throw new Error(`"${word}" does not begin with three letters`);
      this.beginnings[[...beginning].reduce((set, letter) => (set << 5) | (letter.charCodeAt(0) & FOLD), 0)] = 1;
    }
  }

  /** False only where none of the words is in `[start, end)`, in whatever case. */
  mayHold(bytes: Uint8Array, start: number, end: number): boolean {
    const { beginnings } = this;
    if (end - start < FIRST_LETTERS) return false;
    let last = ((bytes[start]! & FOLD) << 5) | (bytes[start + 1]! & FOLD);
    for (let i = start + 2; i < end; i++) {
      last = ((last << 5) | (bytes[i]! & FOLD)) & (SETS - 1);
      if (beginnings[last] === 1) return true;
    }
    return false;
  }
}
