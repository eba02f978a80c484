/** A token of ClickHouse SQL that is neither white space nor a comment. `end` is exclusive; `depth` counts the open brackets around it. */
export interface Token {
  readonly text: string;
  readonly kind: 'word' | 'quoted' | 'punctuation';
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

const SKIPPED = /(?:\s|--[^\n]*|#[ !][^\n]*|\/\*[\s\S]*?(?:\*\/|$))*/y;
const QUOTED =
  /'(?:\\[\s\S]|''|[^'\\])*'?|"(?:\\[\s\S]|""|[^"\\])*"?|`(?:\\[\s\S]|``|[^`\\])*`?|\$(\w*)\$[\s\S]*?\$\1\$/y;
const WORD = /[\w$]+/y;

/**
 * Walks SQL token by token, lazily: what follows the data clause of an INSERT is not SQL and must not be read as such.
 * The text may be bytes decoded as Latin-1, so that positions are byte offsets: all of the syntax is ASCII.
 */
export function* lex(sql: string): Generator<Token> {
  let depth = 0;
  for (let at = skip(sql, 0); at < sql.length; ) {
    const quoted = match(QUOTED, sql, at);
    const word = quoted ?? match(WORD, sql, at);
    const text = word ?? sql[at]!;
    if (text === ')' || text === ']') depth--;
    const kind = quoted !== undefined ? 'quoted' : word !== undefined ? 'word' : 'punctuation';
    yield { text, kind, start: at, end: at + text.length, depth };
    if (text === '(' || text === '[') depth++;
    at = skip(sql, at + text.length);
  }
}

function skip(sql: string, at: number): number {
  SKIPPED.lastIndex = at;
  return at + (SKIPPED.exec(sql)?.[0].length ?? 0);
}

function match(pattern: RegExp, sql: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(sql)?.[0];
}
