import { noHits } from '../keyword-hits.ts';
import type { Layout } from '../types.ts';
import { isStillJson, startJson, walkJson } from './json.ts';
import { Segments } from './segments.ts';

type Delimiter = Extract<Layout, { kind: 'delimited' }>['delimiter'];

const DELIMITERS: readonly Delimiter[] = [',', '\t', ';', '|'];
const JSON_NAMES = /\.(json|jsonl|ndjson|geojson)$/;
const DELIMITED_NAMES = /\.(csv|tsv|tab)$/;
const COMPRESSED_NAMES = /\.(gz|gzip|zst|zstd|br|bz2)$/;
/** A file without a telling name is JSON when it begins like an object, or like a list of objects, lists or strings. */
const BEGINS_LIKE_JSON = /^\ufeff?\s*(\{\s*["}]|\[\s*[[{"])/;

const TEXT: Layout = { kind: 'text' };
const NEWLINE = 0x0a;
const QUOTE = 0x22;

/**
 * The layout of an object from its first bytes (as UTF-8; some kilobytes are enough) and the name it was stored under:
 * by the name's ending for CSV and TSV, by name or content for JSON and JSON lines. What is malformed is text.
 */
export function sniffLayout(head: Uint8Array, name: string): Layout {
  const plainName = name.toLowerCase().replace(COMPRESSED_NAMES, '');
  if (DELIMITED_NAMES.test(plainName)) return sniffDelimited(head, plainName);
  const begins = Buffer.from(head.subarray(0, 256)).toString('utf8');
  if (!JSON_NAMES.test(plainName) && !BEGINS_LIKE_JSON.test(begins)) return TEXT;
  const cursor = walkJson(startJson(), head, 0, 0, head.length, new Segments(noHits()));
  return isStillJson(cursor) ? { kind: 'json' } : TEXT;
}

/** The delimiter that cuts the first line into most cells, unless the lines that follow contradict it. */
function sniffDelimited(head: Uint8Array, name: string): Layout {
  if (head.includes(0)) return TEXT;
  const preferred: Delimiter = name.endsWith('.csv') ? ',' : '\t';
  const candidates = [preferred, ...DELIMITERS.filter((other) => other !== preferred)];
  const counted = candidates.map((delimiter) => ({ delimiter, widths: recordWidths(head, delimiter) }));
  const best = counted.reduce((a, b) => ((b.widths[0] ?? 1) > (a.widths[0] ?? 1) ? b : a));
  const [width, ...others] = best.widths;
  const odd = others.filter((other) => other !== width && other !== 1).length;
  return odd * 2 > others.length ? TEXT : { kind: 'delimited', delimiter: best.delimiter };
}

/** Cells in each complete record. */
function recordWidths(head: Uint8Array, delimiter: string): readonly number[] {
  const separator = delimiter.charCodeAt(0);
  const widths: number[] = [];
  let cells = 1;
  let quoted = false;
  for (const byte of head) {
    if (byte === QUOTE) quoted = !quoted;
    else if (quoted) continue;
    else if (byte === separator) cells++;
    else if (byte === NEWLINE) {
      widths.push(cells);
      cells = 1;
    }
  }
  return widths;
}
