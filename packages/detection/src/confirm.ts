import RE2 from 're2';
import { searchRow, stickyEnd } from './candidates.ts';
import type { CompiledCatalogue, CompiledRow } from './compile.ts';
import { Before, beforeOf } from './pattern/automaton.ts';
import { patternShape } from './pattern-shape.ts';
import { type Candidates, NO_ROW, type RowOrder } from './spans.ts';

/** Begins a record. A match that holds this byte is confirmed by itself. */
const RECORD = 0x02;
/** What stands for the byte before or after a match: one of its kind to \b, ^ and $. */
const STAND_INS = { [Before.Nothing]: 0x01, [Before.Newline]: 0x0a, [Before.Word]: 0x61, [Before.Other]: 0x01 };
const ANY_STAND_IN = String.raw`[\x01\na]`;
/** Bytes of records that are asked about at once. */
const BATCH_BYTES = 64 * 1024;
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

const batch = Buffer.alloc(BATCH_BYTES);

/**
 * Asks RE2 about every candidate that an automaton found, many at once. Where RE2 says otherwise, its own answer takes the
 * candidate's place, at the end of `found`. Returns how often that was so: never, unless there is a fault in an automaton.
 */
export function confirmCandidates(
  { rows }: CompiledCatalogue,
  bytes: Buffer,
  found: Candidates,
  { first, order }: RowOrder,
): number {
  let disagreements = 0;
  for (const row of rows) {
    let from = first[row.index]!;
    const end = first[row.index + 1]!;
    const set = from < end ? row.confirmation() : undefined;
    while (from < end) {
      if (found.tos[order[from]!]! < 0) {
        from++;
        continue;
      }
      let to = from + 1;
      let length = set === undefined ? 0 : addRecord(bytes, found, order[from]!, 0);
      const isBatch = length > 0;
      while (isBatch && to < end && found.tos[order[to]!]! >= 0) {
        const next = addRecord(bytes, found, order[to]!, length);
        if (next === 0) break;
        length = next;
        to++;
      }
      if (!isBatch || set!.match(batch.subarray(0, length)).length === 0) {
        for (let k = from; k < to; k++) disagreements += settle(row, bytes, found, order[k]!);
      }
      from = to;
    }
  }
  return disagreements;
}

/** The end of the record that is added to the batch at `at`; 0 where it cannot be: no room, an end of the window, the mark. */
function addRecord(bytes: Buffer, { froms, tos }: Candidates, candidate: number, at: number): number {
  const from = froms[candidate]!;
  const to = tos[candidate]!;
  const end = at + to - from + 3;
  if (end > BATCH_BYTES || from === 0 || to === bytes.length) return 0;
  batch[at] = RECORD;
  batch[at + 1] = STAND_INS[beforeOf(bytes[from - 1]!)];
  for (let i = from, k = at + 2; i < to; i++, k++) {
    const byte = bytes[i]!;
    if (byte === RECORD) return 0;
    batch[k] = byte;
  }
  batch[end - 1] = STAND_INS[beforeOf(bytes[to]!)];
  return end;
}

/** 1 where RE2 sees another match, or none. */
function settle(row: CompiledRow, bytes: Buffer, found: Candidates, candidate: number): number {
  const from = found.froms[candidate]!;
  if (stickyEnd(row, bytes, from) === found.tos[candidate]) return 0;
  found.rows[candidate] = NO_ROW;
  if (stickyEnd(row, bytes, from) >= 0) searchRow(row, bytes, from, from + 1, found);
  return 1;
}
