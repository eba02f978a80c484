import { drainPending, Session } from 'chdb';
import { HttpProblem } from './problem.ts';

/** What surrounds a query: all of it is gone when the query is done. */
export interface QueryContext {
  readonly database: string;
  readonly settings: ReadonlyMap<string, string>;
  /** Values of `{name:Type}`, escaped as ClickHouse's HTTP interface takes them (TSV escaping). */
  readonly params: ReadonlyMap<string, string>;
  readonly readonly: boolean;
}

export interface QueryResult {
  readonly bytes: Uint8Array;
  /** Rows and bytes of the result, or those inserted. */
  readonly rows: number;
  readonly byteCount: number;
  /** Seconds. */
  readonly elapsed: number;
}

/** The embedded ClickHouse on one data directory. Queries run beside each other, up to the size of libuv's thread pool. */
export interface Engine {
  readonly version: string;
  readonly timezone: string;
  run(context: QueryContext, sql: string, format: string): Promise<QueryResult>;
  /** The result in pieces that are held one at a time; only for formats without a frame around the rows. Ends the query when left early. */
  stream(context: QueryContext, sql: string, format: string): AsyncGenerator<Uint8Array>;
  /** Waits for what is running. */
  close(): Promise<void>;
}

/**
 * One chDB connection a query: settings and parameters are kept on the connection, and a leaked one has silently changed
 * later inserts. Opening one at an open directory takes less than a millisecond. Main thread only: chDB hangs in workers.
 */
export function openEngine(dataDir: string): Engine {
  const root = new Session(dataDir);
  const ask = (sql: string): string => root.query(sql, 'TabSeparated').trim();
  const prepare = async (session: Session, context: QueryContext): Promise<void> => {
    if (context.database !== 'default') await session.queryAsync(`USE ${quoteName(context.database)}`);
    const sets = assignments(context);
    if (sets.length > 0) await session.queryAsync(`SET ${sets.join(', ')}`);
  };
  return {
    version: ask('SELECT version()'),
    timezone: ask('SELECT timezone()'),
    async run(context, sql, format) {
      const session = new Session(dataDir);
      try {
        await prepare(session, context);
        const result = await session.queryAsync(sql, { format });
        return { bytes: result.bytes(), rows: result.rowsRead, byteCount: result.bytesRead, elapsed: result.elapsed };
      } finally {
        session.close();
      }
    },
    async *stream(context, sql, format) {
      const session = new Session(dataDir);
      try {
        await prepare(session, context);
        for await (const chunk of session.queryStream(sql, { format })) yield chunk.raw();
      } finally {
        session.close();
      }
    },
    async close() {
      await drainPending();
      root.close();
      await drainPending();
    },
  };
}

function assignments(context: QueryContext): string[] {
  const sets: string[] = [];
  for (const [name, value] of context.settings) {
    if (!/^[A-Za-z_][\w.]*$/.test(name)) {
      throw new HttpProblem(
        115,
        'UNKNOWN_SETTING',
        `Setting ${JSON.stringify(name)} is neither a builtin setting nor started with a prefix`,
      );
    }
    sets.push(`${name} = ${quoteText(value)}`);
  }
  for (const [name, value] of context.params) {
    if (!/^\w+$/.test(name)) throw new HttpProblem(36, 'BAD_ARGUMENTS', `param_${name} is not a parameter's name`);
    sets.push(`param_${name} = ${quoteText(value)}`);
  }
  // Last, since nothing can be changed after it. As ClickHouse does for GET.
  if (context.readonly) sets.push('readonly = 2');
  return sets;
}

/** A SQL string literal. */
export function quoteText(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function quoteName(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}
