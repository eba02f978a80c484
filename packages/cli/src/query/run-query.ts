import { pipeline } from 'node:stream/promises';
import { openEndpoint } from './clickhouse-endpoint.ts';
import { explained, openClient } from './open-client.ts';

/** Rows that the table formats show: more than a person reads. ClickHouse leaves out the middle and says so. */
const TABLE_ROWS = 10_000;

/** Asks and prints the answer in one of ClickHouse's formats. */
export async function runQuery(sql: string, format: string, url: string | undefined): Promise<void> {
  const endpoint = await openEndpoint(url, process.env);
  const client = openClient(endpoint, {
    default_format: format,
    // A query that breaks off half-way must be an error, not a short answer.
    wait_end_of_query: 1,
    output_format_pretty_color: 0,
    output_format_pretty_row_numbers: 0,
    output_format_pretty_max_rows: String(TABLE_ROWS),
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
