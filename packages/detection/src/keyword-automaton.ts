import { sameInAnyCase } from './case-folding.ts';
import { subsetsFrom } from './subsets.ts';

const SEPARATORS = [0x20, 0x5f, 0x2d];
/** For numbers of two states in one; a table of so many would not fit in memory. */
const MOST_STATES = 2 ** 26;

/** One character of a keyword: its UTF-8 forms in any case, or a separator that may be absent. */
type Unit = 'separator' | readonly Uint8Array[];

/** Finds the end of every keyword in one pass: a DFA over bytes. */
export interface KeywordAutomaton {
  /** Column of a byte in `next`. */
  readonly columns: Uint8Array;
  /** `next[state + column]`: the next state. States are multiples of the number of columns; 0 is the start. */
  readonly next: Int32Array;
  /** States from here on end a keyword. */
  readonly firstAccepting: number;
  /** Keywords that end, by `(state - firstAccepting) / width`. */
  readonly ended: readonly (readonly number[])[];
  readonly width: number;
  /** Start of keyword `index` that ends at `end`, or -1. */
  startOf(index: number, bytes: Uint8Array, end: number): number;
}

/** A place in the graph of all keywords. */
export interface Node {
  readonly edges: Map<number, Node[]>;
  /** Keyword that ends here, or -1. */
  readonly keyword: number;
  readonly id: number;
}

/** The places where keywords begin, and the bytes that lead on from them. */
export function keywordGraph(keywords: readonly string[]): readonly Node[] {
  const encode = encoder();
  return buildGraph(keywords.map((keyword) => [...keyword].map(encode)));
}

/** Case-insensitive; a space in a keyword also stands for nothing, `_` or `-`. */
export function buildKeywordAutomaton(keywords: readonly string[]): KeywordAutomaton {
  const encode = encoder();
  const units = keywords.map((keyword) => [...keyword].map(encode));
  const graph = buildGraph(units);
  const table = determinise(graph);
  return { ...table, startOf: (index, bytes, end) => walkBack(units[index]!, bytes, end) };
}

function encoder(): (character: string) => Unit {
  const known = new Map<string, Unit>([[' ', 'separator']]);
  const utf8 = new TextEncoder();
  return (character) => {
    let unit = known.get(character);
    if (unit === undefined) {
      unit = sameInAnyCase(character).map((form) => utf8.encode(form));
      known.set(character, unit);
    }
    return unit;
  };
}

function walkBack(units: readonly Unit[], bytes: Uint8Array, end: number): number {
  let at = end;
  for (let i = units.length - 1; i >= 0; i--) {
    const unit = units[i]!;
    if (unit === 'separator') {
      if (at > 0 && SEPARATORS.includes(bytes[at - 1]!)) at--;
      continue;
    }
    const form = unit.find((candidate) => endsWith(bytes, at, candidate));
    if (form === undefined) return -1;
    at -= form.length;
  }
  return at;
}

function endsWith(bytes: Uint8Array, end: number, form: Uint8Array): boolean {
  if (end < form.length) return false;
  for (let i = 0; i < form.length; i++) if (bytes[end - form.length + i] !== form[i]) return false;
  return true;
}

/** A tree-like graph of byte edges, one path of nodes per keyword. Returns the nodes where keywords begin. */
function buildGraph(units: readonly (readonly Unit[])[]): readonly Node[] {
  let ids = 0;
  const node = (keyword: number): Node => ({ edges: new Map(), keyword, id: ids++ });
  const link = (from: Node, byte: number, to: Node): void => {
    const targets = from.edges.get(byte);
    if (targets === undefined) from.edges.set(byte, [to]);
    else targets.push(to);
  };
  return units.map((keyword, index) => {
    const begin = node(-1);
    // A separator may be absent: what follows it is linked from before it, too.
    let reached: Node[] = [begin];
    for (const [i, unit] of keyword.entries()) {
      const to = node(i === keyword.length - 1 ? index : -1);
      if (unit === 'separator') {
        for (const from of reached) for (const byte of SEPARATORS) link(from, byte, to);
        reached = [...reached, to];
        continue;
      }
      for (const form of unit) {
        for (const from of reached) {
          let last = from;
          for (const [k, byte] of form.entries()) {
            const target = k === form.length - 1 ? to : node(-1);
            link(last, byte, target);
            last = target;
          }
        }
      }
      reached = [to];
    }
    return begin;
  });
}

type Table = Omit<KeywordAutomaton, 'startOf'>;

/**
 * Keywords are found anywhere: a state is where the longest text that ends here and begins a keyword has led, and the state of what
 * remains without its first byte. Source: Aho and Corasick, "Efficient string matching", 1975.
 */
function determinise(begins: readonly Node[]): Table {
  const reached = subsetsFrom(begins)!;
  const endedAt = reached.map(({ places }) => places.map(({ keyword }) => keyword).filter((keyword) => keyword >= 0));
  const bytesUsed = [...new Set(reached.flatMap(({ edges }) => [...edges.keys()]))];
  const columns = new Uint8Array(256);
  for (const [i, byte] of bytesUsed.entries()) columns[byte] = i + 1;
  const width = bytesUsed.length + 1;
  const states = [{ longest: 0, rest: -1, ended: [] as readonly number[] }];
  const numbers = new Map<number, number>();
  const numberOf = (longest: number, rest: number): number => {
    const key = longest * MOST_STATES + rest;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const ended = [...new Set([...endedAt[longest]!, ...states[rest]!.ended])];
    numbers.set(key, states.length);
    return states.push({ longest, rest, ended }) - 1;
  };
  const rows: Int32Array[] = [];
  for (let state = states[0]; state !== undefined; state = states[rows.length]) {
    const { longest, rest } = state;
    const row = rest < 0 ? new Int32Array(width) : rows[rest]!.slice();
    for (const [byte, to] of reached[longest]!.edges) row[columns[byte]!] = numberOf(to, row[columns[byte]!]!);
    rows.push(row);
  }
  return tabulate(
    rows,
    states.map(({ ended }) => ended),
    columns,
    width,
  );
}

/** In the order of KeywordAutomaton. */
function tabulate(
  rows: readonly Int32Array[],
  ended: readonly (readonly number[])[],
  columns: Uint8Array,
  width: number,
): Table {
  const plain = [...rows.keys()].filter((state) => ended[state]!.length === 0);
  const accepting = [...rows.keys()].filter((state) => ended[state]!.length > 0);
  const ordered = [...plain, ...accepting];
  const places = new Int32Array(rows.length);
  for (const [i, state] of ordered.entries()) places[state] = i * width;
  const next = new Int32Array(rows.length * width);
  for (const [i, state] of ordered.entries())
    next.set(
      rows[state]!.map((to) => places[to]!),
      i * width,
    );
  return {
    columns,
    next,
    firstAccepting: plain.length * width,
    ended: accepting.map((state) => ended[state]!),
    width,
  };
}
