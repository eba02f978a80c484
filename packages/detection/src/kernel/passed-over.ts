import { VECTOR_BYTES } from '@dowser/wasm';
import { Before, type MatchAutomaton } from '../pattern/automaton.ts';
import type { Range } from '../pattern/code-points.ts';
import type { Tree } from '../pattern/tree.ts';
import { tokensEntered } from './token-shape.ts';

/** Texts of at most VECTOR_BYTES bytes: by place, the least byte and by how much more it can be; anything beyond their end. */
export interface ByteRanges {
  readonly least: Uint8Array;
  readonly more: Uint8Array;
}

const ANY_BYTE: Range = [0, 0xff];
/** What can stand before a place that is not the beginning of the object. */
const INSIDE = [Before.Newline, Before.Word, Before.Other];
const ESCAPE_SIGNS = Buffer.from('\\%');

/** Undefined for a pattern that is no sequence of single ranges of ASCII. */
export function byteRanges(tree: Tree): ByteRanges | undefined {
  const ranges = rangesOf(tree);
  if (ranges === undefined || ranges.length > VECTOR_BYTES) return undefined;
  const all = Array.from({ length: VECTOR_BYTES }, (_, i) => ranges[i] ?? ANY_BYTE);
  return {
    least: Uint8Array.from(all, ([low]) => low),
    more: Uint8Array.from(all, ([low, high]) => high - low),
  };
}

function rangesOf(tree: Tree): readonly Range[] | undefined {
  if (tree.kind === 'set') {
    const [range] = tree.ranges;
    return tree.ranges.length === 1 && range![1] < 0x80 ? [range!] : undefined;
  }
  if (tree.kind === 'sequence') {
    const parts = tree.items.map(rangesOf);
    return parts.includes(undefined) ? undefined : parts.flatMap((own) => own!);
  }
  if (tree.kind !== 'repeat' || tree.min !== tree.max) return undefined;
  const own = rangesOf(tree.item);
  return own === undefined ? undefined : Array.from({ length: tree.min }, () => own).flat();
}

/**
 * Whether nothing else is lost with the matches whose first token begins with such a text: no match begins in one of them after the
 * token's first byte.
 */
export function losesNoOther(automaton: MatchAutomaton, { least, more }: ByteRanges): boolean {
  const { columns, table, starts } = automaton;
  const bytesAt = (place: number): readonly number[] =>
    Array.from({ length: more[place]! + 1 }, (_, i) => least[place]! + i);
  const entered = tokensEntered(automaton)?.states;
  let states = new Set(bytesAt(0).flatMap((byte) => [...(entered?.get(byte) ?? [])]));
  for (let place = 1; states.size > 0; place++) {
    if (place === VECTOR_BYTES) return false;
    const next = new Set<number>();
    let begins = false;
    for (const byte of bytesAt(place)) {
      for (const state of states) {
        const entry = table[state + columns[byte]!]! >>> 1;
        if (entry !== 0) next.add(entry);
      }
      if (ESCAPE_SIGNS.includes(byte) || INSIDE.some((before) => table[starts[before]! + columns[byte]!]! >>> 1 !== 0))
        begins = true;
    }
    if (begins && next.size > 0) return false;
    states = next;
  }
  return true;
}
