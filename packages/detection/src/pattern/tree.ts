import { complement, folded, normalised, type Range } from './code-points.ts';

export type Assertion = 'word-edge' | 'no-word-edge' | 'begin' | 'end' | 'line-begin' | 'line-end';

/** A pattern, taken apart. */
export type Tree =
  | { readonly kind: 'set'; readonly ranges: readonly Range[] }
  | { readonly kind: 'sequence'; readonly items: readonly Tree[] }
  | { readonly kind: 'choice'; readonly items: readonly Tree[] }
  | { readonly kind: 'repeat'; readonly item: Tree; readonly min: number; readonly max: number; readonly lazy: boolean }
  | { readonly kind: 'assertion'; readonly what: Assertion };

/** Syntax this parser leaves to RE2. The message says what it is. */
export class BeyondParser extends Error {}

interface Flags {
  i: boolean;
  m: boolean;
  s: boolean;
}

const PERL: Readonly<Record<string, readonly Range[]>> = {
  d: ranges('09'),
  w: ranges('09AZ__az'),
  s: ranges('\t\n\f\r  '),
};
const POSIX: Readonly<Record<string, readonly Range[]>> = {
  alnum: ranges('09AZaz'),
  alpha: ranges('AZaz'),
  ascii: ranges('\0\x7f'),
  blank: ranges('\t\t  '),
  cntrl: ranges('\0\x1f\x7f\x7f'),
  digit: ranges('09'),
  graph: ranges('!~'),
  lower: ranges('az'),
  print: ranges(' ~'),
  punct: ranges('!/:@[`{~'),
  space: ranges('\t\r  '),
  upper: ranges('AZ'),
  word: ranges('09AZ__az'),
  xdigit: ranges('09AFaf'),
};
const CONTROL: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };
const ASSERTIONS: Readonly<Record<string, Assertion>> = { A: 'begin', z: 'end', b: 'word-edge', B: 'no-word-edge' };
const NOTHING: Tree = { kind: 'sequence', items: [] };

/** Pairs of first and last characters. */
function ranges(pairs: string): readonly Range[] {
  const result: Range[] = [];
  for (let i = 0; i < pairs.length; i += 2) result.push([pairs.charCodeAt(i), pairs.charCodeAt(i + 1)]);
  return result;
}

/**
 * Takes an RE2 pattern (as RE2 itself writes it: internalSource) apart. The pattern must be one that RE2 accepts.
 * Throws BeyondParser for Unicode classes and repeats without end. Source: RE2 wiki, "Syntax".
 */
export function parsePattern(source: string): Tree {
  return new Parser(source, false).parse();
}

/** A pattern in three: what stands before its group `value`, the group, and what comes after. */
export interface ValueParts {
  readonly before: Tree;
  readonly value: Tree;
  readonly after: Tree;
}

/** Undefined when the group is not one item of a sequence that is the whole pattern. Throws BeyondParser. */
export function valueParts(source: string): ValueParts | undefined {
  const parser = new Parser(source, true);
  const tree = parser.parse();
  const items = tree.kind === 'sequence' ? tree.items : [tree];
  const at = parser.value === undefined ? -1 : items.indexOf(parser.value);
  if (at < 0) return undefined;
  const part = (from: number, to?: number): Tree => ({ kind: 'sequence', items: items.slice(from, to) });
  return { before: part(0, at), value: items[at]!, after: part(at + 1) };
}

class Parser {
  private readonly characters: readonly string[];
  private at = 0;
  /** The group of that name, once it is read: kept as one item, if it is asked for. */
  value: Tree | undefined;
  private readonly keepsValue: boolean;

  constructor(source: string, keepsValue: boolean) {
    this.characters = [...source];
    this.keepsValue = keepsValue;
  }

  parse(): Tree {
    const tree = this.choice({ i: false, m: false, s: false });
    if (this.at < this.characters.length) throw new BeyondParser('an unexpected )');
    return tree;
  }

  private choice(outer: Flags): Tree {
    const flags = { ...outer };
    const items = [this.sequence(flags)];
    while (this.accept('|')) items.push(this.sequence(flags));
    return items.length === 1 ? items[0]! : { kind: 'choice', items };
  }

  private sequence(flags: Flags): Tree {
    const items: Tree[] = [];
    while (this.at < this.characters.length && !'|)'.includes(this.peek())) {
      const item = this.repeated(this.atom(flags));
      if (item.kind === 'sequence' && item !== this.value) items.push(...item.items);
      else items.push(item);
    }
    return items.length === 1 ? items[0]! : { kind: 'sequence', items };
  }

  private repeated(item: Tree): Tree {
    const times = this.times();
    if (times === undefined) return item;
    const lazy = this.accept('?');
    if (this.times() !== undefined) throw new BeyondParser('a repeat of a repeat');
    return { kind: 'repeat', item, min: times[0], max: times[1], lazy };
  }

  private times(): readonly [number, number] | undefined {
    if ('*+'.includes(this.peek()) && this.peek() !== '') throw new BeyondParser('a repeat without end');
    if (this.accept('?')) return [0, 1];
    const counted = /^\{(\d+)(,(\d*))?\}/.exec(this.characters.slice(this.at, this.at + 12).join(''));
    if (counted === null) return undefined;
    if (counted[3] === '') throw new BeyondParser('a repeat without end');
    this.at += counted[0].length;
    return [Number(counted[1]), Number(counted[3] ?? counted[1])];
  }

  private atom(flags: Flags): Tree {
    const character = this.next();
    if (character === '(') return this.group(flags);
    if (character === '[') return this.bracket(flags);
    if (character === '.') return set(flags.s ? complement([]) : complement([[10, 10]]));
    if (character === '^') return { kind: 'assertion', what: flags.m ? 'line-begin' : 'begin' };
    if (character === '$') return { kind: 'assertion', what: flags.m ? 'line-end' : 'end' };
    if (character !== '\\') return literal(character.codePointAt(0)!, flags);
    const what = ASSERTIONS[this.peek()];
    if (what !== undefined) {
      this.at++;
      return { kind: 'assertion', what };
    }
    const escaped = this.escaped();
    return typeof escaped === 'number' ? literal(escaped, flags) : set(escaped);
  }

  private group(flags: Flags): Tree {
    let inner = flags;
    let name = '';
    if (this.accept('?')) {
      if (this.accept('P') || this.peek() === '<') {
        for (let part = this.next(); part !== '>'; part = this.next()) name += part;
      } else {
        inner = { ...flags };
        if (this.flagsEndGroup(inner)) {
          Object.assign(flags, inner);
          return NOTHING;
        }
      }
    }
    const tree = this.choice(inner);
    if (!this.accept(')')) throw new BeyondParser('an unclosed (');
    if (this.keepsValue && name === '<value') this.value = tree;
    return tree;
  }

  /** Reads `i-s:` or `i-s)`; true for the latter. */
  private flagsEndGroup(flags: Flags): boolean {
    let on = true;
    for (;;) {
      const flag = this.next();
      if (flag === ':' || flag === ')') return flag === ')';
      if (flag === '-') on = false;
      else if (flag === 'i' || flag === 'm' || flag === 's') flags[flag] = on;
      else throw new BeyondParser(`flag ${flag}`);
    }
  }

  /** What follows a backslash: one code point, or a class. */
  private escaped(): number | readonly Range[] {
    const character = this.next();
    const lower = character.toLowerCase();
    const perl = PERL[lower];
    if (perl !== undefined) return character === lower ? perl : complement(perl);
    if (lower === 'p') throw new BeyondParser('a Unicode class');
    if (character in CONTROL) return CONTROL[character]!;
    if (character === 'x') return this.hexadecimal();
    if (/[0-9A-Za-z]/.test(character)) throw new BeyondParser(`escape \\${character}`);
    return character.codePointAt(0)!;
  }

  private hexadecimal(): number {
    let digits = '';
    if (this.accept('{')) for (let digit = this.next(); digit !== '}'; digit = this.next()) digits += digit;
    else digits = this.next() + this.next();
    return Number.parseInt(digits, 16);
  }

  private bracket(flags: Flags): Tree {
    const negated = this.accept('^');
    const members: Range[] = [];
    for (let first = true; first || this.peek() !== ']'; first = false) members.push(...this.bracketItem(flags));
    this.at++;
    return set(negated ? complement(members) : normalised(members));
  }

  private bracketItem(flags: Flags): readonly Range[] {
    if (this.peek() === '[' && this.characters[this.at + 1] === ':') return this.posix(flags);
    const from = this.bracketEnd();
    if (typeof from !== 'number') return from;
    let to: number | readonly Range[] = from;
    if (this.peek() === '-' && this.characters[this.at + 1] !== ']') {
      this.at++;
      to = this.bracketEnd();
    }
    if (typeof to !== 'number') throw new BeyondParser('a class as the end of a range');
    return inCase([from, to], flags);
  }

  private bracketEnd(): number | readonly Range[] {
    const character = this.next();
    return character === '\\' ? this.escaped() : character.codePointAt(0)!;
  }

  private posix(flags: Flags): readonly Range[] {
    this.at += 2;
    const negated = this.accept('^');
    let name = '';
    for (let character = this.next(); character !== ':'; character = this.next()) name += character;
    this.at++;
    const members = POSIX[name];
    if (members === undefined) throw new BeyondParser(`class [:${name}:]`);
    if (negated) return complement(members);
    return members.flatMap((range) => inCase(range, flags));
  }

  private peek(): string {
    return this.characters[this.at] ?? '';
  }

  private next(): string {
    const character = this.characters[this.at++];
    if (character === undefined) throw new BeyondParser('an unfinished group or class');
    return character;
  }

  private accept(character: string): boolean {
    if (this.peek() !== character) return false;
    this.at++;
    return true;
  }
}

function set(members: readonly Range[]): Tree {
  return { kind: 'set', ranges: members };
}

function literal(codePoint: number, flags: Flags): Tree {
  return set(inCase([codePoint, codePoint], flags));
}

function inCase(range: Range, flags: Flags): readonly Range[] {
  if (!flags.i) return [range];
  const all = folded(range);
  if (all === undefined) throw new BeyondParser('a range outside ASCII in any case');
  return all;
}
