import {
  type CharacterSet,
  complement,
  literal,
  members,
  merge,
  PERL_CLASSES,
  POSIX_CLASSES,
} from './character-set.ts';

/** What can be said of every match of a pattern without running it. */
export interface PatternShape {
  readonly minBytes: number;
  /** Infinity when unbounded. */
  readonly maxBytes: number;
  /** 256 flags: 1 for each byte that can be part of a match. */
  readonly alphabet: Uint8Array;
}

/** The pattern uses RE2 syntax that this analysis does not know, so that its length cannot be bounded. */
export class UnknownSyntax extends Error {
  constructor(what: string, at: number) {
    super(`${what} at character ${at}: the length of a match cannot be bounded; write the pattern without it`);
  }
}

const CONTROL_ESCAPES: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };
const ZERO_WIDTH_ESCAPES = 'AzbB';
const UTF8_MAX_BYTES = 4;

interface Flags {
  i: boolean;
  s: boolean;
}

/**
 * Least and greatest length in bytes and the bytes used, over every match of an RE2 pattern.
 * The bounds hold but need not be tight: a character outside ASCII counts 4 bytes at most.
 * Source: RE2 wiki, "Syntax". Throws UnknownSyntax.
 */
export function patternShape(source: string): PatternShape {
  const parser = new Parser(source);
  return parser.parse();
}

class Parser {
  private readonly characters: readonly string[];
  private readonly alphabet = new Uint8Array(256);
  private at = 0;

  constructor(source: string) {
    this.characters = [...source];
  }

  parse(): PatternShape {
    const [minBytes, maxBytes] = this.alternation({ i: false, s: false });
    if (this.at < this.characters.length) throw new UnknownSyntax('an unexpected )', this.at);
    return { minBytes, maxBytes, alphabet: this.alphabet };
  }

  private alternation(flags: Flags): [number, number] {
    const scope = { ...flags };
    let [min, max] = this.sequence(scope);
    while (this.accept('|')) {
      const [branchMin, branchMax] = this.sequence(scope);
      min = Math.min(min, branchMin);
      max = Math.max(max, branchMax);
    }
    return [min, max];
  }

  private sequence(flags: Flags): [number, number] {
    let min = 0;
    let max = 0;
    while (this.at < this.characters.length && !'|)'.includes(this.peek())) {
      const [atomMin, atomMax] = this.atom(flags);
      const [low, high] = this.repetition();
      min += atomMin * low;
      max += times(atomMax, high);
    }
    return [min, max];
  }

  /** How often the atom just read may occur; repeats of repeats multiply. */
  private repetition(): [number, number] {
    let low = 1;
    let high = 1;
    for (;;) {
      if (this.accept('*')) [low, high] = [0, Number.POSITIVE_INFINITY];
      else if (this.accept('+')) high = Number.POSITIVE_INFINITY;
      else if (this.accept('?')) low = 0;
      else {
        const counted = /^\{(\d+)(,(\d*))?\}/.exec(this.characters.slice(this.at, this.at + 12).join(''));
        if (counted === null) return [low, high];
        this.at += counted[0].length;
        low *= Number(counted[1]);
        const most = counted[2] === undefined ? counted[1] : counted[3];
        high = times(high, most === '' ? Number.POSITIVE_INFINITY : Number(most));
      }
      this.accept('?');
    }
  }

  private atom(flags: Flags): [number, number] {
    const character = this.next();
    if (character === '(') return this.group(flags);
    if (character === '[') return this.use(this.bracket(flags));
    if (character === '.') return this.use(complement(members(flags.s ? '' : '\n', false)));
    if (character === '^' || character === '$') return [0, 0];
    if (character === '\\') return this.escape(flags);
    return this.use(literal(character.codePointAt(0)!, flags.i));
  }

  private group(flags: Flags): [number, number] {
    let inner = flags;
    if (this.accept('?')) {
      if (this.accept('P') || this.peek() === '<') {
        while (this.next() !== '>');
      } else {
        inner = { ...flags };
        let on = true;
        for (let flag = this.next(); flag !== ':'; flag = this.next()) {
          if (flag === ')') {
            Object.assign(flags, inner);
            return [0, 0];
          }
          if (flag === '-') on = false;
          else if (flag === 'i' || flag === 's') inner[flag] = on;
          else if (flag !== 'm' && flag !== 'U') throw new UnknownSyntax(`group (?${flag}`, this.at);
        }
      }
    }
    const shape = this.alternation(inner);
    if (!this.accept(')')) throw new UnknownSyntax('an unclosed (', this.at);
    return shape;
  }

  private escape(flags: Flags): [number, number] {
    if (ZERO_WIDTH_ESCAPES.includes(this.peek())) {
      this.at++;
      return [0, 0];
    }
    return this.use(this.escapedSet(flags));
  }

  /** What an escape stands for, inside and outside brackets; `at` is after the backslash. */
  private escapedSet(flags: Flags): CharacterSet {
    const character = this.next();
    const lower = character.toLowerCase();
    if (lower in PERL_CLASSES) {
      const set = members(PERL_CLASSES[lower]!, false);
      return character === lower ? set : complement(set);
    }
    if (lower === 'p') return this.unicodeClass();
    return literal(this.escapedCodePoint(character), flags.i);
  }

  private unicodeClass(): CharacterSet {
    if (this.accept('{')) while (this.next() !== '}');
    else this.next();
    // Which of ASCII a Unicode class holds does not matter enough to carry tables: all of it.
    return { ascii: new Uint8Array(128).fill(1), others: true };
  }

  private escapedCodePoint(character: string): number {
    if (character in CONTROL_ESCAPES) return CONTROL_ESCAPES[character]!;
    if (character === 'x') {
      let digits = '';
      if (this.accept('{')) for (let d = this.next(); d !== '}'; d = this.next()) digits += d;
      else digits = this.next() + this.next();
      return Number.parseInt(digits, 16);
    }
    if (/[0-9A-Za-z]/.test(character)) throw new UnknownSyntax(`escape \\${character}`, this.at);
    return character.codePointAt(0)!;
  }

  private bracket(flags: Flags): CharacterSet {
    const negated = this.accept('^');
    const set: CharacterSet = { ascii: new Uint8Array(128), others: false };
    let first = true;
    while (first || this.peek() !== ']') {
      first = false;
      if (this.peek() === '[' && this.characters[this.at + 1] === ':') merge(set, this.posixClass(flags));
      else this.bracketItem(set, flags);
    }
    this.at++;
    return negated ? complement(set) : set;
  }

  private posixClass(flags: Flags): CharacterSet {
    this.at += 2;
    const negated = this.accept('^');
    let name = '';
    for (let c = this.next(); c !== ':'; c = this.next()) name += c;
    this.at++;
    const ranges = POSIX_CLASSES[name];
    if (ranges === undefined) throw new UnknownSyntax(`class [:${name}:]`, this.at);
    const set = members(ranges, flags.i);
    return negated ? complement(set) : set;
  }

  private bracketItem(set: CharacterSet, flags: Flags): void {
    const from = this.bracketEnd();
    if (typeof from !== 'number') {
      merge(set, from);
      return;
    }
    let to: number | CharacterSet = from;
    if (this.peek() === '-' && this.characters[this.at + 1] !== ']') {
      this.at++;
      to = this.bracketEnd();
    }
    if (typeof to !== 'number') throw new UnknownSyntax('a class as the end of a range', this.at);
    for (let code = from; code <= Math.min(to, 0x7f); code++) merge(set, literal(code, flags.i));
    if (to > 0x7f) merge(set, literal(to, flags.i));
  }

  private bracketEnd(): number | CharacterSet {
    const character = this.next();
    if (character !== '\\') return character.codePointAt(0)!;
    const name = this.peek();
    if (name.toLowerCase() in PERL_CLASSES || name.toLowerCase() === 'p')
      return this.escapedSet({ i: false, s: false });
    this.at++;
    return this.escapedCodePoint(name);
  }

  private use(set: CharacterSet): [number, number] {
    const hasAscii = set.ascii.includes(1);
    for (let code = 0; code < 128; code++) if (set.ascii[code] === 1) this.alphabet[code] = 1;
    if (set.others) this.alphabet.fill(1, 128);
    return [hasAscii ? 1 : 2, set.others ? UTF8_MAX_BYTES : 1];
  }

  private peek(): string {
    return this.characters[this.at] ?? '';
  }

  private next(): string {
    const character = this.characters[this.at++];
    if (character === undefined) throw new UnknownSyntax('an unfinished group or class', this.at);
    return character;
  }

  private accept(character: string): boolean {
    if (this.peek() !== character) return false;
    this.at++;
    return true;
  }
}

/** A product in which nothing repeated without end is still nothing. */
function times(length: number, count: number): number {
  return length === 0 || count === 0 ? 0 : length * count;
}
