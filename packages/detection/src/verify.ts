import type { Refusal } from '@dowser/identifiers';
import type { Candidate } from './candidates.ts';
import { countCharacters } from './characters.ts';
import { firstAbove, type GroupHits, hitsByStart, type KeywordHits } from './keyword-hits.ts';
import { type Segments, segmentAround } from './layout/segments.ts';
import {
  CELL_CONTEXT_BYTES,
  KEYWORD_DISTANCE,
  KEYWORD_DISTANCE_BYTES,
  MAX_CHARACTER_BYTES,
  SURROUNDINGS_BYTES,
} from './limits.ts';

/** What makes a candidate meet its keyword rule. */
export type KeywordEvidence =
  | { readonly where: 'name' }
  | { readonly where: 'cell' | 'text'; readonly start: number; readonly end: number };

/** What the validators say of the reported span; null when the row has none or it passes. */
export function validatorRefusal({ row: { row }, start, end }: Candidate, bytes: Buffer): Refusal | null {
  const { validate, validateInContext } = row;
  const refusal = validate?.(bytes.toString('utf8', start, end)) ?? null;
  if (refusal !== null || validateInContext === undefined) return refusal;
  return validateInContext(bytes.toString('utf8', start, end), {
    before: bytes.toString('utf8', Math.max(0, start - SURROUNDINGS_BYTES), start),
    after: bytes.toString('utf8', end, Math.min(bytes.length, end + SURROUNDINGS_BYTES)),
  });
}

/** The keyword that counts for a candidate of a row that needs one, or undefined. */
export function keywordEvidence(
  { row, start, end }: Candidate,
  bytes: Buffer,
  hits: KeywordHits,
  segments: Segments,
): KeywordEvidence | undefined {
  const own = hits.ofGroup[row.group]!;
  const segment = segmentAround(segments, start, end);
  const distance = row.row.maximumMatchDistance;
  if (segment < 0) {
    if (distance !== undefined) return before(own, bytes, 'text', 0, start, end, distance);
    return nearText(own, bytes, start, end);
  }
  if (segments.names[segment]!.includes(row.group)) return { where: 'name' };
  if (distance !== undefined) return before(own, bytes, 'cell', segments.starts[segment]!, start, end, distance);
  return sameCell(own, segments.starts[segment]!, segments.ends[segment]!, start, end);
}

function nearText(own: GroupHits, bytes: Buffer, start: number, end: number): KeywordEvidence | undefined {
  const before = firstAbove(own.ends, start) - 1;
  if (before >= 0 && isNear(bytes, own.ends[before]!, start)) {
    return { where: 'text', start: own.starts[before]!, end: own.ends[before]! };
  }
  const after = firstFrom(own, end);
  if (after !== undefined && isNear(bytes, end, own.starts[after]!)) {
    return { where: 'text', start: own.starts[after]!, end: own.ends[after]! };
  }
  return undefined;
}

function isNear(bytes: Buffer, from: number, to: number): boolean {
  return to - from <= KEYWORD_DISTANCE_BYTES && countCharacters(bytes, from, to) <= KEYWORD_DISTANCE;
}

/** The last keyword that lies between `least` and the match, if its end is at most so many characters before the match's end. */
function before(
  own: GroupHits,
  bytes: Buffer,
  where: 'cell' | 'text',
  least: number,
  start: number,
  end: number,
  characters: number,
): KeywordEvidence | undefined {
  const earliest = Math.max(least, end - MAX_CHARACTER_BYTES * characters);
  for (let i = firstAbove(own.ends, start) - 1; i >= 0 && own.ends[i]! >= earliest; i--) {
    if (countCharacters(bytes, own.ends[i]!, end) > characters) return undefined;
    if (own.starts[i]! >= least) return { where, start: own.starts[i]!, end: own.ends[i]! };
  }
  return undefined;
}

function sameCell(
  own: GroupHits,
  cellStart: number,
  cellEnd: number,
  start: number,
  end: number,
): KeywordEvidence | undefined {
  const earliest = Math.max(cellStart, start - CELL_CONTEXT_BYTES);
  for (let i = firstAbove(own.ends, start) - 1; i >= 0 && own.ends[i]! >= earliest; i--) {
    if (own.starts[i]! >= cellStart) return { where: 'cell', start: own.starts[i]!, end: own.ends[i]! };
  }
  const byStart = hitsByStart(own);
  const latest = Math.min(cellEnd, end + CELL_CONTEXT_BYTES);
  for (let k = firstPosition(own, end); k < byStart.length && own.starts[byStart[k]!]! <= latest; k++) {
    const i = byStart[k]!;
    if (own.ends[i]! <= cellEnd) return { where: 'cell', start: own.starts[i]!, end: own.ends[i]! };
  }
  return undefined;
}

/** The hit that begins first at or after `from`. */
function firstFrom(own: GroupHits, from: number): number | undefined {
  return hitsByStart(own)[firstPosition(own, from)];
}

/** Position, in the hits by start, of the first that begins at or after `from`. */
function firstPosition(own: GroupHits, from: number): number {
  const byStart = hitsByStart(own);
  let low = 0;
  let high = byStart.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (own.starts[byStart[middle]!]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
