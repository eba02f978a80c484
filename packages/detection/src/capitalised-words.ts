import { compileProgram, type Program } from './pattern/program.ts';
import { BeyondParser, parsePattern, type Tree, valueParts } from './pattern/tree.ts';

/** What a byte is to capitalised words. A joint stands inside a word; a dot may follow an initial. */
const Kind = { Capital: 0, Small: 1, Joint: 2, Dot: 3, Space: 4, Comma: 5, Other: 6, Beyond: 7 } as const;
type Kind = (typeof Kind)[keyof typeof Kind];
export const JOINTS = "'-";
/** More bytes between two capitalised words are not followed. */
export const MAX_GAP_BYTES = 24;

/**
 * How far the kernel's look (near-words-code.ts) follows a value. `word`: 0 when its bytes up to here end in no word that is followed,
 * 1 in the first one, 2 in a later one that begins with a capital after a space. `gap`: how many bytes of spaces, commas and small
 * letters there are since a word, or 0.
 */
interface Followed {
  readonly word: 0 | 1 | 2;
  readonly isInitial: boolean;
  readonly gap: number;
  readonly last: Kind | undefined;
}

const BEGIN: Followed = { word: 0, isInitial: false, gap: 0, last: undefined };

/**
 * True when every value that the pattern (RE2's internalSource) can match is two or more capitalised words, with small ones between them
 * or not, and begins where a word does; a byte beyond ASCII stands for anything. Near a keyword, only where such words stand the pattern
 * needs to be looked for.
 */
export function areCapitalisedWords(source: string): boolean {
  try {
    const parts = valueParts(source) ?? plainParts(parsePattern(source));
    return beginsWord(compileProgram(parts.before)) && isFollowed(compileProgram(parts.value));
  } catch (error) {
    if (error instanceof BeyondParser) return false;
    throw error;
  }
}

function plainParts(tree: Tree): { readonly before: Tree; readonly value: Tree } {
  const items = tree.kind === 'sequence' ? tree.items : [tree];
  const first = items.findIndex(({ kind }) => kind !== 'assertion');
  return {
    before: { kind: 'sequence', items: items.slice(0, first) },
    value: { kind: 'sequence', items: items.slice(first) },
  };
}

/** After what the program matches, a word can begin: a byte of none stands there, or `\b` does. */
function beginsWord(program: Program): boolean {
  const [unknown, no, yes] = [0, 1, 2];
  return everyWay(program, unknown, {
    ofByte: (_, byte) => (isOfWord(byte) ? no : yes),
    ofAssertion: (state, what) => (state === unknown && what === 'word-edge' ? yes : state),
    accepts: (state) => state === yes,
  });
}

function isFollowed(program: Program): boolean {
  const states: (Followed | undefined)[] = [BEGIN];
  const known = new Map([[JSON.stringify(BEGIN), 0]]);
  return everyWay(program, 0, {
    ofByte(state, byte) {
      const next = follow(states[state]!, KINDS[byte]!);
      if (next === undefined) return undefined;
      const key = JSON.stringify(next);
      if (!known.has(key)) known.set(key, states.push(next) - 1);
      return known.get(key);
    },
    ofAssertion: (state) => state,
    accepts: (state) => states[state]!.word === 2 || states[state]!.last === Kind.Beyond,
  });
}

/** Undefined where the kernel's look loses the value. */
function follow({ word, isInitial, gap, last }: Followed, kind: Kind): Followed | undefined {
  if (kind === Kind.Beyond) return { ...BEGIN, last: kind };
  // Where the look begins inside a value, it takes the first byte for anything that it can be.
  const isCut = last === Kind.Beyond;
  const begins = kind === Kind.Capital && (last === undefined || isCut || (gap > 0 && last === Kind.Space));
  const goesOn = isWord(kind) || (kind === Kind.Dot && isInitial);
  const isGap = kind === Kind.Space || kind === Kind.Comma;
  const next: Followed = {
    word: wordAfter(),
    isInitial: begins,
    gap: gapAfter(),
    last: kind,
  };
  return next.word === 0 && next.gap === 0 ? undefined : next;

  function gapAfter(): number {
    if (isGap && word > 0) return 1;
    const isLonger = (gap > 0 || isCut) && (isGap || kind === Kind.Small);
    return isLonger && gap < MAX_GAP_BYTES ? gap + 1 : 0;
  }

  function wordAfter(): Followed['word'] {
    if (begins) return last === undefined ? 1 : 2;
    if (isCut && (isWord(kind) || kind === Kind.Dot)) return 2;
    return goesOn ? word : 0;
  }
}

function isWord(kind: Kind): boolean {
  return kind === Kind.Capital || kind === Kind.Small || kind === Kind.Joint;
}

function isOfWord(byte: number): boolean {
  return /\w/.test(String.fromCharCode(byte));
}

function kindOf(byte: number): Kind {
  const character = String.fromCharCode(byte);
  if (byte >= 0x80) return Kind.Beyond;
  if (/[A-Z]/.test(character)) return Kind.Capital;
  if (/[a-z]/.test(character)) return Kind.Small;
  if (JOINTS.includes(character)) return Kind.Joint;
  return { '.': Kind.Dot, ' ': Kind.Space, ',': Kind.Comma }[character] ?? Kind.Other;
}

const KINDS: readonly Kind[] = Array.from({ length: 256 }, (_, byte) => kindOf(byte));

/** Bytes that are the same to every judge. */
const SAME_KIND = [...Map.groupBy(KINDS.keys(), (byte) => `${KINDS[byte]} ${isOfWord(byte)}`).values()];

interface Judge {
  /** The state after a byte; undefined ends it all. */
  ofByte(state: number, byte: number): number | undefined;
  ofAssertion(state: number, what: string): number;
  accepts(state: number): boolean;
}

/** True when every way through a program is accepted at its end. States are small numbers. */
function everyWay({ instructions, start }: Program, begin: number, judge: Judge): boolean {
  const seen = instructions.map((): Set<number> => new Set());
  const known = new Map<Uint8Array, readonly number[]>();
  const kindsOf = (set: Uint8Array): readonly number[] => {
    const kinds =
      known.get(set) ?? SAME_KIND.filter((bytes) => bytes.some((byte) => set[byte] === 1)).map(([one]) => one!);
    known.set(set, kinds);
    return kinds;
  };
  const waiting: (readonly [at: number, state: number])[] = [];
  const visit = (at: number, state: number): void => {
    if (seen[at]!.has(state)) return;
    seen[at]!.add(state);
    waiting.push([at, state]);
  };
  visit(start, begin);
  for (let way = waiting.pop(); way !== undefined; way = waiting.pop()) {
    const [at, state] = way;
    const instruction = instructions[at]!;
    if (instruction.op === 'match') {
      if (!judge.accepts(state)) return false;
    } else if (instruction.op === 'split') {
      visit(instruction.first, state);
      visit(instruction.second, state);
    } else if (instruction.op === 'assert') {
      visit(instruction.next, judge.ofAssertion(state, instruction.what));
    } else {
      for (const byte of kindsOf(instruction.set)) {
        const next = judge.ofByte(state, byte);
        if (next === undefined) return false;
        visit(instruction.next, next);
      }
    }
  }
  return true;
}
