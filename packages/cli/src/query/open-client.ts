import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { WorkError } from '../work-error.ts';
import type { ClickHouseEndpoint } from './clickhouse-endpoint.ts';

/** Longest a query may take. */
export const QUERY_TIMEOUT_MS = 600_000;

/** A client of the endpoint; `settings` hold for each query. */
export function openClient(
  { url, database, username, password }: ClickHouseEndpoint,
  settings: Readonly<Record<string, string | number>>,
): ClickHouseClient {
  return createClient({
    url,
    database,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    request_timeout: QUERY_TIMEOUT_MS,
    application: 'dowser-query',
    // Errors are said once, by whoever asks.
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: { ...settings },
  });
}

/** What ClickHouse refused is the user's to mend; so is an address where nothing answers. */
export function explained(error: unknown, url: string): unknown {
  if (error instanceof ClickHouseError)
    return new WorkError(`ClickHouse refused the query (${error.type} ${error.code}): ${error.message}`);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'ECONNRESET' || code === 'EAI_AGAIN') {
    return new WorkError(
      `no ClickHouse answers at ${url} (${code}): check --url or DOWSER_CLICKHOUSE_URL, or run: dowser start`,
    );
  }
  return error;
}
