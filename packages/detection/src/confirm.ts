import RE2 from 're2';
import { searchRow, stickyEnd } from './candidates.ts';
import type { CompiledRow } from './compile.ts';
import { patternShape } from './pattern-shape.ts';
import { RECORD, type RecordWriter } from './records.ts';
import type { Candidates } from './spans.ts';

const ANY_STAND_IN = String.raw`[\x01\na]`;
/** Too little memory thrashes. */
const CONFIRM_MEMORY_BYTES = 8 * 1024 * 1024;

/** Whether bytes are nothing but records of matches of one row. */
export type Confirmation = InstanceType<typeof RE2.Set>;

/** Undefined for a row whose matches cannot stand in records. */
export function buildConfirmation(source: string): Confirmation | undefined {
  const pattern = withoutRecord(source.replaceAll('(?P<value>', '(?:'));
  if (patternShape(pattern).alphabet[RECORD] === 1) return undefined;
  const records = String.raw`(?:\x02${ANY_STAND_IN}(?:${pattern})${ANY_STAND_IN})*`;
  try {
    return new RE2.Set([records], 'u', { anchor: 'both', maxMem: CONFIRM_MEMORY_BYTES });
  } catch (error) {
    // Too large with what stands around it.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** An escape, a class, or a dot. */
const ITEM = /\\.|\[(\^?)(?:\[:\^?\w+:\]|\\.|[^\\])(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]|\./gs;

/** A pattern that matches the same, but nothing that holds RECORD where that byte is only not left out. */
function withoutRecord(pattern: string): string {
  return pattern.replace(ITEM, (item: string, negation: string | undefined) => {
    if (item === '.') return String.raw`[^\n\x02]`;
    if (/^\\[DSW]$/.test(item)) return String.raw`[^${item.toLowerCase()}\x02]`;
    return negation === '^' ? String.raw`[^\x02${item.slice(2)}` : item;
  });
}

/**
 * Asks RE2 about the matches of a row that an automaton found, many at once: those at the positions `order[from, to)` of `found`, whose
 * order changes. Where RE2 says otherwise, the match is dropped, and RE2's own is added at the end of `found`, to be judged. Returns
 * how often that was so: never, unless there is a fault in an automaton.
 */
export function confirmMatches(
  row: CompiledRow,
  bytes: Buffer,
  found: Candidates,
  order: Int32Array,
  from: number,
  to: number,
  records: RecordWriter,
): number {
  const set = row.confirmation();
  let disagreements = 0;
  let end = from;
  for (let k = from; k < to; k++) {
    const i = order[k]!;
    if (found.tos[i]! < 0) continue;
    if (set === undefined || found.froms[i] === 0 || found.tos[i] === bytes.length) {
      disagreements += settle(row, bytes, found, i);
    } else order[end++] = i;
  }
  for (let at = from; set !== undefined && at < end; ) {
    const { next, bytes: written } = records.write(found, order, at, end);
    const isOne = next === at;
    if (isOne || set.match(written).length === 0) {
      for (let k = at; k < (isOne ? at + 1 : next); k++) disagreements += settle(row, bytes, found, order[k]!);
    }
    at = isOne ? at + 1 : next;
  }
  return disagreements;
}

/** 1 where RE2 sees another match, or none. */
function settle(row: CompiledRow, bytes: Buffer, found: Candidates, candidate: number): number {
  const from = found.froms[candidate]!;
  const end = stickyEnd(row, bytes, from);
  if (end === found.tos[candidate]) return 0;
  found.confidences[candidate] = 0;
  if (end >= 0) searchRow(row, bytes, from, from + 1, found);
  return 1;
}
