import { type Catalogue, compileCatalogue, scanWindow, startScan } from '@dowser/detection';
import type { DataIdentifier, Surroundings } from '../src/index.ts';
import type { Document } from './document.ts';

const SURROUNDINGS_BYTES = 96;
/** A candidate is what was to be found when so much of both is common to both. */
const LEAST_OVERLAP = 0.6;

/** A candidate as the scorer is shown it, and what it is. */
export interface Candidate {
  readonly value: string;
  readonly around: Surroundings;
  readonly start: number;
  readonly end: number;
  readonly positive: boolean;
}

/** A row with nothing but what finds candidates. */
export function candidateRow(id: string, pattern: string, keywords: readonly string[]): DataIdentifier {
  return {
    id,
    name: id,
    category: 'PERSONAL_INFORMATION',
    pattern,
    keywords,
    keyword: keywords.length === 0 ? 'none' : 'required',
    severity: { Low: 1 },
    recommended: false,
    sources: [],
    examples: [],
    counterExamples: [],
  };
}

export const catalogueOf = (...rows: readonly DataIdentifier[]): Catalogue => compileCatalogue(rows);

/** Places of what the catalogue reports in a document, by byte. */
export function placesIn(catalogue: Catalogue, { text, layout }: Document): readonly { start: number; end: number }[] {
  return scanWindow(catalogue, startScan(layout), { bytes: Buffer.from(text), base: 0, last: true }).matches;
}

/** The spans of a document by byte. */
export function spansInBytes({ text, spans }: Document): readonly { readonly start: number; readonly end: number }[] {
  return spans.map(({ start, end }) => {
    const before = Buffer.byteLength(text.slice(0, start));
    return { start: before, end: before + Buffer.byteLength(text.slice(start, end)) };
  });
}

interface Place {
  readonly start: number;
  readonly end: number;
}

export function overlaps(a: Place, b: Place): boolean {
  const common = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return common / (Math.max(a.end, b.end) - Math.min(a.start, b.start)) >= LEAST_OVERLAP;
}

/** Every candidate that the engine finds in a document, as its validator would see it. */
export function candidatesIn(catalogue: Catalogue, document: Document): readonly Candidate[] {
  const bytes = Buffer.from(document.text);
  const spans = spansInBytes(document);
  return placesIn(catalogue, document).map(({ start, end }) => ({
    start,
    end,
    value: bytes.toString('utf8', start, end),
    around: {
      before: bytes.toString('utf8', Math.max(0, start - SURROUNDINGS_BYTES), start),
      after: bytes.toString('utf8', end, Math.min(bytes.length, end + SURROUNDINGS_BYTES)),
    },
    positive: spans.some((span) => overlaps(span, { start, end })),
  }));
}
