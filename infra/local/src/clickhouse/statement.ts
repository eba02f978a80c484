import { lex, type Token } from './lex.ts';
import { HttpProblem } from './problem.ts';

/** What an HTTP request asks the engine to do. Positions are offsets in the text given to `readStatement`. */
export type Statement =
  /** INSERT whose rows follow the SQL. */
  | {
      readonly kind: 'insert-data';
      readonly format: string;
      /** Where the rows begin. */
      readonly dataStart: number;
      /** The SQL that reads the rows from a file instead; `path` is a SQL literal. */
      readonly fromFile: (sql: string, path: string) => string;
    }
  /** A query whose rows can be sent as they come. */
  | { readonly kind: 'select'; readonly format: string | undefined }
  | { readonly kind: 'other'; readonly format: string | undefined };

/** Finds out what kind of statement the text holds. Throws HttpProblem for what the front cannot serve. */
export function readStatement(sql: string): Statement {
  const tokens = lex(sql);
  const first = tokens.next();
  if (first.done) throw new HttpProblem(62, 'SYNTAX_ERROR', 'Syntax error: the query is empty');
  if (isWord(first.value, 'INSERT')) return readInsert(sql, tokens);
  const all = [first.value, ...tokens];
  refuseSecondStatement(all);
  refuseServerFiles(all);
  const select = first.value.text === '(' || isWord(first.value, 'SELECT') || isWord(first.value, 'WITH');
  return { kind: select ? 'select' : 'other', format: formatClause(all) };
}

function readInsert(sql: string, tokens: Generator<Token>): Statement {
  const seen: Token[] = [];
  let settings: Token | undefined;
  for (const token of tokens) {
    const previous = seen.at(-1);
    seen.push(token);
    if (token.depth > 0 || isTargetName(previous)) continue;
    if (isWord(token, 'SELECT') || isWord(token, 'WITH')) return readInsertSelect(sql, [...seen, ...tokens]);
    if (isWord(token, 'INFILE')) refuseServerFiles(seen);
    if (isWord(token, 'SETTINGS')) settings = token;
    if (isWord(token, 'VALUES')) {
      return insertData('Values', token.end, settings?.start ?? token.start, token);
    }
    if (isWord(token, 'FORMAT')) {
      const name = tokens.next().value as Token | undefined;
      if (name !== undefined) {
        return insertData(name.text, dataStart(sql, name.end), settings?.start ?? token.start, token);
      }
    }
  }
  return { kind: 'other', format: undefined };
}

function insertData(format: string, start: number, infileAt: number, clause: Token): Statement {
  return {
    kind: 'insert-data',
    format,
    dataStart: start,
    fromFile: (sql, path) =>
      `${sql.slice(0, infileAt)} FROM INFILE ${path} ${sql.slice(infileAt, clause.start)} FORMAT ${format}`,
  };
}

/** `INSERT … SELECT … FROM input('columns') FORMAT X` reads the rows that follow; any other INSERT … SELECT is plain SQL. */
function readInsertSelect(sql: string, all: readonly Token[]): Statement {
  refuseServerFiles(all);
  const at = all.findIndex((token, i) => isWord(token, 'INPUT') && all[i + 1]?.text === '(');
  const columns = all[at + 2];
  if (at < 0 || columns?.kind !== 'quoted') {
    refuseSecondStatement(all);
    return { kind: 'other', format: undefined };
  }
  const clauseAt = all.findIndex((token, i) => i > at && token.depth === 0 && isWord(token, 'FORMAT'));
  const clause = all[clauseAt];
  const name = all[clauseAt + 1];
  if (clause === undefined || name === undefined) {
    throw new HttpProblem(62, 'SYNTAX_ERROR', 'input() needs a FORMAT clause at the end of the query');
  }
  return {
    kind: 'insert-data',
    format: name.text,
    dataStart: dataStart(sql, name.end),
    fromFile: (text, path) => {
      const head = text.slice(0, all[at]!.start);
      return `${head}file(${path}, '${name.text}', ${columns.text}${text.slice(columns.end, clause.start)}`;
    },
  };
}

/** The rows begin after blanks and at most one line end. Source: ClickHouse, ParserInsertQuery. */
function dataStart(sql: string, at: number): number {
  return at + /^[ \t\f]*\r?\n?/.exec(sql.slice(at, at + 1024))![0].length;
}

/** The name after INSERT INTO [TABLE] may be any word, `values` too. */
function isTargetName(previous: Token | undefined): boolean {
  return (
    previous === undefined || isWord(previous, 'INTO') || isWord(previous, 'TABLE') || isWord(previous, 'FUNCTION')
  );
}

function refuseSecondStatement(all: readonly Token[]): void {
  const end = all.findIndex((token) => token.text === ';');
  if (end >= 0 && all.slice(end).some((token) => token.text !== ';')) {
    throw new HttpProblem(
      62,
      'SYNTAX_ERROR',
      'Syntax error (Multi-statements are not allowed): send one query a request',
    );
  }
}

/** `INTO OUTFILE` and `FROM INFILE`. */
function refuseServerFiles(all: readonly Token[]): void {
  const file = all.find((token, i) => {
    const before = all[i - 1];
    if (token.depth > 0 || before === undefined) return false;
    return (isWord(before, 'INTO') && isWord(token, 'OUTFILE')) || (isWord(before, 'FROM') && isWord(token, 'INFILE'));
  });
  if (file !== undefined) {
    throw new HttpProblem(48, 'NOT_IMPLEMENTED', `${file.text}: over HTTP, send and receive the rows in the body`);
  }
}

/** The `FORMAT X` that ends a query, with or without SETTINGS behind it. */
function formatClause(all: readonly Token[]): string | undefined {
  for (let i = all.length - 2; i > 0; i--) {
    const [format, name, next] = [all[i]!, all[i + 1]!, all[i + 2]];
    if (format.depth > 0 || !isWord(format, 'FORMAT') || name.kind !== 'word') continue;
    if (next === undefined || next.text === ';' || isWord(next, 'SETTINGS')) return name.text;
  }
  return undefined;
}

function isWord(token: Token, word: string): boolean {
  return token.kind === 'word' && token.text.toUpperCase() === word;
}
