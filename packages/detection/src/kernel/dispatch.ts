import type { Node } from '../keyword-automaton.ts';
import { type Subset, subsetsFrom } from '../subsets.ts';
import { type Gram, membersOf } from './grams.ts';

/** More states than these and the kernel is not used. */
export const MAX_DISPATCH_STATES = 120_000;

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
  const states = subsetsFrom(places(ways), MAX_DISPATCH_STATES);
  return states && tabulate(states);
}

function tabulate(states: readonly Subset<Place>[]): DispatchAutomaton {
  const ended = states.map(({ places }) => [
    ...new Set(places.map(({ entry }) => entry).filter((entry) => entry >= 0)),
  ]);
  const plain = [...states.keys()].filter((state) => ended[state]!.length === 0);
  const accepting = [...states.keys()].filter((state) => ended[state]!.length > 0);
  // The first state is where all begins; nothing ends there.
  const ordered = [...plain, ...accepting];
  const numbers = new Uint32Array(states.length);
  for (const [i, state] of ordered.entries()) numbers[state] = i;
  const used = new Set(states.flatMap(({ edges }) => [...edges.keys()]));
  const columns = new Uint8Array(256);
  for (const [i, byte] of [...used].sort(byFolded).entries()) columns[byte] = i;
  // Bytes that lead nowhere share the last column; with every byte used there is none left for them, and none needed.
  const width = Math.min(256, used.size + 1);
  for (let byte = 0; byte < 256; byte++) if (!used.has(byte)) columns[byte] = width - 1;
  const next = new Uint32Array(ordered.length * width);
  for (const [i, state] of ordered.entries()) {
    for (const [byte, to] of states[state]!.edges) next[i * width + columns[byte]!] = numbers[to]!;
  }
  return { columns, width, next, firstAccepting: plain.length, ended: accepting.map((state) => ended[state]!) };
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
