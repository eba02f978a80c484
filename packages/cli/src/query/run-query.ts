import { pipeline } from 'node:stream/promises';
import { ClickHouseError, ClickHouseLogLevel, createClient, type DataFormat } from '@clickhouse/client';
import { WorkError } from '../work-error.ts';
import { openEndpoint } from './clickhouse-endpoint.ts';

/** Longest a query may take. */
export const QUERY_TIMEOUT_MS = 600_000;

/** Rows that the table formats show: more than a person reads. ClickHouse leaves out the middle and says so. */
const TABLE_ROWS = 10_000;

/** Asks and prints the answer in one of ClickHouse's formats. */
export async function runQuery(sql: string, format: string, url: string | undefined): Promise<void> {
  const endpoint = await openEndpoint(url, process.env);
  const client = createClient({
    url: endpoint.url,
    database: endpoint.database,
    ...(endpoint.username === undefined ? {} : { username: endpoint.username }),
    ...(endpoint.password === undefined ? {} : { password: endpoint.password }),
    request_timeout: QUERY_TIMEOUT_MS,
    application: 'dowser-query',
    // Errors are said below, once.
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: {
      default_format: format as DataFormat,
      // A query that breaks off half-way must be an error, not a short answer.
      wait_end_of_query: 1,
      output_format_pretty_color: 0,
      output_format_pretty_row_numbers: 0,
      output_format_pretty_max_rows: String(TABLE_ROWS),
    },
  });
  try {
    const { stream } = await client.exec({ query: sql });
    await pipeline(stream, process.stdout, { end: false });
  } catch (error) {
    throw explained(error, endpoint.url);
  } finally {
    await client.close();
    await endpoint.release();
  }
}

/** What ClickHouse refused is the user's to mend; so is an address where nothing answers. */
function explained(error: unknown, url: string): unknown {
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
