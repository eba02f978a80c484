import { JSON_MAX_DEPTH } from './limits.ts';
import type { Layout } from './types.ts';

/** A cell or value of the reference engine, with the places of the names above it. */
export interface ReferenceCell {
  readonly start: number;
  readonly end: number;
  readonly names: readonly { readonly start: number; readonly end: number }[];
}

type Place = { readonly start: number; readonly end: number };

/** The cells or values of a whole object whose bytes are `text`'s characters (Latin-1): the plain way. */
export function referenceCells(text: string, layout: Layout): readonly ReferenceCell[] {
  if (layout.kind === 'delimited') return csvCells(text, layout.delimiter);
  return layout.kind === 'json' ? jsonCells(text) : [];
}

function csvCells(text: string, delimiter: string): readonly ReferenceCell[] {
  const outside = `[^${delimiter === '\t' ? '\\t' : `\\${delimiter}`}\\n]*`;
  const cell = new RegExp(`(")([^"]*(?:""[^"]*)*)(?:"(${outside}))?|${outside}`, 'y');
  const rows: Place[][] = [[]];
  for (let at = 0; at < text.length; at++) {
    cell.lastIndex = at;
    const [whole, quote, content, tail] = cell.exec(text)!;
    const start = at + (quote === undefined ? 0 : 1);
    at += whole.length;
    rows.at(-1)!.push({ start, end: quote !== undefined && tail === '' ? start + content!.length : at });
    if (text[at] === '\n') rows.push([]);
  }
  const header = rows[0]!;
  return rows.flatMap((row, y) =>
    row.map((place, x) => ({ ...place, names: y > 0 && x < header.length ? [header[x]!] : [] })),
  );
}

class NotJson extends Error {}

/** Reads values until the end or the first error; what was read until then counts. */
function jsonCells(text: string): readonly ReferenceCell[] {
  const cells: ReferenceCell[] = [];
  let at = 0;
  const skipSpace = (): void => {
    while (' \t\n\r'.includes(text[at] ?? '?') || (at < 3 && text[at] === '\xef\xbb\xbf'[at])) at++;
  };
  const expect = (character: string): void => {
    skipSpace();
    if (text[at] !== character) throw new NotJson();
    at++;
  };
  const token = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? '';
  };
  const string = (names: readonly Place[]): Place => {
    expect('"');
    const start = at;
    at += token(/[^"\\\n]*(?:\\[\s\S][^"\\\n]*)*/y).length;
    const place = { start, end: text[at] === '\\' ? at + 1 : at };
    cells.push({ ...place, names });
    if (text[at] !== '"') throw new NotJson();
    at++;
    return place;
  };
  const value = (names: readonly Place[], depth: number): void => {
    skipSpace();
    if (text[at] === '"') string(names);
    else if (text[at] === '{' || text[at] === '[') container(names, depth, text[at] === '{');
    else {
      const bare = token(/[-0-9tfn][-+.0-9A-Za-z]*/y);
      if (bare === '') throw new NotJson();
      cells.push({ start: at, end: at + bare.length, names });
      at += bare.length;
    }
  };
  const container = (names: readonly Place[], depth: number, isObject: boolean): void => {
    if (depth >= JSON_MAX_DEPTH) throw new NotJson();
    const end = isObject ? '}' : ']';
    at++;
    skipSpace();
    for (let first = true; first || text[at] !== end; first = false) {
      if (first && text[at] === end) break;
      if (!first) expect(',');
      if (isObject) {
        skipSpace();
        const key = string(names);
        expect(':');
        value([...names, key], depth + 1);
      } else value(names, depth + 1);
      skipSpace();
    }
    at++;
  };
  try {
    for (skipSpace(); at < text.length; skipSpace()) value([], 0);
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
  }
  return cells;
}
