import { sameInAnyCase } from './case-folding.ts';

const SEPARATORS = [0x20, 0x5f, 0x2d];

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

interface State {
  readonly nodes: readonly Node[];
  readonly ended: readonly number[];
  readonly targets: Map<number, string>;
}

type Table = Omit<KeywordAutomaton, 'startOf'>;

/** Subset construction; every state also contains the beginnings, so that keywords are found anywhere. */
function determinise(begins: readonly Node[]): Table {
  const states = new Map<string, State>();
  const bytesUsed = new Set<number>();
  const queue: string[] = [];
  const stateOf = (nodes: readonly Node[]): string => {
    const distinct = [...new Set(nodes)].sort((a, b) => a.id - b.id);
    const key = distinct.map((n) => n.id).join(',');
    if (!states.has(key)) {
      const ended = [...new Set(distinct.filter((n) => n.keyword >= 0).map((n) => n.keyword))];
      states.set(key, { nodes: distinct, ended, targets: new Map() });
      queue.push(key);
    }
    return key;
  };
  stateOf([]);
  const fromBegins = stepAll(begins);
  // Most bytes lead nowhere but back to the beginnings.
  const restart = new Map([...fromBegins].map(([byte, nodes]) => [byte, stateOf(nodes)]));
  for (const byte of restart.keys()) bytesUsed.add(byte);
  for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
    const state = states.get(key)!;
    for (const [byte, target] of restart) state.targets.set(byte, target);
    for (const [byte, nodes] of stepAll(state.nodes)) {
      bytesUsed.add(byte);
      state.targets.set(byte, stateOf([...nodes, ...(fromBegins.get(byte) ?? [])]));
    }
  }
  return tabulate(states, [...bytesUsed]);
}

function stepAll(nodes: readonly Node[]): Map<number, Node[]> {
  const moves = new Map<number, Node[]>();
  for (const node of nodes) {
    for (const [byte, targets] of node.edges) moves.set(byte, [...(moves.get(byte) ?? []), ...targets]);
  }
  return moves;
}

function tabulate(states: ReadonlyMap<string, State>, bytesUsed: readonly number[]): Table {
  const columns = new Uint8Array(256);
  for (const [i, byte] of bytesUsed.entries()) columns[byte] = i + 1;
  const width = bytesUsed.length + 1;
  const entries = [...states];
  const plain = entries.filter(([, state]) => state.ended.length === 0);
  const accepting = entries.filter(([, state]) => state.ended.length > 0);
  const ordered = [...plain, ...accepting];
  const number = new Map(ordered.map(([key], i) => [key, i * width]));
  const next = new Int32Array(ordered.length * width);
  for (const [i, [, state]] of ordered.entries()) {
    for (const [byte, key] of state.targets) next[i * width + columns[byte]!] = number.get(key)!;
  }
  return {
    columns,
    next,
    firstAccepting: plain.length * width,
    ended: accepting.map(([, state]) => state.ended),
    width,
  };
}
