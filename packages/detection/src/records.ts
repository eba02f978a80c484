import { Before, beforeOf } from './pattern/automaton.ts';
import type { Candidates } from './spans.ts';

/**
 * Matches as RE2 is asked about them: each is a record, its bytes between RECORD with what stands for the byte before it, and what
 * stands for the byte after it. Of records of more than so many bytes, some are asked about later.
 */
export const RECORDS_BYTES = 64 * 1024;
/** Begins a record. No record holds it elsewhere. */
export const RECORD = 0x02;
/** What stands for the byte before or after a match: one of its kind to \b, ^ and $. */
export const STAND_INS = { [Before.Nothing]: 0x01, [Before.Newline]: 0x0a, [Before.Word]: 0x61, [Before.Other]: 0x01 };
/** Bytes of a record besides those of the match. */
export const BESIDE_MATCH_BYTES = 3;

/** Makes records of some matches of `found`. */
export interface RecordWriter {
  /**
   * Of those at the positions `order[from, to)`, up to the first that does not fit or holds RECORD. None begins or ends where the window
   * does. The bytes stand until the next call; `next` is `from` where there are none.
   */
  write(
    found: Candidates,
    order: Int32Array,
    from: number,
    to: number,
  ): { readonly next: number; readonly bytes: Buffer };
}

const room = Buffer.alloc(RECORDS_BYTES);

/** For windows that are not in the kernel's memory. */
export function plainRecords(bytes: Uint8Array): RecordWriter {
  return {
    write({ froms, tos }, order, from, to) {
      let length = 0;
      let next = from;
      for (; next < to; next++) {
        const end = addRecord(bytes, froms[order[next]!]!, tos[order[next]!]!, length);
        if (end === 0) break;
        length = end;
      }
      return { next, bytes: room.subarray(0, length) };
    },
  };
}

/** The end of the record of the match `[from, to)` that is added at `at`; 0 where it cannot be. */
function addRecord(bytes: Uint8Array, from: number, to: number, at: number): number {
  const end = at + to - from + BESIDE_MATCH_BYTES;
  if (end > RECORDS_BYTES) return 0;
  room[at] = RECORD;
  room[at + 1] = STAND_INS[beforeOf(bytes[from - 1]!)];
  for (let i = from, k = at + 2; i < to; i++, k++) {
    const byte = bytes[i]!;
    if (byte === RECORD) return 0;
    room[k] = byte;
  }
  room[end - 1] = STAND_INS[beforeOf(bytes[to]!)];
  return end;
}
