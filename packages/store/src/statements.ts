import type { ClickHouseClient } from '@clickhouse/client';
import { toStoreError } from './store-error.ts';

/** A statement without rows in or out. */
export async function command(
  client: ClickHouseClient,
  sql: string,
  params: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  try {
    await client.command({ query: sql, query_params: { ...params } });
  } catch (error) {
    throw toStoreError(error, `\`${sql.slice(0, 60).replaceAll(/\s+/g, ' ')}…\``, false);
  }
}

/** The rows of a query. */
export async function select<T>(
  client: ClickHouseClient,
  sql: string,
  params: Readonly<Record<string, unknown>>,
): Promise<T[]> {
  try {
    const result = await client.query({ query: sql, query_params: { ...params }, format: 'JSONEachRow' });
    return await result.json<T>();
  } catch (error) {
    throw toStoreError(error, 'a query', false);
  }
}

/** A name as SQL. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}
