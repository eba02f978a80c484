import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ClickHouseClient } from '@clickhouse/client';
import { RejectCode } from '@dowser/contracts';
import { RejectError } from '@dowser/pipeline';
import { command, quoteName, select } from './statements.ts';
import { StoreError, toStoreError } from './store-error.ts';

const STAGING_PREFIX = 'orc_staging_';
/** Staging tables of readers that died are dropped after this. */
const STAGING_MAX_AGE_HOURS = 24;

/** By way of a table: every ClickHouse can do that, and the rows stream both ways whatever the size of the file. */
export async function* readOrc(
  client: ClickHouseClient,
  bytes: AsyncIterable<Uint8Array>,
  columns: readonly string[],
): AsyncGenerator<Record<string, string | null>> {
  const table = `${STAGING_PREFIX}${randomUUID().replaceAll('-', '')}`;
  const names = columns.map(quoteName);
  const typed = names.map((name) => `${name} Nullable(String)`).join(', ');
  await command(client, `CREATE TABLE ${table} (${typed}) ENGINE = MergeTree ORDER BY tuple()`);
  try {
    await insertOrc(client, `INSERT INTO ${table} (${names.join(', ')}) FORMAT ORC`, bytes);
    yield* stagedRows(client, table);
  } finally {
    await command(client, `DROP TABLE IF EXISTS ${table}`);
  }
}

/** Drops what readers that died have left. */
export async function dropOldStaging(client: ClickHouseClient): Promise<void> {
  const old = await select<{ name: string }>(
    client,
    `SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, {prefix:String})
     AND metadata_modification_time < now() - toIntervalHour({hours:UInt32})`,
    { prefix: STAGING_PREFIX, hours: STAGING_MAX_AGE_HOURS },
  );
  for (const { name } of old) await command(client, `DROP TABLE IF EXISTS ${quoteName(name)}`);
}

async function* stagedRows(client: ClickHouseClient, table: string): AsyncGenerator<Record<string, string | null>> {
  try {
    const result = await client.query({ query: `SELECT * FROM ${table}`, format: 'JSONEachRow' });
    for await (const rows of result.stream<Record<string, string | null>>()) {
      for (const row of rows) yield row.json();
    }
  } catch (error) {
    throw toStoreError(error, 'reading back an ORC file', true);
  }
}

async function insertOrc(client: ClickHouseClient, sql: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  // The source's own errors are the caller's business, not ClickHouse's.
  let sourceError: unknown;
  const source = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* bytes;
    } catch (error) {
      sourceError = error ?? new Error('reading the ORC file failed');
      throw error;
    }
  };
  try {
    const { stream } = await client.exec({
      query: sql,
      values: Readable.from(source(), { objectMode: false }),
      clickhouse_settings: { session_timezone: 'UTC', input_format_orc_case_insensitive_column_matching: 1 },
    });
    for await (const _ of stream);
  } catch (error) {
    if (sourceError !== undefined) throw sourceError;
    const known = toStoreError(error, 'an ORC file', true);
    if (known instanceof StoreError) {
      throw new RejectError(RejectCode.InvalidInventory, `not a readable ORC file: ${known.message}`);
    }
    throw known;
  }
}
