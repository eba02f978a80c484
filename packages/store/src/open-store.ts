import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import type { AnomalyState } from '@dowser/anomaly';
import { applyMigrations } from './apply-migrations.ts';
import { definePacks, type PackRow } from './define-packs.ts';
import {
  type DetectedAnomalies,
  type DetectionMemory,
  type DetectOptions,
  detectAnomalies,
  setAnomalyState,
} from './detect-anomalies.ts';
import { MIGRATIONS_FOLDER } from './migrations.ts';
import { dropOldStaging, readOrc } from './read-orc.ts';
import { type RollUpOptions, rollUpAccess } from './roll-up-access.ts';
import type { TableName, TableRows } from './rows.ts';
import { command, quoteName, select } from './statements.ts';
import { toStoreError } from './store-error.ts';

export interface StoreOptions {
  /** `http://host:8123` or `https://…`. */
  readonly url: string;
  readonly database: string;
  /** Default `default`. */
  readonly username?: string;
  readonly password?: string;
  /** An answer that takes longer is a TransientError; default REQUEST_TIMEOUT_MS. */
  readonly requestTimeoutMs?: number;
  /** Default: this package's own. */
  readonly migrationsFolder?: URL;
}

/** Dowser's tables on a ClickHouse. Errors: TransientError (away, overloaded: the same call may be made again) and StoreError. */
export interface Store {
  /** Creates the database and brings its tables up to date; any number of processes may do so at once. Gives the versions applied. */
  migrate(): Promise<readonly number[]>;
  /** Defines the views of packs (identifier_packs, findings_by_pack, by_level) by these rows; after `migrate`. */
  definePacks(rows: readonly PackRow[]): Promise<void>;
  /** Resolves once the rows are durable. Rows given twice are one row in the views. */
  insert<T extends TableName>(table: T, rows: readonly TableRows[T][]): Promise<void>;
  /** Brings the aggregates of access up to date with the rows inserted; gives the hours computed. */
  rollUpAccess(options: RollUpOptions): Promise<number>;
  /** Brings the anomalies up to date with the aggregates. */
  detectAnomalies(options: DetectOptions): Promise<DetectedAnomalies>;
  /** Sets what someone decided of an anomaly; false when there is none of this id. */
  setAnomalyState(
    id: string,
    decision: { readonly state: AnomalyState; readonly note: string },
    now: Date,
  ): Promise<boolean>;
  /** The rows of a query. `params` are the values of `{name:Type}` in it. */
  query<T>(sql: string, params?: Readonly<Record<string, unknown>>): Promise<T[]>;
  /** A query's answer as it is sent. `format` is ClickHouse's name of one, used when the query has no FORMAT of its own. */
  raw(sql: string, format: string): Promise<AsyncIterable<Uint8Array>>;
  /**
   * The named columns of an ORC file, read by ClickHouse's own reader. Every value is text or null: `true`, `42`,
   * `2024-05-06 07:08:09.123000000` (UTC); a column that the file lacks is null. Throws RejectError when it is no ORC file.
   */
  readOrc(bytes: AsyncIterable<Uint8Array>, columns: readonly string[]): AsyncIterable<Record<string, string | null>>;
  /** Throws TransientError when ClickHouse is away. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Most rows in one INSERT: a part of tens of MB, and a memory bound on both sides. */
export const INSERT_ROWS_LIMIT = 50_000;
/** Default of `requestTimeoutMs`. */
export const REQUEST_TIMEOUT_MS = 60_000;
/** The same for the statements of a roll-up, which go through all requests of an hour or more. */
export const ROLL_UP_TIMEOUT_MS = 900_000;

/** Connects lazily: the first call finds out whether ClickHouse is there. */
export function openStore(options: StoreOptions): Store {
  const { database, migrationsFolder = MIGRATIONS_FOLDER } = options;
  const client = connect(options, database);
  const roller = connect({ ...options, requestTimeoutMs: options.requestTimeoutMs ?? ROLL_UP_TIMEOUT_MS }, database);
  const memory: DetectionMemory = { checkpoint: null };
  return {
    async migrate() {
      const admin = connect(options, 'default');
      try {
        await command(admin, `CREATE DATABASE IF NOT EXISTS ${quoteName(database)}`);
      } finally {
        await admin.close();
      }
      const applied = await applyMigrations(client, migrationsFolder);
      await dropOldStaging(client);
      return applied;
    },
    definePacks: (rows) => definePacks(client, rows),
    async insert(table, rows) {
      for (let from = 0; from < rows.length; from += INSERT_ROWS_LIMIT) {
        const values = rows.slice(from, from + INSERT_ROWS_LIMIT);
        await client.insert({ table, values, format: 'JSONEachRow' }).catch((error: unknown) => {
          throw toStoreError(error, `rows ${from} to ${from + values.length - 1} of an insert into ${table}`, true);
        });
      }
    },
    rollUpAccess: (rollUp) => rollUpAccess(roller, rollUp),
    detectAnomalies: (options) => detectAnomalies(roller, memory, options),
    setAnomalyState: (id, decision, now) => setAnomalyState(client, id, decision, now),
    query: (sql, params = {}) => select(client, sql, params),
    async raw(sql, format) {
      try {
        const settings = { default_format: format } as Record<string, string>;
        const { stream } = await client.exec({ query: sql, clickhouse_settings: settings });
        return stream;
      } catch (error) {
        throw toStoreError(error, 'a query', false);
      }
    },
    readOrc: (bytes, columns) => readOrc(client, bytes, columns),
    async ping() {
      await select(client, 'SELECT 1', {});
    },
    async close() {
      await client.close();
      await roller.close();
    },
  };
}

function connect(options: StoreOptions, database: string): ClickHouseClient {
  return createClient({
    url: options.url,
    database,
    username: options.username ?? 'default',
    password: options.password ?? '',
    application: 'dowser',
    request_timeout: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
    // The client's log would hold what the engine says of rows.
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: {
      // An acknowledged insert is in the table, and one batch is one part.
      async_insert: 0,
      date_time_input_format: 'best_effort',
    },
  });
}
