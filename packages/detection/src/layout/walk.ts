import type { KeywordHits } from '../keyword-hits.ts';
import type { Layout } from '../types.ts';
import { closeDelimited, type DelimitedCursor, startDelimited, walkDelimited } from './delimited.ts';
import { closeJson, copyJson, type JsonCursor, startJson, walkJson } from './json.ts';
import { noSegments, type Segments } from './segments.ts';

/** Where a walk through an object's layout stands: plain data. */
export type LayoutCursor = { readonly kind: 'text' } | DelimitedCursor | JsonCursor;

export function startLayout(layout: Layout): LayoutCursor {
  if (layout.kind === 'delimited') return startDelimited(layout.delimiter);
  return layout.kind === 'json' ? startJson() : { kind: 'text' };
}

/**
 * The segments of a window from `from` on, and the cursor as it stands at `to`; `cursor`, which stands at `from`, is not
 * changed. What lies after `to` is walked only so that segments which begin before it are known up to the window's end.
 */
export function walkLayout(
  cursor: LayoutCursor,
  bytes: Uint8Array,
  base: number,
  from: number,
  to: number,
  hits: KeywordHits,
): { readonly segments: Segments; readonly cursor: LayoutCursor } {
  const segments = noSegments();
  const end = bytes.length;
  if (cursor.kind === 'delimited') {
    const own = { ...cursor, columns: [...cursor.columns] };
    walkDelimited(own, bytes, base, from, to, hits, segments);
    const ahead = { ...own, columns: [...own.columns] };
    walkDelimited(ahead, bytes, base, to, end, hits, segments);
    closeDelimited(ahead, base, end, hits, segments);
    return { segments, cursor: own };
  }
  if (cursor.kind === 'json') {
    const own = copyJson(cursor);
    walkJson(own, bytes, base, from, to, hits, segments);
    const ahead = copyJson(own);
    walkJson(ahead, bytes, base, to, end, hits, segments);
    closeJson(ahead, base, end, segments);
    return { segments, cursor: own };
  }
  return { segments, cursor };
}
