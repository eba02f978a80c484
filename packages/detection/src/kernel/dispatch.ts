import type { Node } from '../keyword-automaton.ts';
import { type Gram, membersOf } from './grams.ts';

/** More states than these and the kernel is not used. */
export const MAX_DISPATCH_STATES = 60_000;

/** Of a row's beginning, nothing is looked at from the first of its NEXT_BYTES on that can be more bytes: it would take too many states. */
export const MAX_NEXT_BYTES = 16;

/** Tells which entries begin at a place: a DFA over bytes, from one place on. State 0 is where it begins, and a dead end. */
export interface DispatchAutomaton {
  readonly columns: Uint8Array;
  readonly width: number;
  /** Next state by state x width + column. */
  readonly next: Uint32Array;
  readonly firstAccepting: number;
  /** Entries that end, by state - firstAccepting. */
  readonly ended: readonly (readonly number[])[];
}

/** A way to find an entry: a keyword's graph, or the beginning of a row's match. */
export type Way = { readonly entry: number; readonly begin: Node } | { readonly entry: number; readonly gram: Gram };

interface Place {
  readonly edges: ReadonlyMap<number, readonly Place[]>;
  /** Entry that ends here, or -1. */
  readonly entry: number;
  readonly id: number;
}

/** Undefined when it would have more than MAX_DISPATCH_STATES states. */
export function buildDispatch(ways: readonly Way[]): DispatchAutomaton | undefined {
  const begins = places(ways);
  const states = new Map<string, { readonly places: readonly Place[]; readonly targets: Map<number, string> }>();
  const queue: string[] = [];
  const stateOf = (members: readonly Place[]): string => {
    const distinct = [...new Set(members)].sort((a, b) => a.id - b.id);
    const key = distinct.map(({ id }) => id).join(' ');
    if (!states.has(key)) {
      states.set(key, { places: distinct, targets: new Map() });
      queue.push(key);
    }
    return key;
  };
  stateOf(begins);
  const used = new Set<number>();
  for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
    if (states.size > MAX_DISPATCH_STATES) return undefined;
    const state = states.get(key)!;
    const moves = new Map<number, Place[]>();
    for (const { edges } of state.places) {
      for (const [byte, targets] of edges) {
        const reached = moves.get(byte);
        if (reached === undefined) moves.set(byte, [...targets]);
        else reached.push(...targets);
      }
    }
    for (const [byte, reached] of moves) {
      used.add(byte);
      state.targets.set(byte, stateOf(reached));
    }
  }
  return tabulate(
    [...states].map(([key, state]) => ({ key, ...state })),
    used,
  );
}

function tabulate(
  states: readonly {
    readonly key: string;
    readonly places: readonly Place[];
    readonly targets: ReadonlyMap<number, string>;
  }[],
  used: ReadonlySet<number>,
): DispatchAutomaton {
  const ends = (state: { readonly places: readonly Place[] }): boolean => state.places.some(({ entry }) => entry >= 0);
  // The first state is where all begins; nothing ends there.
  const ordered = [...states.filter((state) => !ends(state)), ...states.filter(ends)];
  const numbers = new Map(ordered.map(({ key }, i) => [key, i]));
  const columns = new Uint8Array(256);
  for (const [i, byte] of [...used].sort(byFolded).entries()) columns[byte] = i;
  // Bytes that lead nowhere share the last column; with every byte used there is none left for them, and none needed.
  const width = Math.min(256, used.size + 1);
  for (let byte = 0; byte < 256; byte++) if (!used.has(byte)) columns[byte] = width - 1;
  const next = new Uint32Array(ordered.length * width);
  for (const [i, { targets }] of ordered.entries()) {
    for (const [byte, key] of targets) next[i * width + columns[byte]!] = numbers.get(key)!;
  }
  const accepting = ordered.filter(ends);
  return {
    columns,
    width,
    next,
    firstAccepting: ordered.length - accepting.length,
    ended: accepting.map((state) => [...new Set(state.places.map(({ entry }) => entry).filter((entry) => entry >= 0))]),
  };
}

/** Bytes that stand for one another in keywords come together: a letter's two cases, what may stand for a space. */
function byFolded(a: number, b: number): number {
  return foldedOf(a) - foldedOf(b) || a - b;
}

function foldedOf(byte: number): number {
  if (byte === 0x20 || byte === 0x2d || byte === 0x5f) return -1;
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

function places(ways: readonly Way[]): readonly Place[] {
  let ids = 0;
  const ofNode = new Map<Node, Place>();
  const fromNode = (node: Node, entry: number): Place => {
    let place = ofNode.get(node);
    if (place === undefined) {
      const edges = new Map<number, readonly Place[]>();
      place = { edges, entry: node.keyword >= 0 ? entry : -1, id: ids++ };
      ofNode.set(node, place);
      for (const [byte, targets] of node.edges) {
        edges.set(
          byte,
          targets.map((target) => fromNode(target, entry)),
        );
      }
    }
    return place;
  };
  const fromGram = ({ sets, next }: Gram, entry: number): Place => {
    const many = next.findIndex((set) => membersOf(set).length > MAX_NEXT_BYTES);
    const all = [...sets, ...(many < 0 ? next : next.slice(0, many))];
    const known = all.findLastIndex((set) => set.includes(0)) + 1;
    let place: Place = { edges: new Map(), entry, id: ids++ };
    for (let k = Math.max(1, known) - 1; k >= 0; k--) {
      const edges = new Map<number, readonly Place[]>();
      for (let byte = 0; byte < 256; byte++) if (all[k]![byte] === 1) edges.set(byte, [place]);
      place = { edges, entry: -1, id: ids++ };
    }
    return place;
  };
  return ways.map((way) => ('gram' in way ? fromGram(way.gram, way.entry) : fromNode(way.begin, way.entry)));
}
