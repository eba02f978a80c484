import { type KeywordHits, noHits } from '../keyword-hits.ts';
import type { Layout } from '../types.ts';
import { closeDelimited, type DelimitedCursor, startDelimited, walkDelimited } from './delimited.ts';
import { closeJson, type JsonCursor, startJson, walkJson } from './json.ts';
import { Segments } from './segments.ts';

/** Where a walk through an object's layout stands: plain data. */
export type LayoutCursor = { readonly kind: 'text' } | DelimitedCursor | JsonCursor;

/** Of the window in hand: the columns are used again, as large as they are. */
const segments = new Segments(noHits());

export function startLayout(layout: Layout): LayoutCursor {
  if (layout.kind === 'delimited') return startDelimited(layout.delimiter);
  return layout.kind === 'json' ? startJson() : { kind: 'text' };
}

/**
 * The segments of a window from `from` on, and the cursor as it stands at `to`; `cursor` stands at `from`. What lies after `to`
 * is walked only so that segments which begin before it are known up to the window's end. The segments stand until the next call.
 */
export function walkLayout(
  cursor: LayoutCursor,
  bytes: Uint8Array,
  base: number,
  from: number,
  to: number,
  hits: KeywordHits,
): { readonly segments: Segments; readonly cursor: LayoutCursor } {
  segments.clear(hits);
  const end = bytes.length;
  if (cursor.kind === 'delimited') {
    const own = walkDelimited(cursor, bytes, base, from, to, segments);
    const ahead = walkDelimited(own, bytes, base, to, end, segments);
    closeDelimited(ahead, base, end, segments);
    return { segments, cursor: own };
  }
  if (cursor.kind === 'json') {
    const own = walkJson(cursor, bytes, base, from, to, segments);
    const ahead = walkJson(own, bytes, base, to, end, segments);
    closeJson(ahead, base, end, segments);
    return { segments, cursor: own };
  }
  return { segments, cursor };
}
