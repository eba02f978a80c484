import type { Catalogue } from '@dowser/detection';
import type { Document } from './document.ts';
import { overlaps, placesIn, spansInBytes } from './examples.ts';

export interface Counts {
  found: number;
  missed: number;
  wrong: number;
}

export const precisionOf = ({ found, wrong }: Counts): number => found / Math.max(1, found + wrong);
export const recallOf = ({ found, missed }: Counts): number => found / Math.max(1, found + missed);

/** What the catalogue reports of a document, held against what is in it. `report` is given each place, right or wrong. */
export function measure(
  catalogue: Catalogue,
  document: Document,
  counts: Counts,
  report?: (kind: 'missed' | 'wrong', text: string) => void,
): void {
  const bytes = Buffer.from(document.text);
  const places = placesIn(catalogue, document);
  const spans = spansInBytes(document);
  const around = ({ start, end }: { start: number; end: number }): string =>
    `${bytes.toString('utf8', Math.max(0, start - 30), start)}[${bytes.toString('utf8', start, end)}]${bytes.toString('utf8', end, end + 20)}`;
  for (const span of spans) {
    if (places.some((place) => overlaps(place, span))) counts.found++;
    else {
      counts.missed++;
      report?.('missed', around(span));
    }
  }
  for (const place of places) {
    if (spans.some((span) => overlaps(place, span))) continue;
    counts.wrong++;
    report?.('wrong', around(place));
  }
}
